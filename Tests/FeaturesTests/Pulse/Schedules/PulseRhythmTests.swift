import Records
import Testing

@testable import Features

@Suite("When a pulse comes again")
struct PulseRhythmTests {
    private static let day = CivilDay("2026-03-01")!

    @Test(arguments: [
        (PulseRhythm.Every.weekly, ["2026-03-03", "2026-03-10", "2026-03-17"]),
        (.fortnightly, ["2026-03-10", "2026-03-24", "2026-04-07"]),
        (.monthly, ["2026-03-03", "2026-04-07", "2026-05-05"]),
    ])
    func `on its days`(_ every: PulseRhythm.Every, _ expected: [String]) throws {
        // The first of March is a Sunday; the week that counts is that of Monday, 23 February.
        let rhythm = try #require(PulseRhythm(every, weekday: 1, minute: 600, first: Self.day))
        var day = rhythm.day(from: CivilDay("2026-01-01")!)
        let days = (0..<3).map { _ in
            defer { day = rhythm.day(from: CivilDay(number: day.number + 1)) }
            return day.text
        }
        #expect(days == expected)
        #expect(PulseRhythm(every, weekday: 7, minute: 0, first: Self.day) == nil)
        #expect(PulseRhythm(every, weekday: 0, minute: 1440, first: Self.day) == nil)
    }

    private static func moments(
        _ zones: [String], on day: String, openDays: Int = 4, holidays: [String] = [],
        every: PulseRhythm.Every = .weekly
    ) throws -> ScheduledMoments {
        let rhythm = try #require(
            PulseRhythm(every, weekday: CivilDay(day)!.weekday, minute: 600, first: CivilDay(day)!))
        return ScheduledMoments(
            .init(rhythm: rhythm, packs: ["mood"], openDays: openDays, seconds: 60), on: CivilDay(day)!,
            AskedPlaces(
                clocks: zones.compactMap { ZoneClock($0) }, holidays: Set(holidays.compactMap { CivilDay($0) })))
    }

    @Test func `from ten in the first zone to ten in the last one`() throws {
        let one = try Self.moments(["Europe/Berlin"], on: "2026-03-24")
        #expect(Days.instant(one.opens) == "2026-03-24T09:00:00Z")
        // Clocks have changed in between.
        let spring = try Self.moments(["Europe/Berlin"], on: "2026-03-26")
        #expect(Days.instant(spring.closes) == "2026-03-30T08:00:00Z")
        let many = try Self.moments(["America/New_York", "Asia/Tokyo", "Europe/Berlin"], on: "2026-03-24")
        #expect(Days.instant(many.opens) == "2026-03-24T01:00:00Z")
        #expect(Days.instant(many.closes) == "2026-03-28T14:00:00Z")
        #expect(many.latest == many.opens + (many.closes - many.opens) / 2)
    }

    @Test(arguments: ["Pacific/Kiritimati", "Europe/Berlin"])
    func `a round has ended, with its grace, before the next one begins`(_ zone: String) throws {
        let zones = [zone, "Pacific/Pago_Pago"]
        let one = try Self.moments(zones, on: "2026-03-24", openDays: 6)
        let next = try Self.moments(zones, on: "2026-03-31", openDays: 6)
        #expect(one.closes + 12 * 3600 < next.opens)
    }

    @Test func `on a holiday of all it comes on the next working day`() throws {
        // Good Friday and Easter Monday.
        let moments = try Self.moments(["Europe/Berlin"], on: "2026-04-03", holidays: ["2026-04-03", "2026-04-06"])
        #expect(moments.day.text == "2026-04-07")
        #expect(Days.instant(moments.opens) == "2026-04-07T08:00:00Z")
        #expect(Days.instant(moments.closes) == "2026-04-09T19:00:00Z")
    }
}
