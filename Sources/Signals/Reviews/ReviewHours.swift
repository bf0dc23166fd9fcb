import Records

/// The working time of everybody who may be waited for, laid out once for all clocks of a reading.
///
/// A class, because every stretch of every clock asks it: taking along a copy would cost more than the answer.
final class ReviewHours: Sendable {
    private let own: [WorkingTime?]
    private let usual: WorkingTime
    private let team: WorkingCrowd
    private let members: Set<Int32>
    /// Whoever has no calendar of their own, so that a number that rests on the team's can say so.
    private let hasOwn: [Bool]

    /// How far into the future hours are laid out, to say when something is due.
    static let ahead = 60 * Timeframe.day

    init(_ evidence: DeliveryEvidence) {
        let histories = evidence.pullRequests
        let first = histories.indices.reduce(evidence.now) { min($0, histories[$1].start) }
        let covering = first...(max(first, evidence.now) + Self.ahead)
        let people = evidence.people.people
        let usual = WorkingTime([evidence.calendars.usual], covering: covering)
        var laidOut: [WorkCalendar: WorkingTime] = [:]
        let own = people.map { person -> WorkingTime? in
            guard let calendar = evidence.calendars.own[person.id] else { return nil }
            let time = laidOut[calendar] ?? WorkingTime([calendar], covering: covering)
            laidOut[calendar] = time
            return time
        }
        self.own = own
        self.usual = usual
        hasOwn = own.map { $0 != nil }
        let members = evidence.people.members.filter(evidence.people.isHuman)
        self.members = Set(members)
        team = WorkingCrowd(members.map { ($0, own[Int($0)] ?? usual) })
    }

    func time(of person: Int32) -> WorkingTime { own[Int(person)] ?? usual }

    func hasOwnCalendar(_ person: Int32) -> Bool { hasOwn[Int(person)] }

    /// Seconds in which at least one of `asked` works; of nobody asked the team without the author; of no team its
    /// usual hours (HANDBOOK A7).
    func seconds(from start: Int64, to end: Int64, asked: [Int32], author: Int32?) -> Int64 {
        if asked.count == 1 { return time(of: asked[0]).seconds(from: start, to: end) }
        if !asked.isEmpty { return WorkingTime.seconds(from: start, to: end, ofAny: times(of: asked)) }
        let others = members.count - (author.map(members.contains) == true ? 1 : 0)
        guard others > 0 else { return usual.seconds(from: start, to: end) }
        return team.seconds(from: start, to: end, without: author)
    }

    /// The usual hours once, however many keep to them.
    private func times(of people: [Int32]) -> [WorkingTime] {
        let own = people.compactMap { self.own[Int($0)] }
        return own.count < people.count ? own + [usual] : own
    }

    func seconds(from start: Int64, to end: Int64, author: Int32?) -> Int64 {
        (author.map(time) ?? usual).seconds(from: start, to: end)
    }
}

extension PullRequestHistory {
    /// When it was opened, or seen first if its clock is ahead of the others.
    var start: Int64 { min(pullRequest.createdAt, events.first?.at ?? .max) }
}
