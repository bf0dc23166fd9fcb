import Records

/// Whose turn it is about an open pull request: who, why, since when, and when an answer is due under the team's agreement.
package struct WhoseTurn: Hashable, Sendable {
    package let pullRequest: RecordKey
    package let turn: Turn
    /// Names of what stands in the way, where that decides it.
    package let about: [String]
    /// Whom it waits for; empty where it is nobody's turn, or the author's account is gone.
    package let people: [Person.ID]
    /// Nobody in particular was asked: `people` are the team without the author.
    package let isTeam: Bool
    /// Teams of the code host that were asked, whose people `people` are; empty where they were asked by name.
    package let teams: [RecordKey]
    /// When it became their turn, whatever reasons came after.
    package let since: Int64
    /// Seconds since then, on both clocks.
    package let wait: PullRequestClock.Wait
    /// When the agreed time is over; nil where it is not the reviewers' turn, or nobody works in the next sixty days.
    package let due: Int64?
    /// A calendar is the team's usual one, because somebody has none of their own.
    package let usesUsualHours: Bool
    package let now: Int64

    package var why: String { turn.why(about) }
    package var isOverdue: Bool { due.map { $0 < now } ?? false }
}

extension DeliveryReading {
    /// All that are open, those that are due first at the front; then by how long it has been somebody's turn.
    package func turns() -> [WhoseTurn] {
        clocks.compactMap { $0 }.filter(\.isOpen).map(turn).sorted {
            ($0.due ?? .max, $0.since, $0.pullRequest) < ($1.due ?? .max, $1.since, $1.pullRequest)
        }
    }

    package func turn(of clock: PullRequestClock) -> WhoseTurn {
        let party = clock.turn.party
        let own = clock.timeline.reversed().prefix { $0.turn.party == party && clock.isOpen }
        let since = own.last?.from ?? clock.end
        let asked = own.first?.asked ?? []
        let waiting = waiting(for: party, asked, clock.author)
        return WhoseTurn(
            pullRequest: clock.pullRequest, turn: clock.turn, about: clock.about,
            people: waiting.map { evidence.people.people[Int($0)].id },
            isTeam: party == .reviewer && asked.isEmpty, teams: own.first?.teams ?? [], since: since,
            wait: .init(
                elapsed: own.reduce(0) { $0 + $1.elapsed }, working: own.reduce(0) { $0 + $1.working }),
            due: party == .reviewer ? due(since: since, asked: asked, author: clock.author) : nil,
            usesUsualHours: waiting.contains { !rules.hours.hasOwnCalendar($0) }, now: evidence.now)
    }

    private func waiting(for party: Turn.Party, _ asked: [Int32], _ author: Int32?) -> [Int32] {
        switch party {
        case .nobody: []
        case .author: author.map { [$0] } ?? []
        case .reviewer where !asked.isEmpty: asked
        case .reviewer: evidence.people.members.filter { $0 != author && evidence.people.isHuman($0) }
        }
    }

    /// The first second at which the agreed time has passed.
    private func due(since: Int64, asked: [Int32], author: Int32?) -> Int64? {
        let agreed = Int64((evidence.agreement.hours * 3600).rounded())
        if evidence.agreement.clock == .elapsed { return since + agreed }
        let passed = { (moment: Int64) in
            self.rules.hours.seconds(from: since, to: moment, asked: asked, author: author) >= agreed
        }
        var (low, high) = (since, evidence.now + ReviewHours.ahead)
        guard passed(high) else { return nil }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if passed(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
