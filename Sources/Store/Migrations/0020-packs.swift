extension Migration {
    /// Question packs of a team's own.
    static let packs = Migration(
        number: 20, title: "Question packs of one's own",
        sql: """
            CREATE TABLE question_pack (
                id {TEXT} PRIMARY KEY CHECK (id <> ''),
                -- As somebody wrote it; docs/guide/packs.md tells what may stand in it.
                body {TEXT} NOT NULL,
                kept_at {BIG} NOT NULL
            ) {PLAIN};
            """)
}
