import Foundation
import Testing

@testable import Connectors

@Suite("Points in time in answers")
struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2018-07-25T08:19:30Z", 1_532_506_770),
        ("2018-07-25T08:19:30.987Z", 1_532_506_770),
        ("2018-07-25T10:19:30+02:00", 1_532_506_770), ("2018-07-25T02:49:30-0530", 1_532_506_770),
        ("2018-07-25 08:19:30 UTC", 1_532_506_770), ("2018-07-25 08:19:30 +0000", 1_532_506_770),
        ("2018-07-25", 1_532_476_800), ("2024-02-29T23:59:59Z", 1_709_251_199), ("1969-12-31T23:59:59Z", -1),
        ("2000-03-01T00:00:00Z", 951_868_800),
    ])
    func `are read in every form that tools write`(_ text: String, _ seconds: Int64) {
        #expect(Instant(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "yesterday", "2018-7-25T08:19:30Z", "2018-13-25T08:19:30Z", "2018-07-25T08:19", "2018-07-25T08:19:30X",
    ])
    func `anything else is none`(_ text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `agree with a calendar on every day of four centuries`() {
        let wrong = (-73_000..<73_000).filter { day in
            let seconds = Int64(day) * 86_400
            let text = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601.year().month().day())
            return Instant(text)?.seconds != seconds
        }
        #expect(wrong == [])
    }
}
