import Records
import Signals
import Testing

@testable import Features

@Suite("What to do next")
struct NextThingsTests {
    /// Monday 16 November 2026, 10:00 in Berlin.
    static let now: Int64 = 1_794_819_600
    static let hours = WorkingTime(
        [WorkCalendar(ZoneClock("Europe/Berlin") ?? .utc)], covering: now - 30 * 86_400...now + 30 * 86_400)

    static func open(
        _ number: Int, _ turn: Turn, waitsFor members: [String?], due: Int64? = nil, since: Int64 = now - 3600,
        isTeam: Bool = false
    ) -> OpenPullRequest {
        OpenPullRequest(
            key: RecordKey("github", .pullRequest, "\(number)"), repository: "octo/pay", number: number,
            title: "Change \(number)", url: "https://code.example.org/\(number)", isDraft: false,
            author: .init(id: "a", name: "Ada", member: "ada"), turn: turn,
            waitsFor: members.map { .init(id: $0 ?? "x", name: $0 ?? "x", member: $0) }, isTeam: isTeam, since: since,
            openedAt: since, waitedElapsed: now - since, waitedWorking: 600, due: due)
    }

    private func order(_ open: [OpenPullRequest]) -> [Int] {
        let found = open.compactMap { NextThing($0) }
        return NextThings(found, hours: Self.hours, now: Self.now).things.compactMap { thing in
            open.first { thing.id.hasSuffix("\($0.key)") }?.number
        }
    }

    @Test func `what is due comes first, then what may be merged, then answers, then what anybody may take`() {
        let hour: Int64 = 3600
        #expect(
            order([
                Self.open(1, .author(.changesRequested), waitsFor: ["ada"], since: Self.now - 9 * hour),
                Self.open(2, .reviewer(.firstReview), waitsFor: ["ada", "bo"], due: Self.now + 6 * hour, isTeam: true),
                Self.open(3, .author(.approved), waitsFor: ["ada"]),
                Self.open(4, .reviewer(.firstReview), waitsFor: ["ada"], due: Self.now + 5 * hour),
                Self.open(5, .reviewer(.pushed), waitsFor: ["ada"], due: Self.now - hour),
                Self.open(6, .author(.conflict), waitsFor: ["ada"], since: Self.now - 20 * hour),
            ]) == [5, 4, 3, 6, 1, 2])
    }

    @Test func `a name from a host gives the terminal no command`() throws {
        var open = Self.open(1, .author(.failingCheck), waitsFor: ["ada"])
        open.about = ["build\u{1B}[2J"]
        let next = NextThings([try #require(NextThing(open))], hours: Self.hours, now: Self.now)
        let text = TerminalNext(
            next, showsAll: true, now: Self.now, style: TerminalStyle(width: 100, isColoured: false)
        ).text
        #expect(text.contains("a required check fails: build\\u{1B}[2J") && !text.contains("\u{1B}"))
    }

    @Test func `what waits for nobody is nothing to do`() {
        #expect(order([Self.open(2, .nobody(.draft), waitsFor: ["ada"])]).isEmpty)
    }

    @Test func `two teams that see one pull request make one thing of it`() {
        let once = Self.open(1, .reviewer(.asked), waitsFor: ["ada"], due: Self.now + 60)
        let again = Self.open(1, .reviewer(.asked), waitsFor: ["ada"], due: Self.now + 7200)
        let found = [once, again].compactMap { NextThing($0) }
        let next = NextThings(found, hours: Self.hours, now: Self.now)
        #expect(next.things.map(\.due) == [Self.now + 60])
    }

    @Test func `what is left is the reader’s own working time, and nights do not count`() {
        // Due on Tuesday at 10:00 in Berlin: eight hours of a usual week away, whatever the clock says.
        let due = Self.now + 86_400
        let found = [Self.open(1, .reviewer(.asked), waitsFor: ["ada"], due: due)].compactMap { NextThing($0) }
        let next = NextThings(found, hours: Self.hours, now: Self.now)
        let day = WeeklyHours.usual.spans(on: CivilDay(Self.now)).reduce(0) { $0 + Int64($1.until - $1.from) * 60 }
        #expect(next.things.map(\.secondsLeft) == [day])
        #expect(next.overdueCount(at: Self.now) == 0 && next.overdueCount(at: due) == 1)
    }

    @Test(
        arguments: [
            (40 * 60, "40 min left", true), (5 * 3600, "5 h left", false), (3 * 86_400, "3 d left", false),
        ] as [(Int64, String, Bool)])
    func `few words say how long there is`(left: Int64, words: String, isLate: Bool) {
        var thing = NextThing(
            id: "1", kind: .review, title: "", place: "", why: "", url: "/", since: 0, due: Self.now + 9 * 86_400)
        thing.secondsLeft = left
        let said = NextWords.due(thing, now: Self.now)
        #expect(said.text == words && said.isLate == isLate)
        #expect(NextWords.due(thing, now: Self.now + 9 * 86_400).text == "overdue")
    }
}
