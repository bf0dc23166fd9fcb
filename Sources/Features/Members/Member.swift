import Foundation

/// Somebody who may sign in here.
///
/// A member is not a `Person` of a git history: a member says which accounts there are theirs.
package struct Member: Hashable, Identifiable, Sendable {
    package let id: ID
    /// In lower case; what one signs in with.
    package var login: String
    package var name: String
    package var isAdministrator: Bool
    /// Seconds since 1970.
    package var joinedAt: Int64
    /// Nobody signs in as a member who left; what they decided stays.
    package var leftAt: Int64?

    package typealias ID = String

    package init(
        id: ID, login: String, name: String, isAdministrator: Bool, joinedAt: Int64, leftAt: Int64? = nil
    ) {
        self.id = id
        self.login = login
        self.name = name
        self.isAdministrator = isAdministrator
        self.joinedAt = joinedAt
        self.leftAt = leftAt
    }

    package static let idBytes = 10

    /// - Parameter bytes: `idBytes` of them, random.
    package static func newID(_ bytes: [UInt8]) -> ID { bytes.map { String($0, radix: 32) }.joined() }
}

/// What somebody types to be called by, checked.
package struct Login: Hashable, Sendable {
    package let text: String

    /// Nil for anything but 2 to 64 letters, digits and `. _ - + @`, in any case.
    package init?(_ typed: String) {
        let text = typed.trimmingCharacters(in: .whitespaces).lowercased()
        guard (2...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ Self.letters.contains($0) || Self.marks.contains($0) })
        else { return nil }
        self.text = text
    }

    package static let rule = "2 to 64 letters from a to z, digits, or one of . _ - + @"

    private static let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    private static let marks = Set("._-+@".utf8)
}
