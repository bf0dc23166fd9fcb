extension Migration {
    /// Rounds of questions that nobody can trace.
    ///
    /// Who was given a ticket stands in `pulse_eligibility`; used tickets and answers stand in tables of their own. Nothing
    /// joins them: no key, no time, no number that counts up. While a round is open its answers are sealed and all of one
    /// size; at release they are counted, only the counts are kept, words get random ids and an order by these, and the keys are
    /// deleted.
    static let pulse = Migration(
        number: 6, title: "Rounds of questions that nobody can trace",
        sql: """
            CREATE TABLE pulse_round (
                id {TEXT} PRIMARY KEY CHECK (id <> ''),
                title {TEXT} NOT NULL,
                -- Whom it asks: a team's name; empty for everybody.
                team {TEXT} NOT NULL,
                -- The canonical bytes whose hash everybody can compare. Never changed.
                manifest {BYTES} NOT NULL,
                -- The questions and the scales that they make up, as JSON. Never changed.
                questionnaire {TEXT} NOT NULL,
                state {TEXT} NOT NULL CHECK (state IN ('announced', 'sealed', 'released', 'withheld')),
                opens_at {BIG} NOT NULL,
                -- The last moment at which an answer is taken.
                ends_at {BIG} NOT NULL,
                -- Opens the sealed answers; itself sealed. NULL once it is destroyed.
                answer_key {BYTES},
                -- Known from release on.
                issued INTEGER,
                answered INTEGER,
                -- How often what was answered, by segment, and what may be told of it, as JSON. No single answer is kept.
                tally {TEXT},
                result {TEXT},
                -- Whether the storage was written anew after release.
                is_rewritten {BOOL} NOT NULL,
                CHECK (state NOT IN ('released', 'withheld')
                    OR (answer_key IS NULL AND issued IS NOT NULL AND answered IS NOT NULL))
            ) {PLAIN};
            CREATE INDEX pulse_round_by_end ON pulse_round (state, ends_at);

            -- The key that signs tickets, sealed. Deleted at release.
            CREATE TABLE pulse_signer (
                round {TEXT} NOT NULL REFERENCES pulse_round (id) ON DELETE CASCADE,
                segment {TEXT} NOT NULL,
                ticket_key {BYTES} NOT NULL,
                PRIMARY KEY (round, segment)
            ) {KEYED};

            -- Who may answer, and what they were given. Deleted at release.
            CREATE TABLE pulse_eligibility (
                round {TEXT} NOT NULL REFERENCES pulse_round (id) ON DELETE CASCADE,
                member {TEXT} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                segment {TEXT} NOT NULL,
                blinded_hash {BYTES},
                blind_signature {BYTES},
                PRIMARY KEY (round, member),
                CHECK ((blinded_hash IS NULL) = (blind_signature IS NULL))
            ) {KEYED};

            -- Used tickets, by hash. Stays, so that everybody can find their own.
            CREATE TABLE pulse_spent (
                round {TEXT} NOT NULL,
                ticket_hash {BYTES} NOT NULL,
                PRIMARY KEY (round, ticket_hash)
            ) {KEYED};

            -- Answers while a round is open, all of one length.
            CREATE TABLE pulse_sealed (
                round {TEXT} NOT NULL,
                id {BYTES} NOT NULL,
                sealed {BYTES} NOT NULL,
                PRIMARY KEY (round, id)
            ) {KEYED};

            -- After release: what was written, apart from everything else that its writer answered.
            CREATE TABLE pulse_words (
                round {TEXT} NOT NULL,
                id {BYTES} NOT NULL,
                segment {TEXT} NOT NULL,
                question {TEXT} NOT NULL,
                words {TEXT} NOT NULL,
                -- Whether it may be shown as it was written.
                may_see_words {BOOL} NOT NULL,
                PRIMARY KEY (round, id)
            ) {KEYED};
            """)
}
