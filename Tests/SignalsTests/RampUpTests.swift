import Records
import Testing

@testable import Signals

@Suite("Ramp-up from first commits")
struct RampUpTests {
    /// Somebody who began so many days ago and made the tenth commit so many days later, or never.
    private struct Newcomer {
        var name: String
        var began: Double
        var took: Double?

        init(_ name: String, began: Double, took: Double?) {
            self.name = name
            self.began = began
            self.took = took
        }
    }

    private static let five = [
        Newcomer("A", began: 100, took: 3), Newcomer("B", began: 400, took: 5), Newcomer("C", began: 90, took: 9),
        Newcomer("D", began: 50, took: 20), Newcomer("E", began: 12, took: nil),
    ]

    private func measure(
        _ newcomers: [Newcomer], _ change: (inout HistoryBuilder) -> Void = { _ in }
    ) -> Measurement {
        var history = HistoryBuilder()
        for newcomer in newcomers {
            for _ in 0..<9 { history.commit(newcomer.name, daysAgo: newcomer.began, [.modify("a.c")]) }
            if let took = newcomer.took {
                history.commit(newcomer.name, daysAgo: newcomer.began - took, [.modify("a.c")])
            }
        }
        change(&history)
        return Signal.rampUp.measure(history.evidence())
    }

    @Test func `is the median wait for the tenth commit, with those still on the way`() throws {
        let measurement = measure(Self.five)
        let details = try measurement.details.decode(RampUpDetails.self)
        #expect(measurement.value == 9)
        #expect(measurement.why.hasPrefix("The first commit is not a start date"))
        #expect(details.curve.map(\.days) == [3, 5, 9, 20])
        #expect(details.curve.map { ($0.remaining * 10).rounded() } == [8, 6, 4, 0])
        #expect(details.cohorts.map(\.newcomers) == [5])
        #expect(details.cohorts.map(\.arrived) == [4])
    }

    @Test func `has an interval where both its ends can be told, and else says which one can`() {
        #expect(measure(Self.five).interval == nil)
        #expect(
            measure(Self.five).steps.last?.hasSuffix("it takes 3 days or more; an upper end cannot be told yet.")
                == true)
        let many = (1...20).map { Newcomer("N\($0)", began: 100, took: Double($0)) }
        #expect(measure(many).interval == .init(low: 5, high: 15, kind: "95 % Brookmeyer–Crowley"))
        #expect(measure(many).steps.last == "Half of them got there within 10 days.")
    }

    @Test func `fewer than five newcomers are not spoken of`() throws {
        let measurement = measure(Array(Self.five.dropLast()))
        #expect(measurement.status == .tooFew)
        #expect(measurement.why == "4 of 5 newcomers in 24 months needed")
        #expect(measurement.details == .none)
        let old = Newcomer("Old", began: 800, took: 4)
        #expect(try measure(Self.five + [old]).details.decode(RampUpDetails.self).cohorts.count == 1)
    }

    @Test func `without a half that got there is no median, only a curve`() throws {
        let slow = (0..<6).map { Newcomer("N\($0)", began: 100, took: $0 < 2 ? 7 : nil) }
        let measurement = measure(slow)
        #expect(measurement.value == nil)
        #expect(measurement.status == .unavailable)
        #expect(measurement.why.hasPrefix("Half of the 6 newcomers have not made a tenth commit yet."))
        #expect(try measurement.details.decode(RampUpDetails.self).curve.map(\.days) == [7])
    }

    @Test func `earlier cohorts stand beside it, and longer waits than theirs are a finding`() throws {
        let now = (0..<10).map { Newcomer("N\($0)", began: 500, took: 60) }
        let before = (0..<10).map { Newcomer("B\($0)", began: 1000, took: 30) }
        let measurement = measure(before + now)
        let details = try measurement.details.decode(RampUpDetails.self)
        #expect(measurement.value == 60)
        #expect(details.cohorts.map(\.medianDays) == [60, 30])
        #expect(details.cohorts.map(\.end) == [HistoryBuilder.now, HistoryBuilder.now - 731 * Timeframe.day])
        #expect(measurement.finding?.evidence.contains("before them within 30.") == true)
        #expect(measure(before.map { Newcomer($0.name, began: 1000, took: 59) } + now).finding == nil)
    }

    @Test func `who co-authors has begun, and machines never do`() {
        let measurement = measure(Self.five) { history in
            for _ in 0..<10 {
                history.commit("renovate[bot]", daysAgo: 30, [.modify("a.c")])
                history.commit("Copilot[agent]", daysAgo: 30, coAuthors: ["F"], [.modify("a.c")])
            }
        }
        #expect(measurement.sample.count == 6)
        #expect(measurement.value == 5)
        #expect(measurement.excluded == [.init("commits by bots and AI agents alone", count: 10)])
    }

    @Test func `a shallow clone cannot tell`() {
        var history = HistoryBuilder()
        for newcomer in Self.five { history.commit(newcomer.name, daysAgo: 20, [.modify("a.c")]) }
        var evidence = history.evidence()
        evidence.repository.isShallow = true
        #expect(Signal.rampUp.measure(evidence).status == .unavailable)
    }

    @Test func `the order of commits does not matter`() {
        var history = HistoryBuilder()
        for number in 0..<90 { history.commit("P\(number % 8)", daysAgo: Double(90 - number), [.modify("a.c")]) }
        let measurement = Signal.rampUp.measure(history.evidence())
        #expect(Signal.rampUp.measure(history.evidence(reordered: true)) == measurement)
        #expect(measurement.value == 72)
    }
}
