extension Migration {
    /// Where each list of a source goes on, a row each: it is written after each page, and there may be hundreds of lists.
    /// What was kept of them before is read anew, which changes nothing.
    static let sourceCursors = Migration(
        number: 12, title: "Cursors of sources, a row each",
        sql: """
            CREATE TABLE source_cursor (
                connection {BIG} NOT NULL REFERENCES source_connection (number),
                -- As the connector names the list.
                name {TEXT} NOT NULL,
                -- JSON.
                value {TEXT} NOT NULL,
                -- Whether the whole history of the list is read, and how many questions are known to be left.
                is_through {BOOL} NOT NULL,
                waiting {BIG} NOT NULL,
                PRIMARY KEY (connection, name)
            ) {KEYED};
            ALTER TABLE source_connection DROP COLUMN cursors;
            """)
}
