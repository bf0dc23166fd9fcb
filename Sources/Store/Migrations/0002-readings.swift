extension Migration {
    /// How reading goes, what people decided about it, and what was computed from it.
    static let readings = Migration(
        number: 2, title: "Imports, decisions and measurements",
        sql: """
            CREATE TABLE import_run (
                number INTEGER PRIMARY KEY,
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                status {TEXT} NOT NULL CHECK (status IN ('running', 'finished', 'failed', 'interrupted')),
                head {BYTES},
                commits_done INTEGER NOT NULL CHECK (commits_done >= 0),
                -- NULL while nobody has counted.
                commits_total INTEGER,
                started_at {BIG} NOT NULL,
                finished_at {BIG},
                trouble {TEXT},
                CHECK ((finished_at IS NULL) = (status = 'running'))
            ) {PLAIN};
            CREATE INDEX import_run_of_repository ON import_run (repository);

            -- Append-only: taking a decision back is another decision. By name and address, not by number, so that it
            -- outlives every import.
            CREATE TABLE identity_decision (
                number INTEGER PRIMARY KEY,
                action {TEXT} NOT NULL CHECK (action IN ('merge', 'split', 'classify')),
                first_name {TEXT} NOT NULL,
                first_email {TEXT} NOT NULL,
                second_name {TEXT},
                second_email {TEXT},
                kind {TEXT} CHECK (kind IN ('human', 'bot', 'agent')),
                why {TEXT} NOT NULL,
                decided_by {TEXT} NOT NULL,
                decided_at {BIG} NOT NULL,
                CHECK ((second_name IS NULL) = (second_email IS NULL)),
                CHECK ((action = 'classify') = (kind IS NOT NULL)),
                CHECK ((action = 'classify') = (second_name IS NULL))
            ) {PLAIN};

            -- Which paths of a repository belong to a team: everything under one of the prefixes.
            CREATE TABLE path_rule (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                name {TEXT} NOT NULL CHECK (name <> ''),
                prefix {TEXT} NOT NULL,
                PRIMARY KEY (repository, name, prefix)
            ) {KEYED};

            -- A cache: the same bytes come back when it is emptied and computed again.
            CREATE TABLE measurement (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                -- Which timeframe and options it was computed for.
                option_key {TEXT} NOT NULL,
                signal {TEXT} NOT NULL,
                definition {TEXT} NOT NULL,
                head {BYTES},
                computed_at {BIG} NOT NULL,
                -- Last, because it is long: what stands before it is read without it.
                body {BYTES} NOT NULL,
                PRIMARY KEY (repository, option_key, signal)
            ) {PLAIN};
            """)
}
