extension Migration {
    /// Replies to what people wrote, sealed where they are written for a key that only the writer has.
    static let replies = Migration(
        number: 21, title: "Replies to what people wrote",
        sql: """
            -- Where a reply to these words goes; NULL where the writer wants none. Each of a person's has another one.
            ALTER TABLE pulse_words ADD COLUMN reply_to {BYTES};

            CREATE TABLE pulse_reply (
                round {TEXT} NOT NULL,
                -- The id of the words.
                words {BYTES} NOT NULL,
                -- Opened by nobody here.
                sealed {BYTES} NOT NULL,
                written_at {BIG} NOT NULL,
                PRIMARY KEY (round, words),
                FOREIGN KEY (round, words) REFERENCES pulse_words (round, id) ON DELETE CASCADE
            ) {KEYED};
            """)
}
