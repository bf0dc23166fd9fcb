/// What the page of standards draws, and `tutti check` prints.
package struct RepositoryStandardsDetails: Codable, Hashable, Sendable {
    package struct Item: Codable, Hashable, Sendable {
        /// "formatter", "code-owners", "ci", "environment", "licence", "run-steps", "editor", "contributing".
        package var id: String
        package var title: String
        /// What it spares a team.
        package var why: String
        /// The file that shows it; nil when it is missing.
        package var found: String?
        /// How to add it, in a sentence.
        package var howToAdd: String
    }

    /// Eight, always in the same order.
    package var items: [Item]
    package var present: Int

    package var missing: [Item] { items.filter { $0.found == nil } }
}
