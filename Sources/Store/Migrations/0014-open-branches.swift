extension Migration {
    /// Branches that are open beside the main one, so that two that touch the same files are seen before they collide.
    static let openBranches = Migration(
        number: 14, title: "Open branches",
        sql: """
            -- A row says that the branches were read, also where there is none.
            CREATE TABLE open_branches (
                repository INTEGER PRIMARY KEY REFERENCES snapshot (repository) ON DELETE CASCADE,
                -- Letters that differ as soon as a branch moves.
                mark {TEXT} NOT NULL,
                -- Branches that are left out, and pairs that were not merged for trial.
                long_lived INTEGER NOT NULL,
                contained INTEGER NOT NULL,
                untried INTEGER NOT NULL
            ) {PLAIN};

            CREATE TABLE open_branch (
                repository INTEGER NOT NULL REFERENCES open_branches (repository) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                name {TEXT} NOT NULL,
                head {BYTES} NOT NULL,
                commits INTEGER NOT NULL,
                updated_at {BIG} NOT NULL,
                -- The same for branches that share commits.
                stack INTEGER NOT NULL,
                PRIMARY KEY (repository, place)
            ) {KEYED};

            CREATE TABLE open_branch_author (
                repository INTEGER NOT NULL,
                branch INTEGER NOT NULL,
                place INTEGER NOT NULL,
                name {TEXT} NOT NULL,
                email {TEXT} NOT NULL,
                PRIMARY KEY (repository, branch, place),
                FOREIGN KEY (repository, branch) REFERENCES open_branch (repository, place) ON DELETE CASCADE
            ) {KEYED};

            CREATE TABLE open_branch_file (
                repository INTEGER NOT NULL,
                branch INTEGER NOT NULL,
                place INTEGER NOT NULL,
                path {TEXT} NOT NULL,
                PRIMARY KEY (repository, branch, place),
                FOREIGN KEY (repository, branch) REFERENCES open_branch (repository, place) ON DELETE CASCADE
            ) {KEYED};

            -- Two branches that git cannot merge with one another, a row for each file.
            CREATE TABLE branch_clash (
                repository INTEGER NOT NULL REFERENCES open_branches (repository) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                first_name {TEXT} NOT NULL,
                second_name {TEXT} NOT NULL,
                path {TEXT} NOT NULL,
                PRIMARY KEY (repository, place)
            ) {KEYED};
            """)
}
