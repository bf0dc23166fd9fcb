import Foundation

/// A place of a tool that could be read: a repository or a project, as whoever connects it chooses from.
package struct OfferedPlace: Hashable, Sendable {
    /// As the tool itself names it: `octocat/hello-world`.
    package var name: String
    package var isArchived: Bool
    package var isFork: Bool

    package init(_ name: String, isArchived: Bool = false, isFork: Bool = false) {
        (self.name, self.isArchived, self.isFork) = (name, isArchived, isFork)
    }
}

/// The places that a token sees, of everybody or of one owner.
package struct OfferedPlaces: Hashable, Sendable {
    /// By name, each once.
    package private(set) var places: [OfferedPlace] = []
    /// There are more than were asked for.
    package private(set) var isCut = false

    /// So many pages of a hundred are read of one list.
    static let mostPages = 50

    package init() {}

    mutating func add(_ list: (places: [OfferedPlace], isCut: Bool)) {
        var known = Dictionary(places.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        for place in list.places where known[place.name.lowercased()] == nil { known[place.name.lowercased()] = place }
        places = known.sorted { $0.key < $1.key }.map(\.value)
        isCut = isCut || list.isCut
    }

    mutating func keep(where isWanted: (OfferedPlace) -> Bool) { places.removeAll { !isWanted($0) } }
}
