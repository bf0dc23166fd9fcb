extension Migration {
    /// Results of surveys that were held elsewhere: summaries that may be told, and nothing about who answered.
    static let pulseImports = Migration(
        number: 15, title: "Results of surveys that were held elsewhere",
        sql: """
            CREATE TABLE pulse_import (
                -- Whom it asked: a team's name; empty for everybody.
                team {TEXT} NOT NULL,
                source {TEXT} NOT NULL CHECK (source IN ('zigpoll', 'formbricks', 'limesurvey')),
                survey {TEXT} NOT NULL,
                -- 2025-03; empty where the answers say nothing of time.
                month {TEXT} NOT NULL,
                -- A group of the survey; empty for all together.
                part {TEXT} NOT NULL,
                -- The team that the group is; empty where it is none.
                part_team {TEXT} NOT NULL,
                answered INTEGER NOT NULL CHECK (answered > 0),
                -- What may be told of it, as JSON.
                body {TEXT} NOT NULL,
                imported_at {BIG} NOT NULL,
                PRIMARY KEY (team, source, survey, month, part)
            ) {KEYED};
            """)
}
