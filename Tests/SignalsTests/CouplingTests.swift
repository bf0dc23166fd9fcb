import Records
import Testing

@testable import Signals

@Suite("Change coupling of a repository")
struct CouplingTests {
    /// Sixty days of work; on ten of them `api` and `ui` change together, by two commits of one person.
    private func history() -> HistoryBuilder {
        var history = HistoryBuilder()
        history.commit("A", daysAgo: 200, [.add("api/a.c"), .add("ui/b.c"), .add("ui/bTests.c"), .add("x/c.c")])
        for day in 0..<60 {
            let ago = Double(100 - day)
            if day < 10 {
                history.commit("A", daysAgo: ago, [.modify("api/a.c")])
                history.commit("A", daysAgo: ago - 0.1, [.modify("ui/b.c"), .modify("ui/bTests.c")])
            } else {
                history.commit("A", daysAgo: ago, [.modify("x/c.c")])
            }
        }
        return history
    }

    @Test func `one person's commits of a day are one change set`() throws {
        let measurement = Signal.coupling.measure(history().evidence())
        let details = try measurement.details.decode(CouplingDetails.self)
        #expect(details.changeSets == 61)
        #expect(details.files.map(\.first) == ["api/a.c"])
        #expect(details.files.first?.shared == 11)
        #expect(details.files.first?.degree == 100)
        #expect(measurement.value == 1)
        #expect(measurement.finding?.sentence == "api and ui change together, file by file")
    }

    @Test func `tests among themselves, and a directory with its own part, are no finding`() {
        var history = HistoryBuilder()
        let together = ["api/aTests.c", "ui/bTests.c", "core/x.c", "core/deep/y.c"]
        history.commit("A", daysAgo: 200, together.map { .add($0) } + (0..<30).map { .add("core/deep/\($0).c") })
        for day in 0..<60 {
            let pair = day % 3 == 0 ? together.prefix(2) : day % 3 == 1 ? together.suffix(2) : ["core/deep/0.c"]
            history.commit("A", daysAgo: Double(100 - day), pair.map { .modify($0) })
        }
        let measurement = Signal.coupling.measure(history.evidence())
        #expect(measurement.value == 2)
        #expect(measurement.finding == nil)
    }

    @Test func `a test and what it tests stand apart`() throws {
        let details = try Signal.coupling.measure(history().evidence()).details.decode(CouplingDetails.self)
        #expect(
            details.tests.map { [$0.first, $0.second] } == [["api/a.c", "ui/bTests.c"], ["ui/b.c", "ui/bTests.c"]])
    }

    @Test func `modules couple like files`() throws {
        let details = try Signal.coupling.measure(history().evidence()).details.decode(CouplingDetails.self)
        #expect(details.modules.map { [$0.first, $0.second] } == [["api", "ui"]])
    }

    @Test func `two people on one day are two change sets`() {
        var history = HistoryBuilder()
        for _ in 0..<10 {
            history.commit("A", [.modify("api/a.c")])
            history.commit("B", [.modify("ui/b.c")])
        }
        let measurement = Signal.coupling.measure(history.evidence())
        #expect(measurement.status == .tooFew)
        #expect(measurement.sample.count == 0)
    }
}
