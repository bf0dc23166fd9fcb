extension Migration {
    /// How much of what pull requests add the tests run: what was added is read from the history, once for each.
    static let changeCoverage = Migration(
        number: 25, title: "Coverage of changes",
        sql: """
            CREATE TABLE change_coverage (
                -- By its number in record_key.
                pull_request {BIG} PRIMARY KEY,
                commit_id {TEXT} NOT NULL,
                -- JSON: added, coverable and covered lines by file; NULL where the history does not hold the whole change.
                body {TEXT},
                -- Reports that are told later have it measured anew.
                measured_at {BIG} NOT NULL
            ) {PLAIN};
            """)
}
