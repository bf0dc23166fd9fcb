import Records
import Testing

@testable import Signals

@Suite("Knowledge silos")
struct KnowledgeSilosTests {
    @Test func `concentration is the handbook's`() throws {
        let found = try #require(Concentration.of([40, 8, 1, 1]))
        #expect(abs(found - 0.5468) < 5e-5)
        #expect(Concentration.of([7]) == 1)
        #expect(abs(Concentration.of([5, 5, 5]) ?? 1) < 1e-12)
        #expect(Concentration.of([]) == nil)
    }

    /// Two modules of six files and ten commits, each by one person.
    private func history() -> HistoryBuilder {
        var history = HistoryBuilder()
        history.commit("Ada", daysAgo: 300, (0..<6).map { .add("ledger/\($0).c", lines: 100) })
        history.commit("Bo", daysAgo: 300, (0..<6).map { .add("cards/\($0).c", lines: 50) })
        for day in 0..<10 {
            history.commit("Ada", daysAgo: Double(day + 1), [.modify("ledger/0.c")])
            history.commit("Bo", daysAgo: Double(day + 1), [.modify("cards/0.c")])
        }
        return history
    }

    private func states(_ history: HistoryBuilder) throws -> [String: KnowledgeSilosDetails.State] {
        let details = try Signal.knowledgeSilos.measure(history.evidence()).details.decode(KnowledgeSilosDetails.self)
        return Dictionary(uniqueKeysWithValues: details.modules.map { ($0.path, $0.state) })
    }

    @Test func `a module that one person alone holds is a silo`() throws {
        let measurement = Signal.knowledgeSilos.measure(history().evidence())
        #expect(measurement.value == 100)
        #expect(measurement.sample.count == 2)
        #expect(measurement.finding?.sentence == "Two modules rest on one person")
    }

    @Test func `three reviews by somebody else in 180 days open it, two do not`() throws {
        var history = history()
        for _ in 0..<2 { history.commit("Ada", reviewers: ["Bo"], [.modify("ledger/1.c")]) }
        #expect(try states(history) == ["ledger": .silo, "cards": .silo])
        history.commit("Ada", reviewers: ["Bo"], [.modify("ledger/1.c")])
        #expect(try states(history) == ["ledger": .shared, "cards": .silo])
        let measurement = Signal.knowledgeSilos.measure(history.evidence())
        #expect(abs((measurement.value ?? 0) - 100 * 300 / 900) < 1e-9)
    }

    @Test func `old reviews do not count, and a review of one's own change never does`() throws {
        var history = history()
        for _ in 0..<3 {
            history.commit("Ada", daysAgo: 181, reviewers: ["Bo"], [.modify("ledger/1.c")])
            history.commit("Ada", reviewers: ["Ada"], [.modify("ledger/1.c")])
        }
        #expect(try states(history)["ledger"] == .silo)
    }

    @Test func `dormant, orphaned and small modules stand apart`() throws {
        var history = history()
        for day in 0..<10 {
            history.commit("Cy", daysAgo: Double(500 + day), (0..<5).map { .add("attic/\(day)-\($0).c") })
            history.commit("Cy", daysAgo: Double(200 + day), (0..<5).map { .add("left/\(day)-\($0).c") })
        }
        history.commit("Ada", [.add("new/0.c")])
        #expect(
            try states(history)
                == ["ledger": .silo, "cards": .silo, "attic": .dormant, "left": .orphaned, "new": .small])
    }
}
