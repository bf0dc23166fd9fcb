/// People who work as one, perhaps as a part of a larger team.
package struct Team: Codable, Hashable, Identifiable, Sendable {
    /// Short, unique and for ever: it stands in addresses, path rules and commands. The title may change.
    package let name: String
    package var title: String
    /// The team that it is a part of.
    package var parent: String?
    /// By its clock its days begin. IANA, such as `Europe/Berlin`.
    package var zone: String
    /// The hours of members who have not set their own.
    package var hours: WeeklyHours
    /// The name of a holiday calendar.
    package var holidays: String?
    /// Seconds since 1970. An archived team keeps its past and takes nobody in.
    package var archivedAt: Int64?

    package var id: String { name }

    package init(
        name: String, title: String, parent: String? = nil, zone: String = "UTC", hours: WeeklyHours = .usual,
        holidays: String? = nil, archivedAt: Int64? = nil
    ) {
        self.name = name
        self.title = title
        self.parent = parent
        self.zone = zone
        self.hours = hours
        self.holidays = holidays
        self.archivedAt = archivedAt
    }

    /// Whether a text can be a team's name: 1 to 40 letters from a to z, digits and dashes, no dash first.
    package static func isName(_ text: String) -> Bool {
        let letters = text.utf8
        guard (1...40).contains(letters.count), letters.first != UInt8(ascii: "-") else { return false }
        return letters.allSatisfy { letter in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(letter) || letter == UInt8(ascii: "-")
        }
    }

    package static let nameRule = "1 to 40 letters from a to z, digits and dashes"
}

/// That somebody belongs to a team, as what, and from when to when.
package struct Membership: Codable, Hashable, Sendable {
    package enum Role: String, Codable, CaseIterable, Sendable {
        case member, lead
    }

    package var team: String
    /// The member's id.
    package var member: String
    package var role: Role
    /// Days by the team's clock.
    package var from: CivilDay
    /// The first day on which it holds no more; nil while no end is known.
    package var until: CivilDay?

    package init(team: String, member: String, role: Role, from: CivilDay, until: CivilDay? = nil) {
        self.team = team
        self.member = member
        self.role = role
        self.from = from
        self.until = until
    }

    package func holds(on day: CivilDay) -> Bool { from <= day && until.map { day < $0 } ?? true }

    /// Whether both hold on one day.
    package func overlaps(_ other: Membership) -> Bool {
        (until.map { other.from < $0 } ?? true) && (other.until.map { from < $0 } ?? true)
    }
}
