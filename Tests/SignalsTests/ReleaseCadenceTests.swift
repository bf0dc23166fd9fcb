import Records
import Testing

@testable import Signals

@Suite("Release cadence")
struct ReleaseCadenceTests {
    /// Monday 2026-02-02 00:00 UTC.
    private static let monday = HistoryBuilder.now - 27 * Timeframe.day - Timeframe.day / 2

    private static func instants(_ days: [(Int, releases: Int)]) -> [Int64] {
        days.flatMap { day, releases in (0..<releases).map { monday + Int64(day) * Timeframe.day + Int64($0) * 60 } }
    }

    /// A tag for each release, on a commit of its own.
    private func evidence(tagged instants: [Int64], end: Int64 = HistoryBuilder.now) -> Evidence {
        var history = HistoryBuilder()
        for instant in instants {
            history.commit("Ada", daysAgo: Double(HistoryBuilder.now - instant) / 86_400, [.modify("a.c")])
        }
        var evidence = history.evidence()
        evidence.timeframe = Timeframe(end: end)
        evidence.tags = instants.enumerated().map { number, instant in
            Records.Tag(
                name: "v1.\(number)", commit: HistoryBuilder.id(number + 1), at: Moment(seconds: instant),
                isAnnotated: true)
        }
        return evidence
    }

    @Test func `is the median of release days per complete week, weeks without one included`() {
        let instants = Self.instants([
            (0, 2), (2, 1), (4, 1), (7, 2), (8, 2), (9, 2), (10, 2), (11, 1), (21, 1), (26, 1),
        ])
        let days = ReleaseDays(instants, timeframe: Timeframe(end: Self.monday + 28 * Timeframe.day))
        #expect(days.weeks == [3, 5, 0, 2])
        #expect(days.releasesOfWeek == [4, 9, 0, 2])
        #expect(days.weekMedian == 2.5)
        #expect(days.frequency == .weeks)
        #expect(days.frequency.rawValue == 4)
    }

    @Test(arguments: [
        // Days with releases in every one of eight weeks, and how many on each.
        (Array(0..<5), 2, 6), (Array(0..<5), 1, 5), ([0, 3], 4, 5), ([2], 1, 4),
    ])
    func `is put in the words of the field`(_ weekdays: [Int], _ releases: Int, _ category: Int) {
        let instants = Self.instants((0..<8).flatMap { week in weekdays.map { (week * 7 + $0, releases) } })
        let days = ReleaseDays(instants, timeframe: Timeframe(end: Self.monday + 56 * Timeframe.day))
        #expect(days.frequency.rawValue == category)
    }

    @Test(arguments: [(30, 3), (100, 2), (170, 2), (300, 1)])
    func `one release in so many days is rare in words too`(_ every: Int, _ category: Int) {
        let instants = Self.instants((0..<6).map { ($0 * every, 1) })
        let end = Self.monday + Int64(6 * every) * Timeframe.day
        #expect(ReleaseDays(instants, timeframe: Timeframe(end: end)).frequency.rawValue == category)
    }

    @Test func `a week and a month that are cut do not count`() {
        // From Thursday 2026-01-15 to Wednesday 2026-04-15: February and March are whole.
        let thursday = Self.monday - 18 * Timeframe.day
        let instants = (0..<13).map { thursday + $0 * 7 * Timeframe.day }
        let timeframe = Timeframe(start: thursday, end: thursday + 90 * Timeframe.day)
        let days = ReleaseDays(instants, timeframe: timeframe)
        #expect(days.weeks == Array(repeating: 1, count: 12))
        #expect(days.months.map(\.month) == ["2026-01", "2026-02", "2026-03", "2026-04"])
        #expect(days.months.map(\.isComplete) == [false, true, true, false])
        #expect(days.months.map(\.days) == [3, 4, 4, 2])
        #expect(days.monthMedian == 4)
    }

    @Test func `months without a release stand between those with one`() throws {
        let year = 365 * Timeframe.day
        let measurement = Signal.releaseCadence.measure(
            evidence(tagged: [HistoryBuilder.now - year, HistoryBuilder.now - 20 * Timeframe.day]))
        let details = try measurement.details.decode(ReleaseCadenceDetails.self)
        #expect(measurement.value == 0)
        #expect(measurement.why.contains("only a pipeline can tell"))
        #expect(details.months.count == 13)
        #expect(details.months.map(\.releases).reduce(0, +) == 2)
        #expect(details.categoryWords == "between once a month and once in six months")
        #expect(details.intervalMedian == 345)
        #expect(details.releases.map(\.name) == ["v1.1", "v1.0"])
        #expect(details.releases.map(\.daysSincePrevious) == [345, nil])
    }

