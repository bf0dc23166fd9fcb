import Foundation
import Records
import Testing

@Suite("The clock of a time zone")
struct ZoneClockTests {
    @Test(arguments: ["Europe/Berlin", "Europe/Moscow", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia"])
    func `shows what Foundation's shows`(_ name: String) throws {
        let clock = try #require(ZoneClock(name))
        let zone = try #require(TimeZone(identifier: name))
        for week in 0..<3_000 {
            let seconds = Int64(week) * 604_800 + 12_345
            let wanted = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            #expect(clock.offset(at: seconds) == Int64(wanted))
        }
    }

    @Test func `a time that is left out is the moment at which the clock goes on`() throws {
        let clock = try #require(ZoneClock("Europe/Berlin"))
        let spring = try #require(CivilDay("2025-03-30"))
        let change = Int64(1_743_296_400)
        #expect(clock.instant(spring, 119) == change - 60)
        for minutes in [120, 150, 179, 180] { #expect(clock.instant(spring, minutes) == change) }
        #expect(clock.instant(spring, 181) == change + 60)
    }

    @Test func `a time that comes twice is the first`() throws {
        let clock = try #require(ZoneClock("Europe/Berlin"))
        let autumn = try #require(CivilDay("2025-10-26"))
        let change = Int64(1_761_440_400)
        #expect(clock.instant(autumn, 150) == change - 1800)
        #expect(clock.instant(autumn, 180) == change + 3600)
    }

    @Test func `a day that a country left out has no length`() throws {
        let clock = try #require(ZoneClock("Pacific/Apia"))
        let skipped = try #require(CivilDay("2011-12-30"))
        #expect(clock.instant(skipped, 540) == clock.instant(skipped, 1020))
    }

    @Test(arguments: ["EST", "GMT+3", "Mars/Base", "", "europe/berlin"])
    func `what is no place's clock is none`(_ name: String) { #expect(ZoneClock(name) == nil) }
}
