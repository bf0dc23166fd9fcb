extension Migration {
    /// How the reading of connected sources goes: told on their page, and the ground for when they are asked next.
    static let sourceSync = Migration(
        number: 10, title: "How the reading of sources goes",
        sql: """
            CREATE TABLE source_sync (
                connection {BIG} PRIMARY KEY REFERENCES source_connection (number),
                -- When the last reading was begun, and when one was last through; NULL for never.
                begun_at {BIG},
                ended_at {BIG},
                next_at {BIG} NOT NULL,
                -- Since the last that was through.
                failures INTEGER NOT NULL,
                -- Questions of the last one, and what they brought.
                calls {BIG} NOT NULL,
                answers {BIG} NOT NULL,
                -- How many lists there are to read.
                readings INTEGER NOT NULL,
                -- JSON: what each token may still ask; and what could not be read while the rest could, with why.
                limits {TEXT} NOT NULL,
                missing {TEXT} NOT NULL
            ) {PLAIN};

            -- The last troubles of each source; older ones are removed.
            CREATE TABLE source_error (
                number {SERIAL},
                connection {BIG} NOT NULL REFERENCES source_connection (number),
                happened_at {BIG} NOT NULL,
                sentence {TEXT} NOT NULL,
                -- The address of the answer that it was about.
                address {TEXT}
            ) {PLAIN};
            CREATE INDEX source_error_of ON source_error (connection, number);
            """)
}
