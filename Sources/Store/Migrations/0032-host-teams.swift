extension Migration {
    /// Teams and groups of code hosts, which CODEOWNERS names and reviews are asked of.
    static let hostTeams = Migration(
        number: 32, title: "Teams of code hosts",
        sql: """
            CREATE TABLE host_team (
                record {BIG} PRIMARY KEY,
                connection {BIG} NOT NULL,
                raw {BIG},
                version {BIG} NOT NULL,
                told_at {BIG} NOT NULL,
                seen_at {BIG} NOT NULL,
                gone_at {BIG},
                more {TEXT},
                sparse {TEXT},
                -- As CODEOWNERS writes it, without the @.
                name {TEXT} NOT NULL,
                -- The keys of their accounts, one in each line: empty where nobody belongs to it, NULL where nobody said who does.
                members {TEXT}
            ) {PLAIN};
            """)
}
