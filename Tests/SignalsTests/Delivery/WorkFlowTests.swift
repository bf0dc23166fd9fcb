import Records
import Testing

@testable import Signals

@Suite("How work flows")
struct WorkFlowTests {
    @Test func `Little's law holds for the items of HANDBOOK A14`() {
        let items: [(Double, Double?, Bool)] = [(0, 2, true), (1, 4, true), (2, 3, true), (3, 6, true), (5, 8, true)]
        let law = LittlesLaw(items.map { (start: $0.0, end: $0.1, isDone: $0.2) }, from: 0, until: 8)
        #expect([law.average, law.rate, law.mean] == [1.5, 0.625, 2.4])
        #expect(abs((law.ratio ?? 0) - 1) < 1e-12)
        #expect(law.holds)
    }

    @Test func `what piles up or is given up breaks it, and is told`() throws {
        var builder = WorkBuilder(days: 10)
        for day in 0..<10 { builder.item([("in progress", Double(day)), ("done", Double(day) + 1)]) }
        #expect(builder.measure(.workInProgress).value == 1)
        for _ in 0..<5 { builder.item([("in progress", 0), ("blocked", 1)]) }
        builder.item([("in progress", 0), ("cancelled", 5)])
        let measurement = builder.measure(.workInProgress)
        let details = try measurement.details.decode(WorkInProgressDetails.self)
        #expect(measurement.value == 6.5)
        #expect(details.law.finished == 10)
        #expect(details.open.map(\.days) == [10, 10, 10, 10, 10])
        #expect(measurement.finding?.sentence == "More is begun than ends")
        #expect(measurement.steps.contains { $0.contains("6.5 / (1 × 1) = 6.5") })
    }

    @Test func `a cumulative flow tells how many stood where when each day was over`() throws {
        var builder = WorkBuilder(days: 10)
        // Made before, begun on the first day and done on the second; five more wait, one is given up.
        for day in 0..<10 { builder.item([("in progress", Double(day) + 0.2), ("done", Double(day) + 0.8)]) }
        builder.item([("in progress", 1), ("cancelled", 5.5)])
        builder.item([], made: 3.5)
        let details = try builder.measure(.workInProgress).details.decode(WorkInProgressDetails.self)
        let points = details.flow.points
        #expect(details.flow.step == 1)
        #expect(points.map(\.day.text).first == "2025-03-02" && points.last?.day.text == "2025-03-12")
        // On the eve nothing was begun: eleven were made, and the twelfth is not there yet.
        #expect([points[0].waiting, points[0].underWay, points[0].done] == [11, 0, 0])
        // When Thursday was over four were done, the one to be given up lay open, and the twelfth had come.
        #expect([points[4].waiting, points[4].underWay, points[4].done] == [7, 1, 4])
        #expect([points[10].waiting, points[10].underWay, points[10].done] == [1, 0, 10])
        #expect(details.finished?.count == 10)
        #expect(abs((details.finished?.p85 ?? 0) - 0.6) < 1e-9)
    }

    @Test func `a long cumulative flow is told by weeks, back from the last whole day`() throws {
        var builder = WorkBuilder(days: 365)
        for day in 0..<12 { builder.item([("in progress", Double(day)), ("done", Double(day) + 1)]) }
        let flow = try builder.measure(.workInProgress).details.decode(WorkInProgressDetails.self).flow
        #expect(flow.step == 7)
        #expect(flow.points.count == 53)
        #expect(flow.points.last?.day == CivilDay(number: CivilDay(WorkBuilder.at(365)).number - 1))
    }

    @Test func `without a state on the way, the first pull request begins an item; without either nobody knows`() throws
    {
        var builder = WorkBuilder(days: 10)
        for day in 0..<10 {
            let item = builder.item([("closed", Double(day))])
            guard day < 9 else { continue }
            var release = DeploymentBuilder()
            release.pullRequest(opened: Double(day) * 24 - 12, merged: Double(day) * 24, "c")
            let request = try #require(release.histories.first)
            let key = RecordKey("test", .pullRequest, "\(day)")
            var own = request.pullRequest
            own.key = key
            builder.histories.append(PullRequestHistory(own, events: []))
            builder.work.links.append(WorkItemLink(pullRequest: key, reference: "#1", workItem: item))
        }
        let measurement = builder.measure(.workInProgress)
        #expect(measurement.why == "9 of 10 finished items needed")
        #expect(measurement.excluded.map(\.count) == [1])
        #expect(DeliverySignal.workInProgress.measure(DeploymentBuilder().evidence).status == .unavailable)
    }

