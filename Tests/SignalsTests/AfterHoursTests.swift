import Records
import Testing

@testable import Signals

@Suite("After-hours work")
struct AfterHoursTests {
    /// Berlin in May 2025, two hours east of UTC; the first of May is a holiday (HANDBOOK C5).
    @Test(arguments: Hour.handbook)
    func `is told by the clock of whoever worked`(_ hour: Hour) {
        #expect(WorkWindow(holidays: Hour.holidays).place(of: hour.moment) == hour.place)
    }

    @Test
    func `the handbook's ten events are half outside, and by the clock of UTC without holidays they would not be`() {
        let places = Hour.handbook.map { WorkWindow(holidays: Hour.holidays).place(of: $0.moment) }
        #expect(WorkWindow.percentOutside(places) == 50)
        let wrong = Hour.handbook.map { WorkWindow().place(of: Moment(seconds: $0.moment.seconds)) }
        #expect(WorkWindow.percentOutside(wrong) == 40)
    }

    @Test func `a public holiday lies outside as a whole`() throws {
        var builder = team(of: 5, commitsEach: 12)
        builder.options.afterHours = true
        // The latest Thursday, on which everybody commits at 03:00 and at 12:00.
        builder.options.holidays = [CivilDay(HistoryBuilder.now - 3 * Timeframe.day)]
        let measurement = Signal.afterHours.measure(builder.evidence())
        let details = try measurement.details.decode(AfterHoursDetails.self)
        #expect(details.holiday == 10 && details.workingDay == 25 && details.outside == 35)
        #expect(measurement.steps[1].contains("10 on holidays"))
    }

    @Test func `is off until somebody asks`() {
        let measurement = Signal.afterHours.measure(team(of: 6, commitsEach: 12).evidence())
        #expect(measurement.status == .off)
        #expect(measurement.value == nil)
    }

    @Test func `says nothing of fewer than five people`() {
        var builder = team(of: 4, commitsEach: 20)
        builder.options.afterHours = true
        #expect(Signal.afterHours.measure(builder.evidence()).status == .tooFew)
    }

    @Test func `is a share of the team with its interval, and names nobody`() throws {
        var builder = team(of: 5, commitsEach: 12)
        builder.options.afterHours = true
        let measurement = Signal.afterHours.measure(builder.evidence())
        // Half of the commits are made at 03:00, half at 12:00, from Monday to Friday.
        #expect(measurement.status == .ok)
        #expect(measurement.sample.count == 60)
        #expect(measurement.value == 50)
        let details = try measurement.details.decode(AfterHoursDetails.self)
        #expect(details.people == 5 && details.outside == 30 && details.window == "08:00–18:30")
        #expect(!"\(measurement.details)".contains("Person"))
    }

    @Test func `shows whole weeks alone, and says what the others held`() throws {
        var builder = team(of: 5, commitsEach: 12)
        // Two hours before the end, a Sunday at noon: its week is cut.
        builder.commit("Person 0", daysAgo: 2.0 / 24, [.modify("file0.swift")])
        builder.options.afterHours = true
        let measurement = Signal.afterHours.measure(builder.evidence())
        let details = try measurement.details.decode(AfterHoursDetails.self)
        #expect(measurement.sample.count == 61)
        #expect(details.weeks.map(\.monday) == ["2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09", "2026-02-16"])
        #expect(measurement.excluded.map(\.count) == [11])
    }

    struct Hour: CustomTestStringConvertible, Sendable {
        static let holidays = Set([CivilDay("2025-05-01")].compactMap(\.self))

        static let handbook = [
            Hour("Tuesday 08:20", day: 6, "08:20", .inside), Hour("Tuesday 18:10", day: 6, "18:10", .inside),
            Hour("Tuesday 18:45", day: 6, "18:45", .workingDay), Hour("Wednesday 21:30", day: 7, "21:30", .workingDay),
            Hour("Saturday 11:00", day: 10, "11:00", .weekend), Hour("Thursday 12:00", day: 8, "12:00", .inside),
            Hour("Thursday 16:00", day: 8, "16:00", .inside), Hour("Labour Day 10:00", day: 1, "10:00", .holiday),
            Hour("Friday 07:30", day: 9, "07:30", .workingDay), Hour("Friday 10:00", day: 9, "10:00", .inside),
        ]

        let testDescription: String
        let moment: Moment
        let place: WorkWindow.Place

        init(_ name: String, day: Int, _ clock: String, _ place: WorkWindow.Place) {
            testDescription = name
            let parts = clock.split(separator: ":").compactMap { Int64($0) }
            // Midnight of the first of May in Berlin is 22:00 in UTC.
            let midnight: Int64 = 1_746_050_400
            moment = Moment(
                seconds: midnight + Int64(day - 1) * 86_400 + parts[0] * 3600 + parts[1] * 60, offset: 120)
            self.place = place
        }
    }

    private func team(of people: Int, commitsEach count: Int) -> HistoryBuilder {
        var builder = HistoryBuilder()
        for number in 0..<people {
            for commit in 0..<count {
                // The builder's now is a Sunday at noon: 3 days before is a Thursday at noon.
                let daysAgo = 3 + 7 * Double(commit / 2) + (commit.isMultiple(of: 2) ? 0 : 9.0 / 24)
                builder.commit("Person \(number)", daysAgo: daysAgo, [.modify("file\(number).swift")])
            }
        }
        return builder
    }
}
