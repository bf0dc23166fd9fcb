extension Migration {
    /// A clone in a folder is tied to its repository at a code host by where it came from.
    static let origin = Migration(
        number: 13, title: "Where clones came from",
        sql: """
            -- The address of the remote called origin, without user name and password.
            ALTER TABLE repository ADD COLUMN origin {TEXT};
            """)
}
