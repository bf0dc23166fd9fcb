extension Migration {
    /// Who belongs to which team and when they work, which accounts are theirs, and what they want kept or not.
    ///
    /// Days are written 2026-03-02, by the clock of the team or the member. Why somebody is absent is kept nowhere.
    static let teams = Migration(
        number: 5, title: "Teams, calendars, claimed accounts and retention",
        sql: """
            CREATE TABLE holiday_calendar (
                name {TEXT} PRIMARY KEY CHECK (name <> ''),
                title {TEXT} NOT NULL CHECK (title <> ''),
                kept_at {BIG} NOT NULL
            ) {PLAIN};

            CREATE TABLE holiday (
                calendar {TEXT} NOT NULL REFERENCES holiday_calendar (name) ON DELETE CASCADE,
                day {TEXT} NOT NULL,
                PRIMARY KEY (calendar, day)
            ) {KEYED};

            -- The name stands in addresses, path rules and commands, so it never changes; the title may.
            CREATE TABLE team (
                name {TEXT} PRIMARY KEY CHECK (name <> ''),
                title {TEXT} NOT NULL CHECK (title <> ''),
                parent {TEXT} REFERENCES team (name),
                zone {TEXT} NOT NULL,
                hours {TEXT} NOT NULL,
                holidays {TEXT} REFERENCES holiday_calendar (name),
                made_at {BIG} NOT NULL,
                archived_at {BIG},
                CHECK (parent <> name)
            ) {PLAIN};
            CREATE INDEX team_of_parent ON team (parent);

            CREATE TABLE team_membership (
                team {TEXT} NOT NULL REFERENCES team (name),
                member {TEXT} NOT NULL REFERENCES member (id),
                from_day {TEXT} NOT NULL,
                -- The first day on which it holds no more.
                until_day {TEXT},
                role {TEXT} NOT NULL CHECK (role IN ('member', 'lead')),
                PRIMARY KEY (team, member, from_day),
                CHECK (until_day > from_day)
            ) {KEYED};
            CREATE INDEX team_membership_of_member ON team_membership (member);

            -- Members who read configuration and audit log, and no content.
            CREATE TABLE council_seat (
                member {TEXT} PRIMARY KEY REFERENCES member (id),
                since_at {BIG} NOT NULL
            ) {PLAIN};

            -- From a day on, until the next row begins.
            CREATE TABLE work_schedule (
                member {TEXT} NOT NULL REFERENCES member (id),
                from_day {TEXT} NOT NULL,
                zone {TEXT} NOT NULL,
                hours {TEXT} NOT NULL,
                holidays {TEXT} REFERENCES holiday_calendar (name),
                PRIMARY KEY (member, from_day)
            ) {KEYED};

            CREATE TABLE absence (
                member {TEXT} NOT NULL REFERENCES member (id),
                first_day {TEXT} NOT NULL,
                last_day {TEXT} NOT NULL,
                -- Minutes after midnight, on each of the days.
                from_minute {SMALL} NOT NULL,
                until_minute {SMALL} NOT NULL,
                PRIMARY KEY (member, first_day, from_minute),
                CHECK (last_day >= first_day),
                CHECK (from_minute >= 0 AND until_minute > from_minute AND until_minute <= 1440)
            ) {KEYED};

            -- In which no message is sent. Where both are equal there are none.
            CREATE TABLE quiet_hours (
                member {TEXT} PRIMARY KEY REFERENCES member (id),
                from_minute {SMALL} NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
                until_minute {SMALL} NOT NULL CHECK (until_minute BETWEEN 0 AND 1439)
            ) {PLAIN};

            -- In lower case. That somebody proved to read the mail of an address, or that a service they signed in with says so.
            CREATE TABLE proven_address (
                email {TEXT} PRIMARY KEY CHECK (email <> ''),
                member {TEXT} NOT NULL REFERENCES member (id),
                proved_at {BIG} NOT NULL
            ) {PLAIN};
            CREATE INDEX proven_address_of_member ON proven_address (member);

            -- Append-only: the latest about a member and a signature holds, and another one takes it back.
            CREATE TABLE account_claim (
                number INTEGER PRIMARY KEY,
                action {TEXT} NOT NULL CHECK (action IN ('claim', 'confirm', 'prove', 'refuse', 'withdraw')),
                member {TEXT} NOT NULL REFERENCES member (id),
                name {TEXT} NOT NULL,
                email {TEXT} NOT NULL,
                -- A member's id, 'proof' or 'command line'.
                decided_by {TEXT} NOT NULL,
                decided_at {BIG} NOT NULL
            ) {PLAIN};
            CREATE INDEX account_claim_of_member ON account_claim (member);

            -- Whose events no number about people counts.
            CREATE TABLE objection (
                member {TEXT} PRIMARY KEY REFERENCES member (id),
                since_at {BIG} NOT NULL
            ) {PLAIN};

            -- How a signature that was erased is known again when a history is read anew, without saying whose it was.
            CREATE TABLE erased_signature (
                code {BYTES} NOT NULL PRIMARY KEY,
                salt {BYTES} NOT NULL,
                pseudonym {TEXT} NOT NULL
            ) {KEYED};

            -- Where it differs from the usual one.
            CREATE TABLE retention_period (
                class {TEXT} PRIMARY KEY CHECK (class <> ''),
                months INTEGER NOT NULL CHECK (months > 0)
            ) {PLAIN};

            -- What was removed because its time was over: the proof that it was.
            CREATE TABLE retention_run (
                number INTEGER NOT NULL,
                class {TEXT} NOT NULL,
                ran_at {BIG} NOT NULL,
                months INTEGER,
                removed {BIG} NOT NULL,
                PRIMARY KEY (number, class)
            ) {KEYED};
            """)
}
