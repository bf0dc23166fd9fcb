extension Migration {
    /// Feeds of what waits for a member, and who looked at lists on which members stand.
    static let next = Migration(
        number: 11, title: "Feeds and openings",
        sql: """
            -- One address a member, for news readers and calendars. Only the hash of it is kept.
            CREATE TABLE feed_link (
                member {TEXT} PRIMARY KEY REFERENCES member (id),
                token_hash {BYTES} NOT NULL UNIQUE,
                made_at {BIG} NOT NULL
            ) {KEYED};

            -- A lead looked at what waits for whom while the member stood there; for the member to see.
            CREATE TABLE lead_opening (
                member {TEXT} NOT NULL REFERENCES member (id),
                viewer {TEXT} NOT NULL REFERENCES member (id),
                team {TEXT} NOT NULL REFERENCES team (name),
                day {TEXT} NOT NULL,
                PRIMARY KEY (member, viewer, team, day)
            ) {KEYED};
            """)
}
