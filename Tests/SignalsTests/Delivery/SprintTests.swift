import Records
import Testing

@testable import Signals

@Suite("Sprints")
struct SprintTests {
    /// Sprints of two weeks in which so many points are done, an item each.
    private func builder(_ points: [Double]) -> WorkBuilder {
        var builder = WorkBuilder(days: 98)
        for (place, done) in points.enumerated() {
            let start = Double(place) * 14
            builder.sprint("S\(place)", start, start + 14)
            let item = builder.item([("done", start + 10)], estimate: done)
            builder.change(item, .sprint, nil, "S\(place)", start - 1)
        }
        return builder
    }

    @Test func `velocity of HANDBOOK A17 is a median with its range`() throws {
        let measurement = builder([21, 34, 13, 28, 25]).measure(.velocity)
        #expect(measurement.value == 25)
        #expect(measurement.interval == .init(low: 13, high: 34, kind: "range of the sprints"))
        #expect(builder([99, 21, 34, 13, 28, 25]).measure(.velocity).value == 25)
        #expect(builder([21, 34]).measure(.velocity).why == "2 of 3 complete sprints needed")
    }

    @Test func `boards are never added up`() {
        var builder = builder([21, 34, 13])
        builder.sprint("Other", 0, 14, board: "2")
        builder.work.sprints[0].container = RecordKey("test", .board, "1")
        let measurement = builder.measure(.velocity)
        #expect(measurement.status == .unavailable)
        #expect(measurement.why.contains("not added up or compared"))
        #expect(builder.measure(.sayDo).status == .unavailable)
    }

    @Test func `a sprint with few working days is marked`() throws {
        var builder = builder([21, 34, 13])
        builder.holidays = Set((20..<26).map { CivilDay(number: CivilDay(DeploymentBuilder.monday).number + $0) })
        let details = try builder.measure(.velocity).details.decode(VelocityDetails.self)
        #expect(details.sprints.map(\.isShort) == [false, true, false])
    }

    /// Committed 30 points of which 24 are done; 8 added, of which 6 are done.
    private func promising() -> WorkBuilder {
        var builder = WorkBuilder(days: 98)
        for place in 0..<3 {
            let (name, start) = ("S\(place)", Double(place) * 14)
            let sprint = builder.sprint(name, start, start + 14)
            let promised = [
                builder.item([("done", start + 5)], estimate: 24),
                builder.item([("in progress", start + 5)], estimate: 6),
            ]
            for item in promised { builder.change(item, .sprint, nil, name, start - 1) }
            for (points, state) in [(6.0, "done"), (2, "in progress")] {
                let item = builder.item([(state, start + 9)], estimate: points)
                builder.change(item, .sprint, nil, name, start + 4)
            }
            builder.work.commitments.append(
                SprintCommitment(
                    sprint: sprint, takenAt: WorkBuilder.at(start),
                    items: zip(promised, [24, 6]).map { .init($0, estimate: $1) }))
        }
        return builder
    }

    @Test func `say and do of HANDBOOK A18: what was added is told apart`() throws {
        let measurement = promising().measure(.sayDo)
        let details = try measurement.details.decode(SayDoDetails.self)
        #expect(measurement.value == 80)
        #expect(details.sprints.map(\.added) == [8, 8, 8])
        #expect(details.sprints.map(\.addedDone) == [6, 6, 6])
        #expect(measurement.steps.contains("S0: 24 of 30 points; added later 8, of which 6 done."))
    }

