extension Migration {
    /// By which rules the contents of a tree were read; those read before have the first ones.
    static let snapshotRules = Migration(
        number: 33, title: "Rules by which a tree was read",
        sql: "ALTER TABLE snapshot ADD COLUMN rules INTEGER NOT NULL DEFAULT 1;")
}
