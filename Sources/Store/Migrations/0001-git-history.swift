extension Migration {
    /// What repositories tell: commits, who made them and what they changed.
    ///
    /// Numbers stand for commits, signatures and paths inside one repository only and never leave the store. Each table
    /// begins its key with the repository, so that reading or removing one touches nothing of the others. Instants are
    /// milliseconds in UTC, offsets minutes east of it.
    static let gitHistory = Migration(
        number: 1, title: "What a git history tells",
        sql: """
            CREATE TABLE repository (
                number INTEGER PRIMARY KEY,
                id {TEXT} NOT NULL UNIQUE CHECK (id <> ''),
                name {TEXT} NOT NULL,
                location {TEXT} NOT NULL,
                head {BYTES},
                branch {TEXT},
                is_bare {BOOL} NOT NULL,
                is_shallow {BOOL} NOT NULL,
                is_partial {BOOL} NOT NULL,
                object_format {TEXT} NOT NULL,
                -- Raised by everything that gives out or takes back numbers.
                revision {BIG} NOT NULL DEFAULT 0
            ) {PLAIN};

            CREATE TABLE signature (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                name {TEXT} NOT NULL,
                email {TEXT} NOT NULL,
                PRIMARY KEY (repository, number),
                UNIQUE (repository, email, name)
            ) {KEYED};

            CREATE TABLE path (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                name {TEXT} NOT NULL,
                PRIMARY KEY (repository, number),
                UNIQUE (repository, name)
            ) {KEYED};

            -- author, committer, path and signature below are numbers of the two tables above. A foreign key on each would
            -- need an index each, to guard what one function writes in one transaction.
            CREATE TABLE git_commit (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                id {BYTES} NOT NULL,
                author INTEGER NOT NULL,
                authored_at {BIG} NOT NULL,
                authored_offset {SMALL} NOT NULL,
                committer INTEGER NOT NULL,
                committed_at {BIG} NOT NULL,
                committed_offset {SMALL} NOT NULL,
                subject {TEXT} NOT NULL,
                PRIMARY KEY (repository, number),
                UNIQUE (repository, id)
            ) {KEYED};

            -- The parent may lie outside what was read, as in a shallow clone.
            CREATE TABLE commit_parent (
                repository INTEGER NOT NULL,
                git_commit INTEGER NOT NULL,
                place {SMALL} NOT NULL,
                parent {BYTES} NOT NULL,
                PRIMARY KEY (repository, git_commit, place),
                FOREIGN KEY (repository, git_commit) REFERENCES git_commit (repository, number) ON DELETE CASCADE
            ) {KEYED};

            CREATE TABLE trailer (
                repository INTEGER NOT NULL,
                git_commit INTEGER NOT NULL,
                place {SMALL} NOT NULL,
                kind {TEXT} NOT NULL,
                signature INTEGER NOT NULL,
                PRIMARY KEY (repository, git_commit, place),
                FOREIGN KEY (repository, git_commit) REFERENCES git_commit (repository, number) ON DELETE CASCADE
            ) {KEYED};

            CREATE TABLE file_change (
                repository INTEGER NOT NULL,
                git_commit INTEGER NOT NULL,
                path INTEGER NOT NULL,
                old_path INTEGER,
                kind {TEXT} NOT NULL CHECK (kind IN ('A', 'M', 'D', 'R', 'C', 'T')),
                mode INTEGER NOT NULL,
                added INTEGER,
                deleted INTEGER,
                -- Why lines were not counted.
                uncounted {TEXT} CHECK (uncounted IN ('binary', 'missing', 'notCounted')),
                PRIMARY KEY (repository, git_commit, path),
                FOREIGN KEY (repository, git_commit) REFERENCES git_commit (repository, number) ON DELETE CASCADE,
                CHECK ((old_path IS NOT NULL) = (kind IN ('R', 'C'))),
                CHECK ((added IS NULL) = (uncounted IS NOT NULL) AND (deleted IS NULL) = (added IS NULL))
            ) {KEYED};

            CREATE TABLE tag (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                name {TEXT} NOT NULL,
                git_commit {BYTES} NOT NULL,
                tagged_at {BIG} NOT NULL,
                tagged_offset {SMALL} NOT NULL,
                is_annotated {BOOL} NOT NULL,
                PRIMARY KEY (repository, name)
            ) {KEYED};

            -- The tree at the head, and what its content tells at a glance.
            CREATE TABLE snapshot (
                repository INTEGER PRIMARY KEY REFERENCES repository (number) ON DELETE CASCADE,
                head {BYTES} NOT NULL
            ) {PLAIN};

            CREATE TABLE head_file (
                repository INTEGER NOT NULL REFERENCES snapshot (repository) ON DELETE CASCADE,
                path {TEXT} NOT NULL,
                mode INTEGER NOT NULL,
                blob {BYTES} NOT NULL,
                size {BIG},
                lines INTEGER NOT NULL,
                non_blank_lines INTEGER NOT NULL,
                indentation {BIG} NOT NULL,
                is_binary {BOOL} NOT NULL,
                is_lfs_pointer {BOOL} NOT NULL,
                is_generated {BOOL} NOT NULL,
                is_vendored {BOOL} NOT NULL,
                is_documentation {BOOL} NOT NULL,
                PRIMARY KEY (repository, path)
            ) {KEYED};

            -- Bytes, because text of a file may hold a NUL.
            CREATE TABLE head_text (
                repository INTEGER NOT NULL REFERENCES snapshot (repository) ON DELETE CASCADE,
                path {TEXT} NOT NULL,
                content {BYTES} NOT NULL,
                PRIMARY KEY (repository, path)
            ) {PLAIN};

            CREATE TABLE debt_marker (
                repository INTEGER NOT NULL REFERENCES snapshot (repository) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                path {TEXT} NOT NULL,
                line INTEGER NOT NULL CHECK (line > 0),
                kind {TEXT} NOT NULL,
                text {TEXT} NOT NULL,
                since_at {BIG},
                since_offset {SMALL},
                PRIMARY KEY (repository, place),
                CHECK ((since_at IS NULL) = (since_offset IS NULL))
            ) {KEYED};
            """)
}