    @Test func `the burn-up is of the running sprint, and of the last complete one where none runs`() throws {
        var builder = promising()
        var burnUp = try #require(try builder.measure(.sayDo).details.decode(SayDoDetails.self).burnUp)
        #expect(burnUp.name == "S2" && !burnUp.isRunning)
        #expect(burnUp.days.count == 14)
        // Planned 30 points, eight come on the fifth day; 24 are done on the sixth, six more on the tenth.
        #expect(burnUp.days.map(\.scope) == Array(repeating: 30, count: 4) + Array(repeating: 38, count: 10))
        #expect(
            burnUp.days.map(\.done) == Array(repeating: 0, count: 5) + Array(repeating: 24, count: 4)
                + Array(repeating: 30, count: 5))
        builder.days = 45.5
        builder.sprint("S3", 42, 56)
        let item = builder.item([("done", 44)], estimate: 5)
        builder.change(item, .sprint, nil, "S3", 43.5)
        burnUp = try #require(try builder.measure(.sayDo).details.decode(SayDoDetails.self).burnUp)
        #expect(burnUp.name == "S3" && burnUp.isRunning)
        #expect(burnUp.days.map(\.scope) == [0, 5, 5, 5])
        #expect(burnUp.days.map(\.done) == [0, 0, 5, 5])
    }

    @Test func `what is removed stays promised unless all agreed; a new estimate changes nothing`() throws {
        var builder = promising()
        let open = builder.work.commitments[0].items[1].workItem
        builder.change(open, .sprint, "S0", nil, 6)
        builder.change(open, .estimate, "6", "1", 6)
        #expect(builder.measure(.sayDo).value == 80)
        #expect(try builder.measure(.sayDo).details.decode(SayDoDetails.self).sprints.map(\.removed) == [6, 0, 0])
        builder.work.items[1].labels = ["Removed by agreement"]
        #expect(abs((builder.measure(.sayDo).value ?? 0) - 100 * 72 / 84) < 1e-9)
        #expect(builder.measure(.sayDo).excluded == [.init("items taken out by agreement", count: 1)])
    }

    @Test func `what is opened again after the sprint was done in it`() {
        var builder = promising()
        let done = builder.work.commitments[0].items[0].workItem
        builder.change(done, .state, "done", "reopened", 20)
        builder.work.items[0].state = .todo
        builder.work.items[0].originalState = "reopened"
        builder.work.items[0].closedAt = nil
        #expect(builder.measure(.sayDo).value == 80)
    }

    @Test func `without a snapshot the tracker's changes stand in, and it is said`() throws {
        var builder = promising()
        builder.work.commitments = []
        let measurement = builder.measure(.sayDo)
        #expect(measurement.value == 80)
        #expect(measurement.steps.contains { $0.contains("Of 3 sprints nobody froze the plan") })
        builder.work.items[0].estimate = nil
        #expect(try builder.measure(.sayDo).details.decode(SayDoDetails.self).isInPoints == false)
        #expect(builder.measure(.sayDo).value == 50)
    }

    @Test func `the forecast of HANDBOOK A19, with dates`() throws {
        // Six weeks that end on Monday 2025-09-01.
        let shift = Double(26 * 7)
        var builder = WorkBuilder(days: shift, start: shift - 84)
        for (week, count) in [3, 5, 2, 0, 4, 6].enumerated() {
            for _ in 0..<count { builder.item([("done", shift - 42 + Double(week) * 7 + 1)], made: shift - 42) }
        }
        for _ in 0..<15 { builder.item([], made: shift - 42) }
        let measurement = builder.measure(.forecast)
        let details = try measurement.details.decode(ForecastDetails.self)
        #expect(details.start.text == "2025-09-01")
        #expect(measurement.value == 6)
        #expect(details.finishes.map(\.weeks) == [5, 6, 6, 7])
        #expect(details.finishes.map(\.day?.text) == ["2025-10-03", "2025-10-10", "2025-10-10", "2025-10-17"])
        #expect(details.byDate[0].items[2] == 9)
        #expect(measurement.interval == .init(low: 5, high: 7, kind: "50 to 95 % of all runs"))
        #expect(measurement.steps.contains { $0.contains("85 % by 2025-10-10 (6 weeks)") })
    }

    @Test func `what usually comes on top is added, and said; five weeks are too few; nothing done foresees nothing`()
        throws
    {
        var builder = WorkBuilder(days: 70)
        for week in 0..<10 { builder.item([("done", Double(week) * 7 + 1)], made: 0, milestone: "M") }
        for _ in 0..<5 { builder.item([], made: 20, milestone: "M") }
        builder.options.forecastMilestone = "M"
        builder.item([], made: 0)
        var details = try builder.measure(.forecast).details.decode(ForecastDetails.self)
        #expect([details.open, details.items] == [5, 8])
        builder.options.forecastMilestone = nil
        details = try builder.measure(.forecast).details.decode(ForecastDetails.self)
        #expect([details.open, details.items] == [6, 6])
        builder.days = 36
        #expect(builder.measure(.forecast).why == "5 of 6 complete weeks needed")
        var idle = WorkBuilder(days: 70)
        idle.item([], made: 0)
        #expect(idle.measure(.forecast).why.contains("Nothing was done"))
    }
}
