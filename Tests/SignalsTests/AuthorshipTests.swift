import Records
import Testing

@testable import Signals

@Suite("Authorship")
struct AuthorshipTests {
    /// HANDBOOK B3, *Test*: five files, who created each and who changed it how often.
    static func handbook() -> HistoryBuilder {
        var history = HistoryBuilder()
        let files: [(String, creator: String, changes: [(String, Int)])] = [
            ("f1.c", "A", [("A", 5), ("B", 2)]), ("f2.c", "A", [("A", 2), ("B", 9)]),
            ("f3.c", "B", [("B", 3), ("C", 1)]), ("f4.c", "C", [("C", 1), ("A", 12)]), ("f5.c", "A", []),
        ]
        for file in files {
            history.commit(file.creator, [.add(file.0)])
            for (person, count) in file.changes {
                for _ in 0..<count { history.commit(person, [.modify(file.0)]) }
            }
        }
        return history
    }

    private func authorship(_ history: HistoryBuilder) -> Authorship {
        let evidence = history.evidence()
        return Authorship(evidence, SourceFiles(evidence))
    }

    @Test func `degrees are those of the handbook`() {
        let degrees = authorship(Self.handbook()).parts.map { $0.map(\.degree) }
        let expected = [[4.8583, 3.0458], [3.9799, 4.4163], [4.6605, 3.0120], [5.0385, 3.7317], [4.3910]]
        #expect(degrees.map(\.count) == expected.map(\.count))
        for (found, wanted) in zip(degrees.joined(), expected.joined()) { #expect(abs(found - wanted) < 5e-5) }
    }

    @Test func `authors are those of the handbook`() {
        #expect(authorship(Self.handbook()).authors() == [[0], [0, 1], [1], [0], [0]])
    }

    @Test func `co-authors are credited like the author, and a joint change is nobody else's`() {
        var history = HistoryBuilder()
        history.commit("A", coAuthors: ["B", "A"], [.add("f.c")])
        history.commit("A", coAuthors: ["B"], [.modify("f.c")])
        let parts = authorship(history).parts[0]
        #expect(parts.map(\.isCreator) == [true, true])
        #expect(parts.map(\.changes) == [1, 1])
        #expect(parts.allSatisfy { abs($0.degree - (3.293 + 1.098 + 0.164)) < 1e-9 })
    }

    @Test func `a rename carries the history on and counts as one change`() {
        var history = HistoryBuilder()
        history.commit("A", [.add("old.c")])
        history.commit("B", [.rename("old.c", to: "new.c")])
        let parts = authorship(history).parts
        #expect(parts.count == 1)
        #expect(parts[0].map(\.isCreator) == [true, false])
        #expect(parts[0].map(\.changes) == [0, 1])
    }

    @Test func `whoever adds a file again is a creator too, and the adding is no change`() {
        var history = HistoryBuilder()
        history.commit("A", [.add("f.c")])
        history.commit("A", [.delete("f.c")])
        history.commit("B", [.add("f.c")])
        let parts = authorship(history).parts[0]
        #expect(parts.map(\.isCreator) == [true, true])
        #expect(parts.map(\.changes) == [0, 0])
    }

    @Test func `only the published variant spares a creator the absolute bound`() {
        var history = HistoryBuilder()
        history.commit("A", [.add("f.c")])
        for person in 0..<40 { history.commit("P\(person)", [.modify("f.c")]) }
        let authorship = authorship(history)
        #expect(authorship.authors() == [[]])
        #expect(authorship.authors(sparesCreators: true) == [[0]])
    }

    @Test func `bots and agents are credited with nothing and counted as left out`() {
        var history = HistoryBuilder()
        history.commit("A", [.add("f.c")])
        history.commit("renovate[bot]", [.modify("f.c")])
        history.commit("claude[agent]", [.modify("f.c")])
        history.commit("claude[agent]", coAuthors: ["B"], [.modify("f.c")])
        let authorship = authorship(history)
        #expect(authorship.parts[0].map(\.changes) == [0, 1])
        #expect(authorship.leftOut.bots == 1)
        #expect(authorship.leftOut.agents == 1)
    }
}
