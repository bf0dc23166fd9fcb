extension Migration {
    /// One question that is asked at once, anonymously or by name.
    static let polls = Migration(
        number: 19, title: "Polls, anonymous and by name",
        sql: """
            -- One question, asked at once. An anonymous one is a round like any other.
            ALTER TABLE pulse_round ADD COLUMN is_poll {BOOL} NOT NULL DEFAULT FALSE;

            -- Who said what in a poll that carries names; said to be so before anybody answered. Never of an anonymous one.
            CREATE TABLE poll_vote (
                round {TEXT} NOT NULL REFERENCES pulse_round (id) ON DELETE CASCADE,
                member {TEXT} NOT NULL REFERENCES member (id),
                -- As JSON.
                answer {TEXT} NOT NULL,
                PRIMARY KEY (round, member)
            ) {KEYED};
            """)
}
