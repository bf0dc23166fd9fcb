extension Migration {
    /// Threads: leads write back more than once, and whoever wrote the words follows up, without anybody knowing who it is.
    ///
    /// Nothing says when a follow-up came but the day, and that only until the day is over: then all of them are written anew in
    /// the order of their hashes.
    static let followUps = Migration(
        number: 27, title: "Follow-ups to replies",
        sql: """
            CREATE TABLE pulse_reply_message (
                round {TEXT} NOT NULL,
                -- The id of the words.
                words {BYTES} NOT NULL,
                -- From 1 on.
                place INTEGER NOT NULL CHECK (place >= 1),
                -- Opened by nobody here.
                sealed {BYTES} NOT NULL,
                -- The SHA-256 of what its reader shows to follow it up; NULL where they cannot.
                permit_hash {BYTES},
                written_at {BIG} NOT NULL,
                PRIMARY KEY (round, words, place),
                FOREIGN KEY (round, words) REFERENCES pulse_words (round, id) ON DELETE CASCADE
            ) {KEYED};
            CREATE UNIQUE INDEX pulse_reply_message_by_permit ON pulse_reply_message (round, permit_hash);
            INSERT INTO pulse_reply_message (round, words, place, sealed, permit_hash, written_at)
                SELECT round, words, 1, sealed, NULL, written_at FROM pulse_reply;
            DROP TABLE pulse_reply;

            CREATE TABLE pulse_follow_up (
                round {TEXT} NOT NULL,
                permit_hash {BYTES} NOT NULL,
                -- All of one length.
                sealed {BYTES} NOT NULL,
                -- The day, counted from 1970; -1 once that is over, and NULL when the storage was written anew after it.
                came_on INTEGER,
                PRIMARY KEY (round, permit_hash),
                FOREIGN KEY (round, permit_hash) REFERENCES pulse_reply_message (round, permit_hash) ON DELETE CASCADE
            ) {KEYED};
            """)
}
