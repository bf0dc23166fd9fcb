extension Migration {
    /// What a team answers for and agreed on, and the numbers about its deliveries.
    ///
    /// Readings are a cache: the same bytes come back when they are emptied and measured again at the same moment.
    static let deliveryReadings = Migration(
        number: 9, title: "Teams' repositories and agreements, and readings of deliveries",
        sql: """
            CREATE TABLE team_repository (
                team {TEXT} NOT NULL REFERENCES team (name),
                -- The key of a repository of a code host, as text: it may be told of later than chosen.
                repository {TEXT} NOT NULL CHECK (repository <> ''),
                PRIMARY KEY (team, repository)
            ) {KEYED};

            -- Within what time a pull request gets its first answer, where it differs from the usual.
            CREATE TABLE review_agreement (
                team {TEXT} PRIMARY KEY REFERENCES team (name),
                hours {REAL} NOT NULL CHECK (hours > 0),
                clock {TEXT} NOT NULL CHECK (clock IN ('elapsed', 'working'))
            ) {PLAIN};

            -- That something changed on which readings rest: a row of its own for each transaction, so that nobody waits for
            -- another. Whoever measures takes the rows away and raises the revision by them.
            CREATE TABLE delivery_change (
                number {SERIAL},
                what {TEXT} NOT NULL
            ) {PLAIN};

            CREATE TABLE delivery_revision (
                number INTEGER PRIMARY KEY CHECK (number = 1),
                revision {BIG} NOT NULL
            ) {PLAIN};
            INSERT INTO delivery_revision (number, revision) VALUES (1, 0);

            CREATE TABLE delivery_reading (
                -- Team and timeframe, as in an address.
                choice {TEXT} NOT NULL,
                -- A signal, or 'extent' and 'open'.
                signal {TEXT} NOT NULL,
                definition {TEXT} NOT NULL,
                -- Of what it was measured from.
                revision {BIG} NOT NULL,
                measured_at {BIG} NOT NULL,
                body {BYTES} NOT NULL,
                PRIMARY KEY (choice, signal)
            ) {PLAIN};
            """)
}
