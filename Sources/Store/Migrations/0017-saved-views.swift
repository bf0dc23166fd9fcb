extension Migration {
    /// Pages that members keep under names of their own.
    static let savedViews = Migration(
        number: 17, title: "Saved views",
        sql: """
            CREATE TABLE saved_view (
                member {TEXT} NOT NULL REFERENCES member (id),
                name {TEXT} NOT NULL,
                -- A path of this server with its choices.
                address {TEXT} NOT NULL,
                -- Whoever belongs to it sees the view as well; nobody else where there is none.
                team {TEXT} REFERENCES team (name),
                PRIMARY KEY (member, name)
            ) {KEYED};
            """)
}
