import BlindTickets
import Foundation
import Records
import Store
import Surveys

/// The right to read some results of one round, held by one reader (HANDBOOK D10).
///
/// Every query about results asks for it, and nothing but this file can make one: that a team's result is shown to somebody
/// else is not filtered out, it cannot be written down.
package struct Readership: Sendable {
    package struct Cell: Hashable, Sendable {
        package let id: String
        package let invited: Int
        /// Nil where it is not shown.
        package let answered: Int?
    }

    let round: Round.ID
    /// In the lattice's order; never empty.
    package let cells: [Cell]
    /// Words are for those who were asked, or would be today.
    package let mayReadWords: Bool

    fileprivate init(round: Round.ID, cells: [Cell], mayReadWords: Bool) {
        self.round = round
        self.cells = cells
        self.mayReadWords = mayReadWords
    }

    /// Answers from which on leads of other teams see a figure.
    package static let manyAnswers = 15

    /// Whom the manifest tells as the audience.
    package static func sentences(_ whom: Segmentation.Whom, isDivided: Bool) -> [String] {
        let others = "the council; and from \(manyAnswers) answers on leads of other teams"
        let one = "One team by itself: those who belong to it, its leads among them; \(others)."
        let words = "Words that people wrote: those who belong to whom was asked, and nobody else."
        let whole =
            switch whom {
            case .everybody: "Everybody who may sign in here, all at the same time."
            case .teams:
                "Those who belong to a team that was asked, its leads among them, all at the same time; \(others)."
            }
        return whom == .everybody && !isDivided ? [whole] : [whole] + (isDivided ? [one] : []) + [words]
    }
}

/// The right to read some results that were brought in from elsewhere: the same as if the survey had been held here. Like a
/// `Readership`, nothing but this file can make one.
package struct PastReadership: Sendable {
    struct Place: Hashable, Sendable {
        let team: String
        let source: String
        let survey: String
        let month: String
        let part: String
    }

    let places: Set<Place>

    fileprivate init(_ places: Set<Place>) { self.places = places }
}

extension Connection {
    /// Results of everybody are for all members; of a team or a group that is one, for those who belong to it today; of a group that
    /// is no team, for the council. From many answers on leads of other teams see them as well.
    package func pastReadership(for visitor: Visitor, at now: Int64) throws -> PastReadership {
        guard let member = visitor.member else { return PastReadership([]) }
        let teams = try teamsAround(member.id, on: [now])
        let isInCouncil = try isInCouncil(member.id)
        let leads = try leads(member.id, at: now)
        let places = try rows("SELECT team, source, survey, month, part, part_team, answered FROM pulse_import") {
            row -> PastReadership.Place? in
            let place = PastReadership.Place(
                team: try row.get(0), source: try row.get(1), survey: try row.get(2), month: try row.get(3),
                part: try row.get(4))
            let asked: String = place.part.isEmpty ? place.team : try row.get(5)
            let isOwn = asked.isEmpty ? place.part.isEmpty && place.team.isEmpty : teams.contains(asked)
            let answered: Int = try row.get(6)
            let isForLeads = leads && answered >= Readership.manyAnswers && !asked.isEmpty
            return isInCouncil || isOwn || isForLeads ? place : nil
        }
        return PastReadership(Set(places.compactMap { $0 }))
    }
}

/// The right to read who said what in a poll that carries names, once it has ended.
///
/// Nothing but this file can make one, and it makes none before the end: early votes sway later ones.
package struct PollReadership: Sendable {
    let round: Round.ID

    fileprivate init(round: Round.ID) { self.round = round }

    /// Whom the manifest tells as the audience.
    static let sentences = ["Those who are asked, all at the same time, after it has closed."]
}

extension Connection {
    /// Nil where the poll has not ended, or what was said is not for this reader.
    package func pollReadership(of round: Round, for visitor: Visitor, at now: Int64) throws -> PollReadership? {
        guard round.state == .released, round.manifest.mode == .named, let member = visitor.member,
            try isAsked(member, by: round, at: now)
        else { return nil }
        return PollReadership(round: round.id)
    }

    /// Whether somebody belongs to whom a round asked, today or on the day when it opened.
    private func isAsked(_ member: Member, by round: Round, at now: Int64) throws -> Bool {
        let opened = Int64(round.manifest.opens.timeIntervalSince1970)
        return try round.teams.isEmpty || !teamsAround(member.id, on: [opened, now]).isDisjoint(with: round.teams)
    }

    /// Nil where nothing was released, or nothing of it is for this reader.
    ///
    /// Somebody belongs to a team when they do so today, or did on the day when the round opened, by themselves or by a part of it.
    /// An administrator sees no more than others.
    package func readership(of round: Round, for visitor: Visitor, at now: Int64) throws -> Readership? {
        guard round.state == .released, round.manifest.mode == .anonymous, let member = visitor.member else {
            return nil
        }
        let opened = Int64(round.manifest.opens.timeIntervalSince1970)
        let teams = try teamsAround(member.id, on: [opened, now])
        let isAsked = round.teams.isEmpty || !teams.isDisjoint(with: round.teams)
        let isInCouncil = try isInCouncil(member.id)
        let leads = try leads(member.id, at: now)
        let divided = Set(round.lattice.cells.flatMap(\.values.values).map(Self.team))
        let cells = try rows(
            "SELECT cell, invited, answered FROM pulse_cell WHERE round = \(round.id) ORDER BY place"
        ) { Readership.Cell(id: try $0.get(0), invited: try $0.get(1), answered: try $0.get(2)) }
        let readable = cells.filter { cell in
            if isInCouncil || leads && (cell.answered ?? 0) >= Readership.manyAnswers { return true }
            guard let value = cell.id.split(separator: "=").last else { return isAsked }
            let team = Self.team(String(value))
            return team == Segmentation.others ? isAsked && teams.isDisjoint(with: divided) : teams.contains(team)
        }
        guard !readable.isEmpty else { return nil }
        return Readership(round: round.id, cells: readable, mayReadWords: isAsked)
    }

    /// Those who stand in a team itself have a cell of their own beside its parts.
    private static func team(_ value: String) -> String { value.hasSuffix("/") ? String(value.dropLast()) : value }

    /// Every team that somebody belongs to at one of these times, and those above them.
    func teamsAround(_ member: Member.ID, on times: [Int64]) throws -> Set<String> {
        let own = try memberships(ofMember: member)
        guard !own.isEmpty else { return [] }
        let tree = TeamTree(try teams())
        return own.reduce(into: []) { names, membership in
            guard let team = tree[membership.team], times.contains(where: { membership.holds(on: team.day(at: $0)) })
            else { return }
            names.insert(team.name)
            names.formUnion(tree.above(team.name).map(\.name))
        }
    }
}
