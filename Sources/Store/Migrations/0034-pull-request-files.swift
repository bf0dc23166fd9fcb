extension Migration {
    /// Which files pull requests change, as code hosts list them.
    static let pullRequestFiles = Migration(
        number: 34, title: "Files of pull requests",
        sql: """
            CREATE TABLE pull_request_files (
                record {BIG} PRIMARY KEY,
                connection {BIG} NOT NULL,
                raw {BIG},
                version {BIG} NOT NULL,
                told_at {BIG} NOT NULL,
                seen_at {BIG} NOT NULL,
                gone_at {BIG},
                more {TEXT},
                sparse {TEXT},
                pull_request {BIG} NOT NULL,
                -- The branch's newest commit when they were listed.
                head {TEXT} NOT NULL,
                -- A list of paths and lines as JSON; NULL where it changes none.
                files {TEXT}
            ) {PLAIN};
            CREATE UNIQUE INDEX pull_request_files_of ON pull_request_files (pull_request);
            """)
}
