import Invention
import Records
import Testing

@Suite("The order of invented things")
struct TimeTests {
    @Test(arguments: Which.allCases)
    func `a pull request is opened, asked about, reviewed and merged in this order`(_ which: Which) {
        let invented = which.invented
        let teams = Dictionary(invented.hostTeams.map { ($0.key, $0.members?.accounts ?? []) }) { one, _ in one }
        var wrong: [RecordKey] = []
        for history in invented.histories {
            let (request, events) = (history.pullRequest, history.events)
            let asked = events.filter { $0.kind == .reviewRequested }
            let end = request.closedAt ?? .max
            let isRight =
                request.mergedAt.map { $0 > request.createdAt } ?? true
                && events.filter { $0.kind == .opened }.map(\.at) == [request.createdAt]
                && events.allSatisfy { $0.at <= end || $0.kind == .reverted }
                && (request.state == .merged) == events.contains { $0.kind == .merged }
            if !isRight { wrong.append(request.key) }
            for review in events where review.kind == .reviewed {
                let people = asked.filter { $0.at < review.at }.compactMap(\.subject).flatMap { teams[$0] ?? [$0] }
                let wasAsked = review.actor.map(people.contains) ?? false
                if !wasAsked || review.actor == request.author { wrong.append(review.key) }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    }

    @Test(arguments: Which.allCases)
    func `a commit is written before it is pushed and looked at`(_ which: Which) {
        let invented = which.invented
        let commits = Dictionary(grouping: invented.commits) { $0.pullRequest }
        var wrong: [RecordKey] = []
        for history in invented.histories {
            let own = Dictionary(
                (commits[history.pullRequest.key] ?? []).map { ($0.commit, $0.authoredAt) }, uniquingKeysWith: { $1 })
            for event in history.events where event.kind == .reviewed || event.kind == .commitPushed {
                guard let commit = event.commit else { continue }
                if own[commit].map({ $0 > event.at }) ?? true { wrong.append(event.key) }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    }

    @Test(arguments: Which.allCases)
    func `nothing is told of what lies after the invented now`(_ which: Which) {
        let invented = which.invented
        let end = Invented.end
        let instants: [Int64?] =
            invented.pullRequests.flatMap { [$0.createdAt, $0.updatedAt, $0.mergedAt, $0.closedAt] }
            + invented.events.map(\.at) + invented.comments.map(\.createdAt) + invented.changes.map(\.at)
            + invented.items.flatMap { [$0.createdAt, $0.closedAt] }
            + invented.builds.flatMap { [$0.queuedAt, $0.startedAt, $0.finishedAt] }
            + invented.deployments.flatMap { [$0.startedAt, $0.finishedAt] }
            + invented.incidents.flatMap { [$0.startedAt, $0.resolvedAt] } + invented.analyses.map(\.at)
        let late = instants.count { $0.map { $0 > end } ?? false } + invented.parts.count { $0.at > end * 1000 }
        #expect(late == 0)
    }

    @Test(arguments: Which.allCases)
    func `states of a work item follow each other`(_ which: Which) {
        let invented = which.invented
        let changes = Dictionary(grouping: invented.changes.filter { $0.field == .state }, by: \.workItem)
        let wrong = invented.items.filter { item in
            let own = (changes[item.key] ?? []).sorted { $0.at < $1.at }
            return own.contains { $0.at <= item.createdAt } || own.first?.from ?? "Open" != "Open"
                || zip(own, own.dropFirst()).contains { $0.to != $1.from || $0.at >= $1.at }
                || own.last?.to ?? "Open" != item.originalState
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3).map(\.key))")
    }

    @Test(arguments: Which.allCases)
    func `an incident hurts, is found, stops hurting and is over`(_ which: Which) {
        let invented = which.invented
        #expect(invented.incidents.count > 5)
        let wrong = invented.incidents.filter { incident in
            let steps = [incident.startedAt, incident.detectedAt, incident.mitigatedAt, incident.resolvedAt]
                .compactMap(\.self)
            return steps != steps.sorted()
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3).map(\.key))")
        let edits = Dictionary(grouping: invented.incidents, by: \.key).values
        #expect(edits.contains { $0.count == 3 && Set($0.map(\.severity)).count > 1 })
    }

    @Test func `people answer in their working time`() throws {
        let organisation = Organisation.small(seed: 7, end: Invented.end)
        let span = organisation.start.start...Invented.end + 86_400
        let times = Dictionary(
            uniqueKeysWithValues: organisation.people.map { person in
                let days = organisation.calendars.first { $0.name == person.holidays }?.days ?? []
                let calendar = WorkCalendar(
                    ZoneClock(person.zone) ?? .utc, hours: person.hours, holidays: days, absences: person.absences)
                return (organisation.account(person.id), WorkingTime([calendar], covering: span))
            })
        let reviews = Invented.small.reviews
        let inside = reviews.filter { review in
            guard let author = review.author, let at = review.submittedAt, let time = times[author] else {
                return false
            }
            return time.seconds(from: at - 120, to: at + 120) > 0
        }
        // Reverts are looked at when they are needed.
        #expect(Double(inside.count) > 0.95 * Double(reviews.count))
    }
}
