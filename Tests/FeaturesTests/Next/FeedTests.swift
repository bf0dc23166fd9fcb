import Records
import Testing

@testable import Features

@Suite("Feeds of what waits")
struct FeedTests {
    static let berlin = WorkCalendar(ZoneClock("Europe/Berlin") ?? .utc)
    /// Monday 16 November 2026, 00:00 in Berlin.
    static let monday: Int64 = 1_794_783_600

    private func thing(_ id: String, since: Int64, due: Int64? = nil, title: String = "Retry") -> NextThing {
        NextThing(
            id: id, kind: .review, title: title, place: "octo/pay #1", why: "nobody has reviewed it yet", url: "/x",
            since: since, due: due)
    }

    private func times(_ quiet: QuietHours = .usual) -> NewsTimes {
        NewsTimes(Self.berlin, quiet: quiet, covering: Self.monday - 7 * 86_400...Self.monday + 7 * 86_400)
    }

    @Test func `what happens at night is told in the morning, and at the weekend on Monday`() throws {
        let morning = try #require(times().first(notBefore: Self.monday - 3600))
        let start = try #require(WeeklyHours.usual.spans(on: CivilDay(Self.monday + 43_200)).first).from
        #expect(morning == Self.monday + Int64(start) * 60)
        #expect(times().first(notBefore: Self.monday - 36 * 3600) == morning)
        #expect(times().first(notBefore: morning + 600) == morning + 600)
    }

    @Test func `quiet hours within working time are kept`() {
        // Ten in the morning until noon is quiet.
        let quiet = times(QuietHours(from: 600, until: 720))
        #expect(quiet.first(notBefore: Self.monday + 11 * 3600) == Self.monday + 12 * 3600)
        #expect(quiet.first(notBefore: Self.monday + 13 * 3600) == Self.monday + 13 * 3600)
    }

    @Test func `news of one hour is one entry, and nothing is told before its time`() {
        let ten = Self.monday + 10 * 3600
        let things = [
            thing("a", since: ten + 60), thing("b", since: ten + 900, title: "A <b> & \u{1}c"),
            thing("c", since: ten + 3700), thing("d", since: ten + 20 * 3600),
        ]
        let feed = NewsFeed(
            things: things, origin: "https://tutti.example.org", name: "What waits", times: times(), now: ten + 7200)
        #expect(feed.text.matches(of: /<entry>/).count == 2)
        #expect(
            feed.text.contains("Two things wait for you") && feed.text.contains("A &lt;b") && !feed.text.contains("<b>")
        )
        #expect(!feed.text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    }

    @Test func `a reminder is news again, at most once an hour and within working time`() {
        let ten = Self.monday + 10 * 3600
        var round = thing("round", since: ten)
        // In the same hour, at night, and the next noon.
        round.remindedAt = [ten + 600, ten + 14 * 3600, ten + 26 * 3600]
        let feed = NewsFeed(
            things: [round], origin: "https://tutti.example.org", name: "What waits", times: times(),
            now: Self.monday + 3 * 86_400)
        #expect(feed.text.matches(of: /<entry>/).count == 3)
        #expect(!feed.text.contains("Two things"))
    }

    @Test func `lines of a calendar are folded at 75 bytes between characters, and joined again mean the same`() {
        let long = String(repeating: "é,;", count: 60)
        let feed = CalendarFeed(
            things: [thing("a", since: 0, due: Self.monday, title: long)], origin: "https://tutti.example.org",
            name: "What waits", now: Self.monday)
        let lines = feed.text.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 75 } && lines.last == "")
        let joined = feed.text.replacing("\r\n ", with: "")
        #expect(joined.contains("SUMMARY:Review: " + long.replacing(",", with: "\\,").replacing(";", with: "\\;")))
        #expect(joined.contains("DTSTART:20261115T230000Z") && !joined.contains("DTEND"))
    }

    @Test func `what has no agreed time stands in no calendar`() {
        let feed = CalendarFeed(things: [thing("a", since: 0)], origin: "", name: "", now: 0)
        #expect(!feed.text.contains("VEVENT"))
    }
}
