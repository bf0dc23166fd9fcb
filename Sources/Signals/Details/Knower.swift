/// Somebody named because they know a part of the code: whom to ask, never how much anybody did.
package struct Knower: Codable, Hashable, Sendable {
    /// `Person.id`.
    package var id: String
    package var name: String
    /// Seen in the 90 days before the end of the timeframe.
    package var isActive: Bool

    package init(id: String, name: String, isActive: Bool) {
        self.id = id
        self.name = name
        self.isActive = isActive
    }
}
