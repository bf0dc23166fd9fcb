import Records
import Testing

@Suite("Coverage")
struct CoverageTests {
    @Test func `joins lines and conditions as the handbook does`() throws {
        let totals = CoverageTotals(files: 1, lines: 200, linesCovered: 160, branches: 100, branchesTaken: 70)
        #expect(abs(try #require(totals.combinedShare) - 0.7667) < 0.0001)
        #expect(totals.lineShare == 0.8)
        #expect(totals.branchShare == 0.7)
    }

    @Test func `adds up modules and never averages their shares`() throws {
        let both = CoverageTotals(lines: 100, linesCovered: 90) + CoverageTotals(lines: 1000, linesCovered: 300)
        #expect(abs(try #require(both.lineShare) - 0.3545) < 0.0001)
    }

    @Test func `of nothing is undefined`() {
        #expect(CoverageTotals().lineShare == nil)
        #expect(CoverageTotals().branchShare == nil)
        #expect(CoverageTotals().combinedShare == nil)
    }

    @Test func `is what any of the shards ran`() throws {
        let union = CoverageUnion([
            FileCoverage(path: "a", lines: [1: 1, 2: 0, 3: 0]), FileCoverage(path: "b", lines: [1: 0]),
            FileCoverage(path: "a", lines: [2: 3, 3: 0, 5: 1]), FileCoverage(path: "a", lines: [1: 2]),
        ])
        #expect(union["a"]?.lines == [1: 3, 2: 3, 3: 0, 5: 1])
        #expect(union.totals == CoverageTotals(files: 2, lines: 5, linesCovered: 3))
    }

    @Test func `joins branches one by one where the report tells them apart`() {
        var one = FileCoverage(path: "a", lines: [1: 1, 2: 1])
        one.branches = [1: .init(arms: [true, false]), 2: .init(taken: 1, all: 2)]
        var other = one
        other.branches = [1: .init(arms: [false, true]), 2: .init(taken: 1, all: 2)]
        let union = CoverageUnion([one, other])
        #expect(union["a"]?.branches[1]?.taken == 2)
        #expect(union["a"]?.branches[2]?.taken == 1, "which of the two is not known; one is sure")
    }

    @Test func `runs beyond counting stay where counting ends`() {
        let often = FileCoverage(path: "a", lines: [1: Int(UInt32.max)])
        #expect(CoverageUnion([often, often])["a"]?.lines == [1: Int(UInt32.max)])
    }
}

@Suite("Coverage of a change")
struct DiffCoverageTests {
    @Test func `counts added lines that can run, and names the rest`() throws {
        let lines = Dictionary(uniqueKeysWithValues: (1...24).map { ($0, $0 <= 18 ? 1 : 0) })
        let diff = DiffCoverage(
            added: ["a.swift": Set(1...30), "notes.md": [1, 2]],
            coverage: CoverageUnion([FileCoverage(path: "a.swift", lines: lines)]))
        #expect(diff.share == 0.75)
        #expect(diff.covered == 18)
        #expect(diff.coverable == 24)
        #expect(diff.notInstrumented == 8)
        #expect(diff.files.map(\.path) == ["a.swift", "notes.md"])
        #expect(diff.files.first?.missing == Array(19...24))
    }

    @Test func `is undefined where nothing that can run was added`() {
        let diff = DiffCoverage(added: ["notes.md": [1]], coverage: CoverageUnion())
        #expect(diff.share == nil)
        #expect(diff.notInstrumented == 1)
    }
}

@Suite("Paths in reports")
struct ReportedPathsTests {
    static let paths = ReportedPaths([
        "main.c", "app/main.c", "src/main/java/org/Tool.java", "test/java/org/ToolTest.java", "a/util.c", "b/util.c",
    ])

    @Test(arguments: [
        ("main.c", "main.c"), ("./app/main.c", "app/main.c"), ("/builds/7/app/main.c", "app/main.c"),
        ("/builds/7/other/main.c", "main.c"), ("C:\\agent\\app\\main.c", "app/main.c"),
        ("file:///builds/x/../app/main.c", "app/main.c"), ("org/Tool.java", "src/main/java/org/Tool.java"),
        ("/srv/b/util.c", "b/util.c"),
    ])
    func `lead to the file`(_ reported: String, _ path: String) {
        #expect(Self.paths.match(reported) == path)
    }

    @Test(arguments: ["util.c", "ool.java", "", "/", "/builds/none.c", "il.c"])
    func `lead nowhere where they could mean several or none`(_ reported: String) {
        #expect(Self.paths.match(reported) == nil)
    }
}
