import Records
import Testing

@testable import Signals

@Suite("Document freshness")
struct DocumentFreshnessTests {
    /// Documents `docs/0.md` … that each link to a file of their own: written 100 days ago, 40 lines long.
    private func history(_ count: Int) -> HistoryBuilder {
        var history = HistoryBuilder()
        history.commit("A", daysAgo: 400, (0..<count).map { .add("src/\($0).c") })
        for place in 0..<count {
            history.commit("A", daysAgo: 100, [.add("docs/\(place).md", lines: 40)])
            history.texts["docs/\(place).md"] = "See [it](../src/\(place).c)."
        }
        return history
    }

    private func documents(_ history: HistoryBuilder) throws -> [String: DocumentFreshnessDetails.Document] {
        let details = try Signal.documentFreshness.measure(history.evidence()).details
            .decode(DocumentFreshnessDetails.self)
        return Dictionary(uniqueKeysWithValues: details.documents.map { ($0.path, $0) })
    }

    private func state(of history: HistoryBuilder, at path: String = "docs/0.md") throws -> String? {
        try documents(history)[path]?.state.rawValue
    }

    @Test func `six of ten fresh are 60 percent, 31.3 to 83.2`() throws {
        var history = history(9)
        for place in 0..<2 {
            for _ in 0..<10 { history.commit("B", daysAgo: 5, [.modify("src/\(place).c")]) }
        }
        history.texts["docs/2.md"] = "Speaks of nothing."
        history.commit("A", daysAgo: 181, [.add("docs/old.md", lines: 40)])
        history.texts["docs/old.md"] = "`src/3.c`"
        let measurement = Signal.documentFreshness.measure(history.evidence())
        #expect(measurement.value == 60)
        let interval = try #require(measurement.interval)
        #expect(abs(interval.low - 31.3) < 0.05 && abs(interval.high - 83.2) < 0.05)
        let details = try measurement.details.decode(DocumentFreshnessDetails.self)
        #expect([details.fresh, details.behind, details.unverifiable, details.old] == [6, 2, 1, 1])
        #expect(measurement.finding?.sentence == "The code moved on and 2 documents did not")
    }

    @Test func `four documents are too few`() {
        let measurement = Signal.documentFreshness.measure(history(4).evidence())
        #expect(measurement.why == "4 of 5 documents needed")
        #expect(measurement.value == nil)
    }

    @Test(arguments: [(9, "fresh"), (10, "behind")])
    func `ten commits to its code leave a document behind`(commits: Int, state: String) throws {
        var history = history(5)
        for _ in 0..<commits { history.commit("B", daysAgo: 5, [.modify("src/0.c")]) }
        #expect(try self.state(of: history) == state)
    }

    @Test func `a breaking change leaves it behind at once`() throws {
        var history = history(5)
        history.commit("B", daysAgo: 5, subject: "feat(api)!: drop the old call", [.modify("src/0.c")])
        #expect(try state(of: history) == "behind")
    }

    struct Edit: Sendable {
        let lines: Int
        let added: Int
        let verifies: Bool
    }

    @Test(arguments: [
        Edit(lines: 100, added: 3, verifies: false), Edit(lines: 100, added: 4, verifies: true),
        Edit(lines: 60, added: 3, verifies: true), Edit(lines: 61, added: 3, verifies: false),
    ])
    func `a typo verifies nothing`(_ edit: Edit) throws {
        var history = history(5)
        history.commit("A", daysAgo: 300, [.add("docs/x.md", lines: edit.lines)])
        history.commit("B", daysAgo: 10, [.modify("docs/x.md", added: edit.added, deleted: 1)])
        history.texts["docs/x.md"] = "[it](/src/0.c#L3)"
        #expect(try state(of: history, at: "docs/x.md") == (edit.verifies ? "fresh" : "old"))
    }

    @Test func `a bot, a rename and a formatting commit verify nothing`() throws {
        var history = history(5)
        history.commit("A", daysAgo: 300, [.add("docs/x.md", lines: 40)])
        history.commit("A", daysAgo: 20, [.rename("docs/x.md", to: "docs/y.md")])
        history.commit("Sweeper[bot]", daysAgo: 10, [.modify("docs/y.md", added: 30)])
        history.commit("A", daysAgo: 9, [.modify("docs/y.md", added: 30)])
        history.texts = history.texts.merging(
            ["docs/y.md": "`src/0.c`", ".git-blame-ignore-revs": history.latest], uniquingKeysWith: { $1 })
        #expect(try state(of: history, at: "docs/y.md") == "old")
    }

    @Test func `a runbook wants a look within 90 days`() throws {
        var history = history(5)
        history.commit("A", daysAgo: 91, [.add("ops/runbook-db.md"), .add("ops/db.sh")])
        history.texts["ops/runbook-db.md"] = "Run `db.sh`."
        let runbook = try documents(history)["ops/runbook-db.md"]
        #expect(runbook?.state == .old)
        #expect(runbook?.intervalDays == 90)
        #expect(runbook?.links == ["ops/db.sh"])
    }

    @Test func `prose that links to no code cannot be checked, whatever lies beside it`() throws {
        var history = history(5)
        history.commit("A", daysAgo: 9, [.add("docs/x.md"), .add("docs/conf.py")])
        #expect(try state(of: history, at: "docs/x.md") == "unverifiable")
    }

    @Test func `what does not follow the code is left out and counted`() throws {
        var history = history(5)
        for path in ["LICENSE.md", "CHANGELOG.md", "docs/adr/0001-use-it.md", "README.md", "src/notes.md"] {
            history.hold(path)
        }
        let measurement = Signal.documentFreshness.measure(history.evidence())
        #expect(measurement.excluded.map(\.count) == [3])
        #expect(measurement.sample.count == 6)
    }

    @Test func `what is made from the code is fresh`() throws {
        var evidence = history(5).evidence()
        for place in evidence.snapshot.files.indices where evidence.snapshot.files[place].path == "docs/0.md" {
            evidence.snapshot.files[place].isGenerated = true
        }
        evidence.snapshot.texts = [:]
        let details = try Signal.documentFreshness.measure(evidence).details.decode(DocumentFreshnessDetails.self)
        #expect(details.generated == 1)
        #expect(details.unverifiable == 4)
    }

    @Test(arguments: [
        ("[a](../src/a%20b.c?x#L1)", "src/a b.c"), ("`src/a.c:12`", "src/a.c"), ("`../src/a.c`", "src/a.c"),
        ("[a]: ../src/a.c", "src/a.c"), ("`the code <../src/a.c>`_", "src/a.c"), ("link:../src/a.c[a]", "src/a.c"),
        ("include::../src/a.c[]", "src/a.c"), ("[a](<../src/a.c>)", "src/a.c"), ("[a](/src/a.c)", "src/a.c"),
    ])
    func `reads links of three markups`(text: String, path: String) {
        #expect(DocumentMentions.all(in: text).flatMap { $0.candidates(in: "docs") }.contains(path))
    }

    @Test(arguments: ["[a](https://example.org/src/a.c)", "```\n`src/a.c`\n```", "src/a.c", "[a](../../src/a.c)"])
    func `takes nothing else for a link`(text: String) {
        #expect(!DocumentMentions.all(in: text).flatMap { $0.candidates(in: "docs") }.contains("src/a.c"))
    }
}
