extension Migration {
    /// Results cell by cell, so that a page reads no more than it shows, and nobody is handed more than is theirs to see.
    ///
    /// Rounds that were released before are counted out anew from their tallies at the next run of the release.
    static let results = Migration(
        number: 8, title: "Results of rounds, cell by cell",
        sql: """
            -- What may be told of each group that the answers of a round can be divided into.
            CREATE TABLE pulse_cell (
                round {TEXT} NOT NULL REFERENCES pulse_round (id) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                -- Empty for all together, else as team=payments.
                cell {TEXT} NOT NULL,
                invited INTEGER NOT NULL,
                -- NULL where it is not shown, whether nobody answered or four.
                answered INTEGER,
                -- By question in their order, as JSON.
                means {TEXT} NOT NULL,
                body {TEXT} NOT NULL,
                PRIMARY KEY (round, place),
                UNIQUE (round, cell)
            ) {KEYED};

            UPDATE pulse_round SET is_rewritten = FALSE WHERE state = 'released';
            ALTER TABLE pulse_round DROP COLUMN result;
            """)
}
