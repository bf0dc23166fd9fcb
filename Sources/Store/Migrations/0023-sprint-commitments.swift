extension Migration {
    /// What a team took on for a sprint, as it stood when planning ended. Written once: no statement changes a row.
    static let sprintCommitments = Migration(
        number: 23, title: "What was taken on for each sprint",
        sql: """
            -- Sprints and items by their numbers in record_key, so that what is removed from a tracker stays promised.
            CREATE TABLE sprint_commitment (
                sprint {BIG} PRIMARY KEY,
                -- When planning ended, and when that was noted.
                taken_at {BIG} NOT NULL,
                noted_at {BIG} NOT NULL CHECK (noted_at >= taken_at)
            ) {PLAIN};

            CREATE TABLE sprint_commitment_item (
                sprint {BIG} NOT NULL REFERENCES sprint_commitment (sprint) ON DELETE CASCADE,
                work_item {BIG} NOT NULL,
                -- Where it was kept, since a sprint may be several teams'.
                container {BIG},
                -- In the team's own points; NULL where nobody had estimated it.
                estimate {REAL},
                PRIMARY KEY (sprint, work_item)
            ) {KEYED};
            """)
}
