extension Migration {
    /// What a repository's rules ask for before something may be merged.
    static let requiredApprovals = Migration(
        number: 28, title: "Approvals that branches require",
        sql: """
            -- By whoever merges into the usual branch; NULL where the token may not read the rules.
            ALTER TABLE hosted_repository ADD COLUMN required_approvals INTEGER;
            """)
}
