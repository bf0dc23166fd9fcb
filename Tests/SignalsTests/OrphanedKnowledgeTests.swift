import Records
import Testing

@testable import Signals

@Suite("Orphaned knowledge")
struct OrphanedKnowledgeTests {
    @Test func `it is the share of lines whose authors are all gone`() throws {
        var history = HistoryBuilder()
        history.commit("Gone", daysAgo: 200, (0..<5).map { .add("old/\($0).c", lines: 60) })
        history.commit("Ada", daysAgo: 5, (0..<15).map { .add("new/\($0).c", lines: 20) })
        history.commit("Bo", daysAgo: 5, [.modify("old/0.c")])
        let measurement = Signal.orphanedKnowledge.measure(history.evidence())
        // Bo's one change of a file that somebody else created: 3.457 of 4.391 is 0.787, an author. So 240 of 600.
        #expect(measurement.value == 40)
        let details = try measurement.details.decode(OrphanedKnowledgeDetails.self)
        #expect(details.orphanedFiles == 4)
        #expect(details.modules.map(\.path) == ["old"])
        #expect(details.modules[0].nearest.map(\.name) == ["Bo"])
    }

    @Test func `what machines wrote is nobody's to begin with`() {
        var history = HistoryBuilder()
        history.commit("gen[bot]", [.add("x.c")])
        for name in ["A", "B", "C"] { history.commit(name, (0..<7).map { .add("\(name)\($0).c") }) }
        let measurement = Signal.orphanedKnowledge.measure(history.evidence())
        #expect(measurement.value == 0)
        #expect(measurement.excluded.contains { $0.what.contains("without any author") && $0.count == 1 })
    }
}
