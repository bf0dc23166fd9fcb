extension Migration {
    /// What pipelines say it would take to mend all that their tools find.
    static let debtAnalysis = Migration(
        number: 30, title: "Analyses of technical debt",
        sql: """
            CREATE TABLE debt_analysis (
                -- As every table of records begins.
                record {BIG} PRIMARY KEY,
                connection {BIG} NOT NULL,
                raw {BIG},
                version {BIG} NOT NULL,
                told_at {BIG} NOT NULL,
                seen_at {BIG} NOT NULL,
                gone_at {BIG},
                more {TEXT},
                sparse {TEXT},
                -- By its number in record_key.
                repository {BIG} NOT NULL,
                commit_id {TEXT} NOT NULL,
                branch {TEXT},
                analysed_at {BIG} NOT NULL,
                minutes {REAL} NOT NULL CHECK (minutes >= 0),
                -- Of the languages that were analysed.
                lines {BIG} NOT NULL,
                -- Other rules or other costs are another text.
                rules {TEXT} NOT NULL,
                without_cost {BIG} NOT NULL
            ) {PLAIN};
            CREATE INDEX debt_analysis_of ON debt_analysis (repository, analysed_at);
            """)
}