    @Test func `before a month is over, the weeks speak for it`() throws {
        let instants = Self.instants([(0, 1), (7, 1), (14, 1), (21, 1)]).map { $0 + 7 * Timeframe.day }
        let end = Self.monday + 35 * Timeframe.day
        var cut = evidence(tagged: instants, end: end)
        cut.timeframe.start = Self.monday + 7 * Timeframe.day
        let measurement = Signal.releaseCadence.measure(cut)
        #expect(measurement.value == 30.44 / 7)
        #expect(measurement.sample.count == 4)
        #expect(measurement.steps.contains { $0.hasPrefix("No month is complete") })
    }

    @Test func `two releases and four complete weeks are needed`() {
        let one = Signal.releaseCadence.measure(evidence(tagged: [Self.monday]))
        #expect(one.status == .tooFew)
        #expect(one.why == "1 of 2 releases needed")
        let young = Signal.releaseCadence.measure(
            evidence(tagged: [Self.monday, Self.monday + Timeframe.day], end: Self.monday + 27 * Timeframe.day))
        #expect(young.why == "3 of 4 complete weeks needed")
    }

    @Test func `tags on one commit on one day are one release, by the name that says most`() throws {
        var twice = evidence(tagged: [Self.monday - 30 * Timeframe.day, Self.monday])
        twice.tags += ["v1", "latest"].map {
            Records.Tag(
                name: $0, commit: HistoryBuilder.id(2), at: Moment(seconds: Self.monday + 60), isAnnotated: true)
        }
        let measurement = Signal.releaseCadence.measure(twice)
        let details = try measurement.details.decode(ReleaseCadenceDetails.self)
        #expect(details.releases.map(\.name) == ["v1.1", "v1.0"])
        #expect(measurement.excluded == [.init("further tags for a release on the same commit and day", count: 2)])
    }

    @Test func `tags elsewhere, in the future and before 1970 are left out and counted`() throws {
        var history = HistoryBuilder()
        history.commit("Ada", daysAgo: 30_000, [.add("a.c")])
        history.commit("Ada", daysAgo: 60, [.modify("a.c")])
        history.commit("Ada", daysAgo: 40, [.modify("a.c")])
        var evidence = history.evidence()
        evidence.timeframe = Timeframe(end: HistoryBuilder.now)
        func tag(_ name: String, _ commit: Int, at: Int64) -> Records.Tag {
            Records.Tag(name: name, commit: HistoryBuilder.id(commit), at: Moment(seconds: at), isAnnotated: true)
        }
        evidence.tags = [
            tag("old", 1, at: -5), tag("v1", 2, at: 0), tag("v2", 3, at: HistoryBuilder.now - 1),
            tag("v3", 3, at: HistoryBuilder.now), tag("side", 99, at: HistoryBuilder.now - 1),
        ]
        let measurement = Signal.releaseCadence.measure(evidence)
        let details = try measurement.details.decode(ReleaseCadenceDetails.self)
        // A tag is never older than its commit.
        #expect(details.releases.map(\.at) == [HistoryBuilder.now - 1, HistoryBuilder.now - 60 * Timeframe.day])
        #expect(measurement.excluded.map(\.count) == [1, 1, 1])
    }

    @Test func `says when a rhythm has stopped, and not when it is slow`() {
        let stopped = (0..<7).map { Self.monday - (300 - $0 * 7) * Timeframe.day }
        let finding = Signal.releaseCadence.measure(evidence(tagged: stopped)).finding
        #expect(finding?.sentence == "Nothing has been released for 285 days")
        let slow = (0..<7).map { Self.monday - (600 - $0 * 100) * Timeframe.day }
        #expect(Signal.releaseCadence.measure(evidence(tagged: slow)).finding == nil)
    }

    @Test func `the order of tags does not matter`() {
        var evidence = evidence(tagged: (0..<9).map { Self.monday - $0 * 9 * Timeframe.day })
        let measurement = Signal.releaseCadence.measure(evidence)
        evidence.tags.reverse()
        #expect(Signal.releaseCadence.measure(evidence) == measurement)
        #expect(measurement.status == .ok)
    }
}
