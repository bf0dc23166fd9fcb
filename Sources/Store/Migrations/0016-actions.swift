extension Migration {
    /// What a team makes of what it read or talked about: topics, and actions with an owner and a day.
    static let actions = Migration(
        number: 16, title: "Topics and actions of teams",
        sql: """
            CREATE TABLE action (
                id {TEXT} PRIMARY KEY CHECK (id <> ''),
                -- Whose it is: a team's name; empty for everybody.
                team {TEXT} NOT NULL,
                title {TEXT} NOT NULL CHECK (title <> ''),
                state {TEXT} NOT NULL
                    CHECK (state IN ('topic', 'proposed', 'accepted', 'doing', 'done', 'dropped')),
                -- The last day, by the team's clock, in days since 1970.
                due_day {BIG},
                -- How often that day was put off.
                redated INTEGER NOT NULL,
                -- Why it was dropped.
                reason {TEXT} NOT NULL,
                -- The round that it came from, and the question or scale; NULL and empty where there is none.
                round {TEXT} REFERENCES pulse_round (id) ON DELETE SET NULL,
                about {TEXT} NOT NULL,
                made_at {BIG} NOT NULL,
                changed_at {BIG} NOT NULL,
                CHECK (state IN ('topic', 'done', 'dropped') OR due_day IS NOT NULL)
            ) {PLAIN};
            CREATE INDEX action_by_team ON action (team, state);
            CREATE INDEX action_by_round ON action (round);

            -- Apart, so that an action outlives its owner's account.
            CREATE TABLE action_owner (
                action {TEXT} PRIMARY KEY REFERENCES action (id) ON DELETE CASCADE,
                member {TEXT} NOT NULL REFERENCES member (id) ON DELETE CASCADE
            ) {KEYED};
            CREATE INDEX action_owner_by_member ON action_owner (member);
            """)
}
