import Records
import TestKit
import Testing

@testable import Signals

@Suite("Pairing coverage")
struct PairingCoverageTests {
    private static func history(_ pairs: [(String, String, days: Double)]) -> HistoryBuilder {
        var history = HistoryBuilder()
        for (first, second, days) in pairs.sorted(by: { $0.days > $1.days }) {
            history.commit(first, daysAgo: days, coAuthors: [second], [.modify("a.c")])
        }
        return history
    }

    private func measure(_ history: HistoryBuilder) throws -> (Measurement, PairingCoverageDetails) {
        let measurement = Signal.pairingCoverage.measure(history.evidence())
        return (measurement, try measurement.details.decode(PairingCoverageDetails.self))
    }

    @Test func `offers the pairs that have not met for longest`() throws {
        let (measurement, details) = try measure(
            Self.history([
                ("A", "B", 2), ("A", "C", 9), ("A", "D", 30), ("B", "C", 30), ("B", "D", 5), ("C", "D", 1),
            ]))
        #expect(measurement.value == 100)
        #expect(details.people.map(\.name) == ["A", "B", "C", "D"])
        #expect(details.pairs.map(\.daysSince) == [2, 9, 30, 30, 5, 1])
        #expect(details.offers.map { [$0.first, $0.second] } == [[0, 3], [1, 2]])
    }

    @Test func `counts pairs of the last thirty days among all possible ones`() throws {
        let (measurement, details) = try measure(Self.history([("A", "B", 30), ("C", "D", 31), ("B", "C", 89)]))
        #expect(try #require(measurement.value) == 100.0 / 6)
        #expect([details.pairedWithin30Days, details.pairedWithin90Days, details.possiblePairs] == [1, 3, 6])
        #expect(details.pairs.map(\.daysSince) == [30, nil, nil, 89, nil, 31])
        #expect(measurement.finding?.sentence.hasPrefix("83 % of the possible pairs") == true)
    }

    @Test func `three in one commit are three pairs`() throws {
        var history = HistoryBuilder()
        history.commit("A", daysAgo: 3, coAuthors: ["B", "C", "A"], [.modify("a.c")])
        #expect(try measure(history).0.value == 100)
    }

    @Test func `machines and people who were not seen for 90 days are no partners`() throws {
        var history = HistoryBuilder()
        history.commit("Old", daysAgo: 91, coAuthors: ["A"], [.modify("a.c")])
        for name in ["A", "B", "C"] {
            history.commit(name, daysAgo: 5, coAuthors: ["Copilot[agent]", "renovate[bot]"], [.modify("a.c")])
        }
        let (measurement, details) = try measure(history)
        #expect(measurement.value == 0)
        #expect(details.activePeople == 3)
        #expect(measurement.why.hasPrefix("No commit names two of the active people"))
        #expect(measurement.finding == nil)
    }

    @Test func `three active people are needed, and over sixty are not drawn`() throws {
        #expect(Signal.pairingCoverage.measure(Self.history([("A", "B", 2)]).evidence()).status == .tooFew)
        var history = HistoryBuilder()
        for number in 0..<61 { history.commit("P\(number)", daysAgo: 5, [.modify("a.c")]) }
        let (measurement, details) = try measure(history)
        #expect(measurement.value == 0)
        #expect(details.activePeople == 61)
        #expect(details.people.isEmpty && details.pairs.isEmpty && details.offers.isEmpty)
    }

    @Test(arguments: [2, 3, 5, 6, 7])
    func `the plan is the best of all`(_ people: Int) {
        var chance = SeededGenerator(seed: UInt64(people))
        for _ in 0..<30 {
            let plan = Self.randomPlan(people, using: &chance)
            #expect(plan.offers.count == people / 2)
            #expect(plan.total(plan.offers) == Self.best(plan, Array(0..<people)))
        }
    }

    @Test(arguments: [0, 1, 16, 17, 40, 59])
    func `everybody is in one pair at most`(_ people: Int) {
        var chance = SeededGenerator(seed: UInt64(people))
        let offers = Self.randomPlan(people, using: &chance).offers
        #expect(offers.count == people / 2)
        #expect(Set(offers.flatMap { [$0.first, $0.second] }).count == people / 2 * 2)
    }

    @Test func `days beyond sixty, before today and never are bounded`() {
        var plan = PairingPlan(people: 3)
        plan.set(400, 0, 1)
        plan.set(-3, 0, 2)
        #expect([plan.total([(0, 1)]), plan.total([(0, 2)]), plan.total([(1, 2)])] == [60, 0, 60])
    }

    private static func randomPlan(_ people: Int, using chance: inout SeededGenerator) -> PairingPlan {
        var plan = PairingPlan(people: people)
        for first in 0..<people {
            for second in 0..<first { plan.set(Int.random(in: 0...70, using: &chance), first, second) }
        }
        return plan
    }

    /// By trying them all.
    private static func best(_ plan: PairingPlan, _ people: [Int]) -> Int {
        guard let first = people.first else { return 0 }
        let rest = Array(people.dropFirst())
        let alone = people.count % 2 == 1 ? best(plan, rest) : 0
        return rest.reduce(alone) { most, second in
            max(most, plan.total([(first, second)]) + best(plan, rest.filter { $0 != second }))
        }
    }
}
