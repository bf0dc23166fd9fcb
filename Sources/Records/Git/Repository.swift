/// A git repository as it was read: where it lies, and what kind of clone it is.
package struct Repository: Codable, Hashable, Identifiable, Sendable {
    /// Short, stable and safe in a URL: made from the last part of the location.
    package let id: String
    package var name: String
    /// The path or URL it was opened by. Shown to people; a password in it is dropped before it gets here.
    package var location: String
    /// The commit that was read; nil for a repository without commits.
    package var head: ObjectID?
    /// The branch that head was on, without `refs/heads/`; nil when detached.
    package var branch: String?
    package var isBare: Bool
    /// History ends early: what came before is unknown, not absent.
    package var isShallow: Bool
    /// Cloned with a filter: some contents may be missing.
    package var isPartial: Bool
    package var objectFormat: String

    package init(
        id: String, name: String, location: String, head: ObjectID? = nil, branch: String? = nil,
        isBare: Bool = false, isShallow: Bool = false, isPartial: Bool = false, objectFormat: String = "sha1"
    ) {
        self.id = id
        self.name = name
        self.location = location
        self.head = head
        self.branch = branch
        self.isBare = isBare
        self.isShallow = isShallow
        self.isPartial = isPartial
        self.objectFormat = objectFormat
    }
}
