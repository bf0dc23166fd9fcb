extension Migration {
    /// Rounds over which people may tie their own answers together, each for themselves (HANDBOOK D8).
    ///
    /// Between two waves the tied answers of the last one lie here, sealed and all of one length, under a key that is itself
    /// sealed by the key file outside the database; nobody's earlier ones, and no word that anybody wrote. With the end of the
    /// series rows and key are deleted, and the storage is written anew.
    static let pulseSeries = Migration(
        number: 22, title: "Rounds that people may tie their answers over",
        sql: """
            CREATE TABLE pulse_series (
                id {TEXT} PRIMARY KEY CHECK (id <> ''),
                title {TEXT} NOT NULL,
                -- Whom it asks: names of teams with spaces between them; empty for everybody.
                team {TEXT} NOT NULL,
                -- The schedule whose rounds these are; empty for rounds that somebody announces.
                schedule {TEXT} NOT NULL,
                -- Opens the tied answers; itself sealed. NULL once the series has ended.
                series_key {BYTES},
                -- Rounds so far.
                waves INTEGER NOT NULL CHECK (waves BETWEEN 1 AND 4),
                -- The last moment at which the latest of them takes an answer.
                ends_at {BIG} NOT NULL,
                -- Whether the storage was written anew after its end.
                is_rewritten {BOOL} NOT NULL
            ) {PLAIN};

            CREATE TABLE pulse_tied (
                series {TEXT} NOT NULL REFERENCES pulse_series (id) ON DELETE CASCADE,
                -- Random.
                id {BYTES} NOT NULL,
                -- The wave that it is from.
                round {TEXT} NOT NULL,
                sealed {BYTES} NOT NULL,
                PRIMARY KEY (series, id)
            ) {KEYED};

            ALTER TABLE pulse_round ADD COLUMN series {TEXT};
            """)
}
