import Records
import Testing

@testable import Signals

@Suite("Hotspots")
struct HotspotsTests {
    @Test func `heat is the handbook's`() {
        #expect(
            Heat.of(churn: [40, 12, 35, 3], complexity: [900, 2500, 200, 3000]) == [0.5, 0.375, 0.1875, 0.25])
    }

    /// Twenty files of rising size; the largest changes most.
    private func history() -> HistoryBuilder {
        var history = HistoryBuilder()
        history.commit("A", daysAgo: 500, (10..<30).map { .add("src/\($0).c", lines: $0) })
        for _ in 0..<60 { history.commit("A", daysAgo: 40, [.modify("src/29.c")]) }
        for place in 0..<40 { history.commit("B", daysAgo: 40, [.modify("src/\(10 + place % 19).c")]) }
        return history
    }

    @Test func `the busiest and largest file is the hotspot`() throws {
        let measurement = Signal.hotspots.measure(history().evidence())
        let details = try measurement.details.decode(HotspotsDetails.self)
        #expect(details.commits == 100)
        #expect(details.files.first?.path == "src/29.c")
        #expect(details.files.first?.heat == 1)
        #expect(details.files.first?.churn == 60)
        #expect(measurement.finding?.sentence == "Most changes go through src/29.c")
    }

    @Test func `ninety-nine commits are too few`() {
        var history = HistoryBuilder()
        history.commit("A", daysAgo: 9, (0..<20).map { .add("src/\($0).c") })
        for _ in 0..<98 { history.commit("A", [.modify("src/0.c")]) }
        #expect(Signal.hotspots.measure(history.evidence()).why == "99 of 100 commits in 12 months needed")
    }

    @Test func `bulk and ignored commits heat nothing`() throws {
        var history = history()
        history.commit("A", [.modify("src/10.c", added: 10_001)])
        history.commit("A", [.modify("src/10.c")])
        history.texts[".git-blame-ignore-revs"] = "# Formatting\n\(history.latest)\n"
        let measurement = Signal.hotspots.measure(history.evidence())
        #expect(try measurement.details.decode(HotspotsDetails.self).commits == 100)
        #expect(measurement.excluded.map(\.count) == [1, 1])
        #expect(measurement.excluded[0].valueWithout != nil)
    }

    @Test func `a file is new for thirty days`() throws {
        var history = history()
        history.commit("A", daysAgo: 29, [.add("src/new.c")])
        let files = try Signal.hotspots.measure(history.evidence()).details.decode(HotspotsDetails.self).files
        #expect(files.filter(\.isNew).map(\.path) == ["src/new.c"])
    }
}
