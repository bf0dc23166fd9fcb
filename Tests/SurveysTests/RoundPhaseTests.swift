import Foundation
import Surveys
import Testing

@Suite("Life of a round")
struct RoundPhaseTests {
    private static let steps: [RoundPhase.Step] = [
        .announce, .open, .close, .seal, .release(answers: 5), .release(answers: 4), .discuss, .archive, .delete,
    ]

    @Test func `from a draft to the archive`() throws {
        var phase = RoundPhase.draft
        var seen = [phase]
        for step in [.announce, .open, .close, .seal, .release(answers: 7), .discuss, .archive, .delete]
            as [RoundPhase.Step]
        {
            phase = try phase.after(step, rules: .usual)
            seen.append(phase)
        }
        #expect(seen == [.draft, .announced, .open, .closing, .sealed, .released, .discussed, .archived, .deleted])
        #expect(try RoundPhase.sealed.after(.release(answers: 4), rules: .usual) == .withheld)
    }

    @Test func `there is no way back, and no way past the release`() {
        let order = RoundPhase.allCases
        for phase in order {
            for step in Self.steps {
                guard let next = try? phase.after(step, rules: .usual) else { continue }
                #expect(order.firstIndex(of: next) ?? 0 > order.firstIndex(of: phase) ?? 0)
                if next.showsResults, !phase.showsResults { #expect(phase == .sealed) }
            }
        }
        for phase in [RoundPhase.open, .closing, .sealed] {
            #expect(throws: RoundTrouble.self) { try phase.after(.delete, rules: .usual) }
        }
        #expect(throws: RoundTrouble.self) { try RoundPhase.withheld.after(.discuss, rules: .usual) }
    }

    @Test func `what may be done follows from the phase`() {
        #expect(RoundPhase.allCases.filter(\.canChange) == [.draft])
        #expect(RoundPhase.allCases.filter(\.givesTickets) == [.open])
        #expect(RoundPhase.allCases.filter(\.takesAnswers) == [.open, .closing])
        #expect(RoundPhase.allCases.filter(\.showsResults) == [.released, .discussed, .archived])
        for phase in RoundPhase.allCases where phase.takesAnswers { #expect(!phase.showsResults) }
    }

    @Test func `the clock asks for one step after the other`() throws {
        let start = Date(timeIntervalSince1970: 1_800_000_000)
        let times = try #require(RoundTimes(opens: start, closes: start + 5 * 86_400))
        func steps(at now: Date) throws -> RoundPhase {
            var phase = RoundPhase.announced
            while let step = times.step(from: phase, at: now) { phase = try phase.after(step, rules: .usual) }
            return phase
        }
        #expect(try steps(at: start - 1) == .announced)
        #expect(try steps(at: start) == .open)
        #expect(try steps(at: times.closes) == .closing)
        #expect(try steps(at: times.closes + 12 * 3_600) == .sealed)
        #expect(RoundTimes(opens: start, closes: start) == nil)
        #expect(times.reminders == [start + 2.5 * 86_400, start + 4 * 86_400])
        #expect(RoundTimes(opens: start, closes: start + 86_400)?.reminders == [])
    }
}
