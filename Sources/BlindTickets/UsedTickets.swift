import Foundation

/// The hashes of a round's used tickets, as they are published at release: the receipts.
///
/// They are sorted, so their order says nothing about when they came.
///
/// As a file it is lines of text: `tutti-used-1`, the survey, how many tickets were issued, and a hash a line; each line ends with a
/// line feed. Whoever has a receipt finds it with a text search.
package struct UsedTickets: Hashable, Sendable {
    package let survey: String
    package let issued: Int
    package let hashes: [TicketHash]

    package init(survey: String, issued: Int, hashes: some Sequence<TicketHash>) {
        self.survey = survey
        self.issued = issued
        self.hashes = hashes.sorted()
    }

    package init(parsing text: String) throws(UsedTicketsTrouble) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count > 3, lines.popLast() == "", lines[0] == Self.format, let issued = Int(lines[2]) else {
            throw .form
        }
        let hashes = lines.dropFirst(3).map { TicketHash($0) }
        guard !hashes.contains(nil) else { throw .form }
        self.init(survey: lines[1], issued: issued, hashes: hashes.compactMap(\.self))
        guard self.text == text else { throw .form }
    }

    package var text: String {
        ([Self.format, survey, "\(issued)"] + hashes.map(\.description)).map { $0 + "\n" }.joined()
    }

    package func contains(_ ticket: Ticket) -> Bool {
        ticket.survey == survey && hashes.contains(ticket.hash)
    }

    /// What anybody can check: no ticket counts twice, no more were used than issued, no more issued than people asked.
    package func check(against manifest: Manifest) throws(UsedTicketsTrouble) {
        guard survey == manifest.survey else { throw .otherSurvey }
        guard Set(hashes).count == hashes.count else { throw .usedTwice }
        guard hashes.count <= issued else { throw .moreUsedThanIssued }
        guard issued <= manifest.segments.reduce(0, { $0 + $1.size }) else { throw .moreIssuedThanAsked }
    }

    private static let format = "tutti-used-1"
}

/// What is wrong with a list of used tickets.
package enum UsedTicketsTrouble: String, Error, CaseIterable, CustomStringConvertible {
    case form
    case otherSurvey
    case usedTwice
    case moreUsedThanIssued
    case moreIssuedThanAsked

    package var description: String {
        switch self {
        case .form: "This is not a list of used tickets in its one form."
        case .otherSurvey: "This list belongs to another survey."
        case .usedTwice: "A ticket stands in the list twice."
        case .moreUsedThanIssued: "More tickets were used than issued."
        case .moreIssuedThanAsked: "More tickets were issued than people were asked."
        }
    }
}
