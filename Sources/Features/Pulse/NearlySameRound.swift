import BlindTickets
import Foundation
import Store
import Surveys

/// Two rounds at the same time that ask nearly the same people the same: their results would differ by what a few answered
/// (HANDBOOK D4), whom anybody could name who knows both lists.
package struct NearlySameRound: Error, Hashable, CustomStringConvertible {
    /// The other round's.
    let title: String
    let closes: Date

    package var description: String {
        "“\(title)” asks nearly the same people the same until \(Days.long(Int64(closes.timeIntervalSince1970))): both results together would tell what a few of them answered. Ask the very same people, ask something else, or wait until it has ended."
    }
}

/// Everybody whose answers may be shown together in a round, group by group, and what they are asked.
struct AskedGroups {
    let groups: [Set<Member.ID>]
    let items: Set<String>
    let k: Int

    /// - Parameter eligible: the segment of everybody who may answer.
    init(_ manifest: Manifest, _ eligible: [Member.ID: String]) {
        var bySegment: [String: Set<Member.ID>] = [:]
        for (member, segment) in eligible { bySegment[segment, default: []].insert(member) }
        groups = Lattice(manifest).cells.map { cell in
            cell.segments.reduce(into: []) { $0.formUnion(bySegment[manifest.segments[$1].id] ?? []) }
        }
        items = Set(manifest.items.map { "\($0.id)@\($0.version)" })
        k = manifest.k
    }

    /// Whether what both tell differs by fewer people than may be seen alone.
    func isNearlySame(as other: AskedGroups) -> Bool {
        guard !items.isDisjoint(with: other.items) else { return false }
        let least = max(k, other.k)
        return groups.contains { mine in
            other.groups.contains { theirs in
                let both = mine.intersection(theirs).count
                return both > 0
                    && [mine.count - both, theirs.count - both].contains { $0 > 0 && $0 < least }
            }
        }
    }
}

extension Connection {
    /// - Throws: `NearlySameRound` for the first round that still takes answers.
    func refuseNearlySame(_ groups: AskedGroups, at opens: Date) throws {
        let ids: [Round.ID] = try rows(
            """
            SELECT id FROM pulse_round
            WHERE state = 'announced' AND ends_at > \(Int64(opens.timeIntervalSince1970) * 1000)
            ORDER BY ends_at, id
            """
        ) { try $0.get(0) }
        for id in ids {
            guard let other = try round(id) else { continue }
            let eligible = try rows("SELECT member, segment FROM pulse_eligibility WHERE round = \(id)") {
                (try $0.get(0, as: String.self), try $0.get(1, as: String.self))
            }
            let asked = AskedGroups(other.manifest, Dictionary(uniqueKeysWithValues: eligible))
            if groups.isNearlySame(as: asked) {
                throw NearlySameRound(title: other.manifest.title, closes: other.manifest.closes)
            }
        }
    }
}
