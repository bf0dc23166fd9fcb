import Records
import Testing

@testable import Signals

@Suite("Code age")
struct CodeAgeTests {
    @Test func `percentiles weigh by lines`() {
        let ages = WeightedAges([(months: 10, lines: 1), (months: 2, lines: 3), (months: 4, lines: 2)])
        // 2 2 2 4 4 10
        #expect(ages.percentile(0.5) == 3)
        #expect(ages.percentile(0) == 2)
        #expect(ages.percentile(1) == 10)
        #expect(ages.percentile(0.9) == 7)
        #expect(WeightedAges([]).percentile(0.5) == nil)
    }

    /// Code Maat's own test: both files of its small log were 24 whole months old on 2015-03-01.
    @Test(arguments: [1_360_281_600, 1_360_195_200] as [Double])
    func `months are counted as Code Maat counts them, when cut to whole ones`(changedAt: Double) {
        #expect(((1_425_168_000 - changedAt) / WeightedAges.month).rounded(.down) == 24)
    }

    private func history() -> HistoryBuilder {
        var history = HistoryBuilder()
        history.commit("A", daysAgo: 365.25, (0..<20).map { .add("src/\($0).c") })
        for _ in 0..<99 { history.commit("B", daysAgo: 30.4375, [.modify("src/0.c")]) }
        return history
    }

    @Test func `a line is as old as its file's last change`() throws {
        let measurement = Signal.codeAge.measure(history().evidence())
        #expect(measurement.value == 12)
        let details = try measurement.details.decode(CodeAgeDetails.self)
        #expect(details.buckets.map(\.files) == [0, 1, 0, 0, 19, 0, 0])
        #expect(details.buckets.map(\.lines).reduce(0, +) == details.lines)
    }

    @Test func `renames, modes, bulk and formatting make nothing younger`() {
        var history = history()
        for file in 1..<6 { history.commit("A", [.rename("src/\(file).c", to: "src/r\(file).c")]) }
        for file in 6..<12 { history.commit("A", [.modify("src/\(file).c", added: 0, deleted: 0)]) }
        history.commit("A", (12..<20).map { .modify("src/\($0).c", added: 2_000) })
        history.commit("A", (6..<19).map { .modify("src/\($0).c") })
        history.texts[".git-blame-ignore-revs"] = history.latest
        let measurement = Signal.codeAge.measure(history.evidence())
        #expect(measurement.value == 12)
        #expect(measurement.excluded.map(\.count) == [1, 1])
    }
}
