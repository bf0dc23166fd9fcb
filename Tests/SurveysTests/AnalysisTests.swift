import Surveys
import Testing

@Suite("Analyses")
struct AnalysisTests {
    private static func analysis(_ text: String, _ change: (inout AnalysisOptions) -> Void = { _ in }) throws
        -> Analysis
    {
        var options = AnalysisOptions()
        change(&options)
        return try Analysis(TextTable(text: text), options)
    }

    @Test(arguments: [
        ("1\n2\n3", AnswerColumn.Kind.scale, 3), ("1\n2\n300", .number, 3), ("1.5\n2\n3", .number, 3),
        ("1,5\n2,25\n3", .number, 3), ("yes\nno\nyes", .choice, 3), ("NA\n-\n.", .empty, 0),
        ("1\n2\n3\n4\nx", .scale, 4), ("1\n2\nx\ny", .choice, 4), ("1e2\n0x10\n1\n2\n3\n4", .number, 5),
    ])
    func `kinds of columns`(_ values: String, _ kind: AnswerColumn.Kind, _ answers: Int) throws {
        let column = try #require(
            try Self.analysis("id;a\n" + values.split(separator: "\n").map { "z;\($0)" }.joined(separator: "\n"))
                .columns.last)
        #expect(column.kind == kind && column.answers == answers)
    }

    @Test func `what lies outside a named scale is not counted, and said`() throws {
        let text =
            "team,q1,q2,age\n" + (1...9).map { "a,\($0 % 5 + 1),\($0 % 3 + 1),\(20 + $0)" }.joined(separator: "\n")
            + "\nb,55,x,30"
        let analysis = try Self.analysis(text) { $0.scale = 1...5 }
        #expect(analysis.notCounted.map { [$0.line, Int($0.value ?? "") ?? 0] } == [[11, 55], [11, 0]])
        #expect(analysis.notCounted.map(\.column) == ["q1", "q2"])
        let age = try #require(analysis.columns.last)
        #expect(age.answers == 10 && age.ends?.given == false)
        #expect(analysis.scales.map(\.items) == [["q1", "q2"]])
        #expect(analysis.columns[1].distribution?.map(\.count).reduce(0, +) == 9)
    }

    @Test func `an item that was forgotten to turn round is named`() throws {
        let rows = [(5, 5, 1), (4, 5, 2), (2, 1, 4), (1, 2, 5), (3, 3, 3), (5, 4, 1)]
        let text = "q1,q2,q3\n" + rows.map { "\($0.0),\($0.1),\($0.2)" }.joined(separator: "\n")
        #expect(try Self.analysis(text).notes.contains { $0.contains("q3 goes against") })
        let turned = try Self.analysis(text) { $0.reversed = ["q3"] }
        #expect(!turned.notes.contains { $0.contains("goes against") })
        #expect((turned.scales[0].reliability?.complete?.raw ?? 0) > 0.9)
        #expect(turned.columns[2].mean == 16.0 / 6)
    }

    @Test func `a clear change, an unclear one, and too few answers`() throws {
        let first = (0..<8).map { "1,\($0 % 2 + 1),\($0 % 5 + 1),\($0 < 3 ? "3" : "")" }
        let second = (0..<8).map { "2,\($0 % 2 + 4),\(($0 + 1) % 5 + 1),\($0 < 3 ? "5" : "")" }
        let text = "wave,mood,noise,rare\n" + (first + second).joined(separator: "\n")
        let waves = try #require(try Self.analysis(text) { $0.wave = "wave" }.waves)
        #expect(waves.names == ["1", "2"])
        let changes = waves.changes.filter { !$0.isScale }
        #expect(changes.map(\.finding) == [.higher, .unclear, .tooFew])
        #expect(
            changes[0].p <= 2.0 / 12_870 + 1e-9 && changes[0].isExact && changes[0].superiority == 1
                && changes[0].shift == 3)
        #expect(changes[0].adjustedP == changes[0].p * 3)
    }

    @Test func `waves stand in the order of numbers, dates or the alphabet`() throws {
        func names(_ waves: [String]) throws -> [String]? {
            try Self.analysis("w,q\n" + waves.map { "\($0),1" }.joined(separator: "\n")) { $0.wave = "w" }.waves?.names
        }
        #expect(try names(["10", "9", "9"]) == ["9", "10"])
        #expect(try names(["2025-10", "2025-02"]) == ["2025-02", "2025-10"])
        #expect(try names(["autumn", "spring", ""]) == ["autumn", "spring"])
    }

    @Test func `recommending is found, or named`() throws {
        let text = "a,b\n0,1\n10,2\n9,3\n7,4\n10,9"
        #expect(try Self.analysis(text).columns.map { $0.netPromoter?.value } == [40, nil])
        #expect(try Self.analysis(text) { $0.recommend = ["b"] }.columns.map { $0.netPromoter?.value } == [nil, -60])
    }

    @Test func `groups and waves are found by their names`() throws {
        let text =
            "Team,time,id,enps\n" + (0..<8).map { "\($0 % 2),\($0 / 4),x\($0),\($0 % 3 + 7)" }.joined(separator: "\n")
        let analysis = try Self.analysis(text)
        #expect(analysis.groups?.column == "Team" && analysis.waves?.column == "time")
        #expect(analysis.notes.count { $0.contains("was taken for") } == 2)
        #expect(analysis.columns.last?.netPromoter?.detractors == 0)
        let named = try Self.analysis(text) { $0.group = "time" }
        #expect(named.groups?.column == "time" && named.waves == nil)
        let moments = "time,q\n" + (0..<8).map { "10:0\($0),\($0 % 5)" }.joined(separator: "\n")
        #expect(try Self.analysis(moments).waves == nil)
    }

    @Test func `what cannot be done is said`() {
        let text = "a,b\n1,x\n2,y"
        #expect(throws: AnalysisTrouble.unknownColumn("z", known: ["a", "b"])) {
            try Self.analysis(text) { $0.group = "z" }
        }
        #expect(throws: AnalysisTrouble.noNumbers("b")) { try Self.analysis(text) { $0.reversed = ["b"] } }
        #expect(throws: AnalysisTrouble.smallScale) { try Self.analysis(text) { $0.scales = [["a"]] } }
    }

    @Test func `extreme numbers do no harm`() throws {
        let analysis = try Self.analysis("a,b,g\n1e300,5,1\n-1e300,5,1\n1e18,5,2\n") { $0.group = "g" }
        #expect(analysis.columns.count == 3 && analysis.rows == 3)
    }
}
