extension Migration {
    /// What was written to code hosts, and how that went: so that nothing is written twice.
    static let writtenBack = Migration(
        number: 26, title: "What was written to code hosts",
        sql: """
            CREATE TABLE written_back (
                connection {BIG} NOT NULL REFERENCES source_connection (number),
                -- The key of the pull request, as text.
                pull_request {TEXT} NOT NULL CHECK (pull_request <> ''),
                -- Of a mark its name; 'comment' for the one comment.
                name {TEXT} NOT NULL CHECK (name <> ''),
                -- Where a mark stands; empty for the comment.
                commit_id {TEXT} NOT NULL,
                -- A hash of what was last to be written: the words themselves quote people.
                digest {TEXT} NOT NULL,
                -- The comment's name at the host.
                remote {TEXT},
                -- 'removed' where somebody took the comment away: then nothing more is written.
                state {TEXT} NOT NULL CHECK (state IN ('written', 'failed', 'removed')),
                trouble {TEXT},
                tried_at {BIG} NOT NULL,
                written_at {BIG},
                failures INTEGER NOT NULL,
                PRIMARY KEY (connection, pull_request, name)
            ) {KEYED};
            """)
}