    @Test func `throughput of HANDBOOK A15 counts the week without any`() throws {
        var builder = WorkBuilder(days: 28)
        for (week, count) in [4, 0, 6, 5].enumerated() {
            for place in 0..<count { builder.item([("done", Double(week) * 7 + Double(place) + 0.5)]) }
        }
        builder.item([("done", 3)], kind: .epic)
        builder.item([("won't do", 3)])
        builder.holidays = [try #require(CivilDay("2025-03-12"))]
        let measurement = builder.measure(.throughput)
        let details = try measurement.details.decode(ThroughputDetails.self)
        #expect(measurement.value == 4.5)
        #expect(details.mean == 3.75)
        #expect(details.weeks.weeks.map(\.hasHoliday) == [false, true, false, false])
        builder.days = 27
        #expect(builder.measure(.throughput).why == "3 of 4 complete weeks needed")
    }

    @Test func `what is opened again counts once, when it is done last`() throws {
        var builder = WorkBuilder(days: 28)
        builder.item([("done", 1), ("reopened", 8), ("done", 15)])
        builder.item([("done", 1), ("reopened", 8)])
        let details = try builder.measure(.throughput).details.decode(ThroughputDetails.self)
        #expect(details.weeks.values == [0, 0, 1, 0])
        #expect(details.reopened == 1)
    }

    @Test func `an earlier reading sees what was known then`() throws {
        var builder = WorkBuilder(days: 28)
        builder.item([("in progress", 2), ("done", 30)])
        let life = try #require(
            WorkLife(builder.work.items[0], builder.work.changes, StateRule(), until: WorkBuilder.at(28)))
        #expect(life.finishedAt == nil && life.startedAt == WorkBuilder.at(2))
        #expect(life.active == 26 * 86_400)
    }

    @Test func `an end of which no change tells is when the item was closed`() throws {
        var builder = WorkBuilder(days: 28)
        builder.item([("in progress", 2)])
        builder.work.items[0].state = .done
        builder.work.items[0].originalState = "done"
        builder.work.items[0].closedAt = WorkBuilder.at(9)
        let life = try #require(WorkLives(builder.evidence, builder.work).all.first)
        #expect(life.finishedAt == WorkBuilder.at(9))
        #expect(life.active == 7 * 86_400)
        builder.days = 8
        #expect(WorkLives(builder.evidence, builder.work).all.first?.finishedAt == nil)
    }

    /// In progress 10 h, reviewing 2, review queue 30, blocked 14, waiting for deploy 8.
    private static let handbook: [(String, Double)] = [
        ("In progress", 1), ("In review queue", 1 + 10.0 / 24), ("Reviewing", 1 + 40.0 / 24),
        ("Blocked", 1 + 42.0 / 24), ("Waiting for deploy", 1 + 56.0 / 24), ("Done", 1 + 64.0 / 24),
    ]

    @Test func `flow efficiency of HANDBOOK A16 is a ratio of sums`() throws {
        var builder = WorkBuilder()
        for _ in 0..<10 { builder.item(Self.handbook) }
        let measurement = builder.measure(.flowEfficiency)
        #expect(measurement.value == 18.75)
        #expect(measurement.steps.contains { $0.contains("120 of 640 h: 18.75 %") })
        builder.item([("In progress", 1), ("Pondering", 2), ("Done", 3)])
        builder.item([("Done", 3)])
        let more = builder.measure(.flowEfficiency)
        #expect(more.value == 18.75)
        #expect(more.excluded.map(\.count) == [1, 1])
        builder.work.states.named["pondering"] = .waiting
        #expect(builder.measure(.flowEfficiency).sample.count == 11)
    }

    @Test func `the team's own words go before the usual ones`() throws {
        var builder = WorkBuilder()
        builder.work.states.named["reviewing"] = .waiting
        for _ in 0..<10 { builder.item(Self.handbook) }
        #expect(builder.measure(.flowEfficiency).value == 15.625)
    }
}
