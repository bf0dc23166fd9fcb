extension Migration {
    /// Pulses that come again by themselves, and how much of people's time rounds may take.
    static let pulseSchedules = Migration(
        number: 18, title: "Schedules and budgets of rounds",
        sql: """
            CREATE TABLE pulse_schedule (
                id {TEXT} PRIMARY KEY CHECK (id <> ''),
                title {TEXT} NOT NULL,
                -- Whom it asks: names of teams with spaces between them; empty for everybody.
                team {TEXT} NOT NULL,
                -- Its days, packs, and how long its rounds are, as JSON. Never changed.
                plan {TEXT} NOT NULL,
                state {TEXT} NOT NULL CHECK (state IN ('running', 'paused', 'ended')),
                made_at {BIG} NOT NULL,
                -- The day of its next round, and when that is open for the first of those who are asked.
                next_day {TEXT},
                next_at {BIG},
                -- Why the last round that was due was not opened.
                note {TEXT},
                CHECK ((state = 'running') = (next_day IS NOT NULL) AND (next_day IS NULL) = (next_at IS NULL))
            ) {PLAIN};
            CREATE INDEX pulse_schedule_by_next ON pulse_schedule (state, next_at);

            -- Minutes within thirty days; of everybody where the team's name is empty. Without a row the usual ones.
            CREATE TABLE pulse_budget (
                team {TEXT} PRIMARY KEY,
                minutes INTEGER NOT NULL CHECK (minutes > 0)
            ) {PLAIN};

            -- Which schedule a round is one of, and the day and minute on which people hear of it by their own clock.
            ALTER TABLE pulse_round ADD COLUMN schedule {TEXT};
            ALTER TABLE pulse_round ADD COLUMN prompt_day {TEXT};
            ALTER TABLE pulse_round ADD COLUMN prompt_minute INTEGER;
            """)
}
