import Records
import Testing

@testable import Signals

@Suite("Truck factor")
struct TruckFactorTests {
    @Test func `the handbook's five files give one`() {
        let simulation = TruckFactorSimulation(
            authors: [[0], [0, 1], [1], [0], [0]], changes: [20, 12, 2]
        ) { _ in true }
        #expect(simulation.coveredAtStart == 5)
        #expect(simulation.absences == [.init(person: 0, files: 4, coveredAfter: 2)])
    }

    @Test(
        arguments: [
            ("exactly half still covered goes on", [[0], [0], [1], [1]], 2),
            ("no file has an author", [[], []], 0),
            ("under half has one to begin with", [[0], [], []], 0),
            ("everybody shares everything", [[0, 1, 2], [0, 1, 2]], 3),
        ] as [(String, [[Int32]], Int)])
    func `it counts absences until under half has an author`(_ what: String, authors: [[Int32]], expected: Int) {
        let simulation = TruckFactorSimulation(authors: authors, changes: [1, 1, 1]) { _ in true }
        #expect(simulation.count == expected, "\(what)")
    }

    @Test func `equal files go by changes, then by place`() {
        let authors: [[Int32]] = [[0], [1], [2], [0], [1], [2]]
        let order = TruckFactorSimulation(authors: authors, changes: [3, 9, 3]) { _ in true }.absences.map(\.person)
        #expect(order == [1, 0])
    }

    @Test func `the published variant does not count people with under a tenth of the first one's files`() {
        // One person authors twenty of forty files, twenty people one each: half is covered without the first.
        let authors: [[Int32]] = Array(repeating: [0], count: 20) + (1...20).map { [Int32($0)] }
        let simulation = TruckFactorSimulation(authors: authors, changes: Array(repeating: 1, count: 21)) { _ in true }
        #expect(simulation.absences.map(\.person) == [0, 1])
        #expect(simulation.prunedCount == 1)
    }

    /// Twenty files by one person, two helpers.
    private func small() -> HistoryBuilder {
        var history = HistoryBuilder()
        history.commit("Ada", daysAgo: 300, (0..<20).map { .add("src/\($0).c") })
        history.commit("Bo", daysAgo: 20, [.modify("src/0.c")])
        history.commit("Cy", daysAgo: 10, [.modify("src/1.c")])
        return history
    }

    @Test func `people not seen for ninety days are not counted on`() throws {
        var history = small()
        let gone = Signal.truckFactor.measure(history.evidence())
        #expect(gone.value == 0)
        #expect(gone.excluded.contains { $0.what.contains("not seen") && $0.count == 1 && $0.valueWithout == 1 })
        history.commit("Ada", daysAgo: 89, [.modify("src/2.c")])
        let present = Signal.truckFactor.measure(history.evidence())
        #expect(present.value == 1)
        let details = try present.details.decode(TruckFactorDetails.self)
        #expect(details.absences.map(\.person.name) == ["Ada"])
        #expect(details.coverageAtStart == 1)
        #expect(present.finding != nil)
        #expect(present.steps.last?.contains("is 1") == true)
    }

    @Test func `the published variant counts on everybody, and says so`() {
        var history = small()
        history.options.publishedTruckFactor = true
        let measurement = Signal.truckFactor.measure(history.evidence())
        #expect(measurement.value == 1)
        #expect(measurement.why.contains("2015"))
    }

    @Test func `too few files or people give no number`() {
        var history = HistoryBuilder()
        history.commit("Ada", (0..<19).map { .add("\($0).c") })
        #expect(Signal.truckFactor.measure(history.evidence()).why == "19 of 20 files needed")
        history.commit("Bo", [.add("19.c")])
        #expect(Signal.truckFactor.measure(history.evidence()).why == "2 of 3 contributors needed")
    }

    @Test func `documents and other teams' files are left out and counted`() {
        var history = small()
        history.commit("Bo", [.add("README.md"), .add("other/x.c")])
        history.options.pathRules = ["src"]
        let measurement = Signal.truckFactor.measure(history.evidence())
        #expect(measurement.sample.count == 20)
        #expect(measurement.excluded.prefix(2).map(\.count) == [1, 1])
    }
}
