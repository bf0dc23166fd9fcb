extension Migration {
    /// What stands in the way of merging: checks that branches require, and what code hosts say of the present alone.
    static let obstacles = Migration(
        number: 29, title: "What stands in the way of pull requests",
        sql: """
            -- "pipeline", or "checks" and a name in each line; NULL where the rules may not be read.
            ALTER TABLE hosted_repository ADD COLUMN required_checks {TEXT};

            -- What a host said when it was asked, each telling once. Only these know what was true when, so that they outlive the
            -- answers that told them, and reading the archive again adds to them alone.
            CREATE TABLE obstacle_sighting (
                -- The number of its key.
                pull_request {BIG} NOT NULL,
                kind {TEXT} NOT NULL CHECK (kind IN ('conflict', 'dependency')),
                told_at {BIG} NOT NULL,
                stands {BOOL} NOT NULL,
                -- The branch's newest commit, and what comes first; empty where that was not told.
                head {TEXT} NOT NULL,
                what {TEXT} NOT NULL,
                PRIMARY KEY (pull_request, kind, told_at, stands, head, what)
            ) {KEYED};
            """)
}
