import Records
import TestKit
import Testing

@testable import Signals

@Suite("The clocks of ten thousand random histories")
struct ClockPropertyTests {
    private static let histories: [PullRequestHistory] = {
        var random = RandomHistories(seed: 11)
        return (0..<10_000).map { random.next($0) }
    }()
    private static let evidence = RandomHistories.evidence(histories)
    private static let reading = DeliveryReading(evidence)
    private var clocks: [PullRequestClock] { Self.reading.clocks.compactMap { $0 } }

    @Test func `the minutes of all states add up to what elapsed, without a gap`() {
        #expect(clocks.count == 10_000)
        for clock in clocks {
            #expect(clock.minutes.values.reduce(0, +) == (clock.end - clock.opened) / 60, "\(clock.pullRequest)")
            var reached = clock.opened
            for span in clock.timeline {
                #expect(span.from == reached && span.until > span.from)
                #expect(span.working >= 0 && span.working <= span.elapsed)
                reached = span.until
            }
            #expect(reached == max(clock.opened, clock.end))
        }
        let turns = Set(clocks.flatMap { $0.timeline.map(\.turn.name) })
        #expect(turns.count >= 16, "the histories reach only \(turns.sorted())")
    }

    @Test func `teams of a code host stand for people, of whom the author is none`() {
        let people = Self.evidence.people
        var waited = 0
        for clock in clocks {
            for span in clock.timeline where !span.teams.isEmpty {
                waited += 1
                #expect(span.turn.party == .reviewer && !span.asked.isEmpty, "\(clock.pullRequest)")
                let members = span.teams.flatMap(people.asked)
                #expect(span.asked.allSatisfy { members.contains($0) && people.isHuman($0) })
                #expect(clock.flags.contains(.takenOver) || !span.asked.contains { $0 == clock.author })
            }
        }
        #expect(waited > 200, "\(waited)")
    }

    @Test func `parts are never negative, and those of a whole life add up to it`() {
        for clock in clocks {
            let parts = clock.parts
            for part in PullRequestParts.Part.allCases {
                #expect((parts[part] ?? 0) >= 0)
                #expect((parts[part] == nil) == (parts.absent[part] != nil))
            }
            guard let merged = clock.merged, let start = clock.start, let pickup = parts.pickup,
                let review = parts.review, let merge = parts.merge
            else { continue }
            // A draft again after the approval is part of the merge.
            #expect(pickup + review + merge + parts.redraft + parts.closed == merged - start, "\(clock.pullRequest)")
        }
        #expect(clocks.count { $0.parts.merge != nil } > 100)
    }

    @Test func `shuffled arrival gives identical clocks`() {
        var chance = SeededGenerator(seed: 12)
        let shuffled = Self.histories.map { $0.shuffled(using: &chance) }.shuffled(using: &chance)
        let reading = DeliveryReading(RandomHistories.evidence(shuffled))
        #expect(reading.clocks == Self.reading.clocks)
        #expect(reading.turns() == Self.reading.turns())
    }

    @Test func `an earlier reading is what could be seen then`() {
        var evidence = Self.evidence
        evidence.timeframe.end = DeliveryBuilder.monday + 15 * 86_400
        let early = DeliveryReading(evidence)
        let cut = Self.histories.filter { $0.pullRequest.createdAt <= evidence.now }.map { history in
            PullRequestHistory(
                history.pullRequest, events: history.events.filter { $0.at <= evidence.now },
                requiredApprovals: history.requiredApprovals, obstacles: history.obstacles)
        }
        var then = RandomHistories.evidence(cut)
        then.timeframe = evidence.timeframe
        let whole = Dictionary(early.clocks.compactMap { $0 }.map { ($0.pullRequest, $0) }) { first, _ in first }
        let clocks = DeliveryReading(then).clocks.compactMap { $0 }
        #expect(clocks.count == whole.count)
        // What a host does not say about the opening is told by what came later; those are left out here.
        let told = Set(
            Self.histories.filter { $0.events.contains { $0.kind == .opened && $0.isDraft != nil } }
                .filter { !$0.events.contains { $0.kind == .readyForReview || $0.kind == .labeled } }
                .map(\.pullRequest.key))
        for clock in clocks where told.contains(clock.pullRequest) { #expect(whole[clock.pullRequest] == clock) }
    }
}
