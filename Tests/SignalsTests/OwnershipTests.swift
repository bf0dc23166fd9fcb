import Records
import Testing

@testable import Signals

@Suite("Code ownership")
struct OwnershipTests {
    @Test func `the handbook's component has one strong owner, two majors and two minors`() {
        let component = ComponentOwnership(commits: [0: 40, 1: 8, 2: 1, 3: 1], total: 50)
        #expect(component.ownership == 0.8)
        #expect(component.majors == [0, 1])
        #expect(component.minors == 2)
    }

    @Test func `five in a hundred is a major`() {
        #expect(ComponentOwnership(commits: [0: 19, 1: 1], total: 20).majors == [0, 1])
        #expect(ComponentOwnership(commits: [0: 20, 1: 1], total: 21).majors == [0])
    }

    private func history() -> HistoryBuilder {
        var history = HistoryBuilder()
        history.commit("A", daysAgo: 400, [.add("api/a.c"), .add("ui/b.c")])
        for _ in 0..<16 { history.commit("A", [.modify("api/a.c")]) }
        for _ in 0..<4 { history.commit("B", [.modify("api/a.c")]) }
        for _ in 0..<19 { history.commit("B", [.modify("ui/b.c")]) }
        return history
    }

    @Test func `a module with nineteen commits is not judged`() throws {
        let measurement = Signal.ownership.measure(history().evidence())
        #expect(measurement.value == 0.8)
        #expect(measurement.sample.count == 1)
        let modules = try measurement.details.decode(OwnershipDetails.self).modules
        #expect(modules.map(\.path) == ["api", "ui"])
        #expect(modules.map(\.ownership) == [0.8, nil])
        #expect(modules[0].known.map(\.name) == ["A", "B"])
    }

    @Test func `reverts and bulk commits are left out`() {
        var history = history()
        history.commit("B", subject: "Revert \"Work\"", [.modify("api/a.c")])
        history.commit("B", [.modify("api/a.c", added: 10_001)])
        let measurement = Signal.ownership.measure(history.evidence())
        #expect(measurement.value == 0.8)
        #expect(measurement.excluded.map(\.count) == [1, 1])
    }

    @Test func `no module with twenty commits gives no number`() {
        var history = HistoryBuilder()
        history.commit("A", [.add("api/a.c")])
        #expect(Signal.ownership.measure(history.evidence()).status == .tooFew)
    }
}
