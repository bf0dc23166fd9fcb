import Foundation
import Records
import TestKit
import Testing

@Suite("Holidays")
struct HolidaysTests {
    private func text(_ lines: String...) -> String {
        (["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR", ""]).joined(separator: "\r\n")
    }

    private func days(_ text: String) throws -> [String] { try Holidays(text).days.sorted().map(\.text) }

    @Test func `stand in plain text, a day a line`() throws {
        let text = "\u{FEFF}# Berlin\n\n2026-05-01 Labour Day\r\n  2026-12-25\n2026-05-01\n"
        #expect(try days(text) == ["2026-05-01", "2026-12-25"])
    }

    @Test func `are the all-day events of a calendar`() throws {
        let calendar = text(
            "BEGIN:VEVENT", "SUMMARY:Labour Day", "DTSTART;VALUE=DATE:20260501", "END:VEVENT",
            "BEGIN:VEVENT", "DTSTART;X-NOTE=\"a:b\";VALUE=DATE:202612", " 25", "DTEND;VALUE=DATE:20261227",
            "BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT15M", "END:VALARM", "END:VEVENT",
            "BEGIN:VEVENT", "DTSTART:20270101", "STATUS:CANCELLED", "END:VEVENT")
        #expect(try days(calendar) == ["2026-05-01", "2026-12-25", "2026-12-26"])
    }

    @Test func `are not guessed at`() {
        func trouble(_ text: String) -> HolidayTrouble? {
            do throws(HolidayTrouble) {
                _ = try Holidays(text)
                return nil
            } catch { return error }
        }
        func event(_ lines: String...) -> String {
            text("BEGIN:VEVENT", lines.joined(separator: "\r\n"), "END:VEVENT")
        }
        #expect(trouble("") == .empty)
        #expect(trouble(text()) == .empty)
        #expect(trouble("2026-05-01\n1 May\n") == .noDay(line: 2))
        #expect(trouble("2026-02-30") == .noDay(line: 1))
        #expect(trouble(event("DTSTART;VALUE=DATE:20260230")) == .noDay(line: 4))
        #expect(trouble(event("SUMMARY:When?")) == .noDay(line: 3))
        #expect(trouble(event("DTSTART:20260501T080000Z")) == .hours(line: 4))
        #expect(trouble(event("DTSTART;VALUE=DATE:20260501", "DURATION:P1D")) == .hours(line: 5))
        #expect(trouble(event("DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=YEARLY")) == .repeats(line: 5))
        #expect(trouble(event("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260501")) == .span(line: 3))
        #expect(trouble(event("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20270601")) == .span(line: 3))
        #expect(trouble("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260501\n") == .unfinished)
    }

    /// Odd calendars of others: each is read or refused with a sentence, and none of them is a list of holidays by chance.
    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
    func `calendars with hours are refused, and all-day ones read`() throws {
        let folder = SharedData.file("formats/ics")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".ics") }
        #expect(names.count == 72)
        for name in names {
            let text = String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
            guard let holidays = try? Holidays(text) else { continue }
            #expect(!text.contains("RRULE:") && text.contains(/DTSTART[^:\n]*:\d{8}\r?\n/), "\(name)")
            #expect(!holidays.days.isEmpty)
        }
    }
}
