import Surveys
import TestKit
import Testing

@Suite("Lattice of cuts")
struct LatticeTests {
    private static func segments(_ rows: [(String, String, Int)]) -> [Lattice.Segment] {
        rows.map { Lattice.Segment("\($0.0)-\($0.1)", invited: $0.2, traits: ["team": $0.0, "zone": $0.1]) }
    }

    private static func shown(_ lattice: Lattice, _ answers: [Int]) -> Set<String> {
        let shown = lattice.shown(answers: answers, rules: .usual)
        return Set(lattice.cells.indices.filter { shown[$0] }.map { lattice.cells[$0].id })
    }

    @Test func `cells of nested teams`() {
        let segments = ["web", "core", "shop"].map { Lattice.Segment($0, invited: 8, traits: ["team": $0]) }
        let lattice = Lattice(
            segments: segments, cuts: [["team"]], parents: ["team": ["web": "shop", "core": "shop"]])
        #expect(lattice.cells.map(\.id) == ["", "team=shop", "team=core", "team=web", "team=shop/"])
        #expect(lattice.cells.map(\.parent) == [nil, 0, 1, 1, 1])
        #expect(lattice.cells.map { lattice.invited($0) } == [24, 24, 8, 8, 8])
        #expect(Self.shown(lattice, [6, 5, 3]) == ["", "team=shop", "team=web"])
        #expect(Self.shown(lattice, [2, 1, 1]).isEmpty)
    }

    @Test func `who says nothing of a dimension is a part too`() {
        let lattice = Lattice(
            segments: [Lattice.Segment("a", invited: 9, traits: ["team": "a"]), Lattice.Segment("b", invited: 9)],
            cuts: [["team"]])
        #expect(lattice.cells.map(\.id) == ["", "team=", "team=a"])
        #expect(Self.shown(lattice, [12, 2]) == [""])
    }

    @Test func `cells of two cuts that differ by two answers are not both shown`() {
        let rows = [("a", "x", 10), ("a", "y", 10), ("b", "x", 10), ("b", "y", 10)]
        let lattice = Lattice(segments: Self.segments(rows), cuts: [["team"], ["zone"]])
        #expect(Self.shown(lattice, [10, 9, 8, 7]).count == 5)
        // Team a without zone x would be two people.
        let close = Self.shown(lattice, [8, 2, 4, 6])
        #expect(close.contains("") && !(close.contains("team=a") && close.contains("zone=x")))
    }

    @Test func `a crossed table gives no cell away`() {
        let rows = [("a", "x", 9), ("a", "y", 9), ("b", "x", 9), ("b", "y", 9)]
        let lattice = Lattice(segments: Self.segments(rows), cuts: [["team"], ["zone"], ["team", "zone"]])
        #expect(Self.shown(lattice, [9, 8, 7, 6]).count == 9)
        // One small cell: with all sums known the other three would tell it.
        let shown = Self.shown(lattice, [9, 3, 9, 9])
        #expect(shown.filter { $0.contains(",") }.isEmpty)
    }

    /// Every line hides two cells that have five answers together; yet going round through all six, the first can only be
    /// 0, 1 or 2.
    @Test func `what six cells in a ring leave open is too little`() {
        let answers = [[1, 4, 9], [9, 4, 1], [4, 9, 4]]
        let rows = answers.enumerated().flatMap { row, line in
            line.enumerated().map { ("t\(row)", "z\($0.offset)", $0.element) }
        }
        let lattice = Lattice(segments: Self.segments(rows), cuts: [["team"], ["zone"], ["team", "zone"]])
        let shown = Self.shown(lattice, answers.flatMap { $0 })
        #expect(shown.count { !$0.contains(",") } == 7)
        #expect(shown.count { $0.contains(",") } < 3)
    }

    @Test func `no answers, no cells, nothing shown`() {
        let lattice = Lattice(segments: [], cuts: [["team"]])
        #expect(lattice.shown(answers: [], rules: .usual) == [false])
        #expect(lattice.shown(answers: [1], rules: .usual) == [false])
    }

    /// HANDBOOK D12, tests 1 and 2.
    @Test func `two thousand random lattices show no small cell and no small difference`() {
        var chance = SeededGenerator(seed: 11)
        var (crossed, visible) = (0, 0)
        for round in 0..<2_000 {
            let teams = Int.random(in: 1...4, using: &chance)
            let zones = Int.random(in: 1...3, using: &chance)
            let rows = (0..<teams).flatMap { team in (0..<zones).map { ("t\(team)", "z\($0)", 30) } }
            let most = round.isMultiple(of: 2) ? 30 : 12
            let answers = rows.map { _ in Int.random(in: 0...most, using: &chance) }
            let lattice = Lattice(
                segments: Self.segments(rows), cuts: [["team"], ["zone"], ["team", "zone"]],
                parents: ["team": ["t1": "t0", "t2": "t0"]])
            let shown = lattice.shown(answers: answers, rules: .usual)
            let cells = lattice.cells.indices.filter { shown[$0] }
            visible += cells.count
            crossed += cells.count { lattice.cells[$0].id.contains(",") }
            func count(_ places: some Sequence<Int>) -> Int { places.reduce(0) { $0 + answers[$1] } }
            for one in cells {
                let first = Set(lattice.cells[one].segments)
                #expect(count(first) >= 5)
                for other in cells {
                    let rest = count(first.subtracting(lattice.cells[other].segments))
                    #expect(rest == 0 || rest >= 5, "\(answers) \(lattice.cells[one].id) \(lattice.cells[other].id)")
                }
            }
        }
        #expect(visible > 4_000 && crossed > 400, "\(visible) \(crossed)")
    }
}

@Suite("Rules of privacy")
struct PrivacyRulesTests {
    @Test func `thresholds cannot be lowered to nothing`() {
        #expect(PrivacyRules(k: 3) == nil && PrivacyRules(k: 5, textThreshold: 4) == nil)
        #expect(PrivacyRules(k: 4)?.smallestGroup == 5 && PrivacyRules.usual.smallestGroup == 6)
        #expect(PrivacyRules.usual.themeThreshold == 5)
    }

    @Test func `what may differ`() {
        #expect([0, 1, 4, 5, 6].map { PrivacyRules.usual.mayDiffer(by: $0) } == [true, false, false, true, true])
    }
}
