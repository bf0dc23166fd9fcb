import Records

/// A page with its choices, kept under a name by a member, for themselves or for a team of theirs.
package struct SavedView: Hashable, Sendable {
    /// The maker's words for it; one of each name for a maker.
    package let name: String
    /// A path of this server with its choices: `/delivery/flow?team=billing`.
    package let address: String
    /// The team that sees it as well; nil where it is the maker's alone.
    package let team: String?

    package static let longestName = 60
    package static let longestAddress = 500
    /// Views that one member may keep.
    package static let most = 50

    /// The rooms whose pages are the same for everybody who may open them, whatever the choices.
    private static let rooms = ["/delivery", "/r/", "/actions", "/pulse", "/teams/"]

    /// - Throws: `SavedViewTrouble`.
    package init(name: String, address: String, team: String?) throws(SavedViewTrouble) {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty else { throw .noName }
        guard name.count <= Self.longestName else { throw .longName }
        guard address.count <= Self.longestAddress, Self.isOfARoom(address) else { throw .notOurs }
        self.name = name
        self.address = address
        self.team = team
    }

    /// As it was kept.
    init(stored name: String, _ address: String, _ team: String?) {
        self.name = name
        self.address = address
        self.team = team
    }

    private static func isOfARoom(_ address: String) -> Bool {
        let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
        let place = address.prefix { $0 != "?" }
        return isPlain && !place.contains("//") && !place.split(separator: "/").contains("..")
            && rooms.contains { place == $0 || place.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
    }
}

/// Why a view is not kept.
package enum SavedViewTrouble: Error, Hashable, CustomStringConvertible {
    case noName, longName, notOurs, taken, tooMany, notYourTeam

    package var description: String {
        switch self {
        case .noName: "Give the view a name by which you know it again."
        case .longName: "A name has at most \(SavedView.longestName) letters. Say it shorter."
        case .notOurs:
            "The address is none of a room's pages here. Open the page, and use its own link “Keep this view”."
        case .taken: "You keep a view of this name already. Choose another, or remove the old one first."
        case .tooMany: "You keep \(SavedView.most) views, which is the most. Remove one that you no longer open."
        case .notYourTeam: "You do not belong to this team, so you cannot show it a view."
        }
    }
}
