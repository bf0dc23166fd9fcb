import Surveys
import TestKit
import Testing

@Suite("Suppression in a tree")
struct TreeSuppressionTests {
    @Test(arguments: [
        ([6, 5, 3], [true, false, false]), ([11, 3], [false, false]), ([9, 5], [true, true]),
        ([5, 5, 5], [true, true, true]),
        ([8, 0], [true, false]), ([8, 4], [false, false]), ([8, 4, 4], [true, false, false]),
        ([8, 6, 1, 1], [true, false, false, false]),
        ([3, 3], [false, false]), ([20, 2, 2, 2], [true, false, false, false]), ([], []),
    ])
    func `children of a shown parent`(_ children: [Int], _ expected: [Bool]) {
        let shown = TreeSuppression.shown(
            parents: [-1] + children.map { _ in 0 }, answers: [children.reduce(0, +)] + children, k: 5)
        #expect(shown == [children.reduce(0, +) >= 5] + expected)
    }

    @Test func `below a hidden part nothing is shown`() {
        // 20 = 13 + 7; 7 = 7 + 0; 13 = 8 + 5; one part is hidden by somebody else, and takes its neighbour along.
        let parents = [-1, 0, 0, 1, 1, 2]
        let answers = [20, 13, 7, 8, 5, 7]
        #expect(
            TreeSuppression.shown(parents: parents, answers: answers, k: 5) == [true, true, true, true, true, true])
        let hidden = [false, false, true, false, false, false]
        #expect(
            TreeSuppression.shown(parents: parents, answers: answers, k: 5, hidden: hidden)
                == [true, false, false, false, false, false])
    }

    @Test func `nothing hidden can be worked out in ten thousand random trees`() {
        var chance = SeededGenerator(seed: 7)
        for _ in 0..<10_000 {
            let tree = RandomTree(using: &chance)
            let shown = TreeSuppression.shown(parents: tree.parents, answers: tree.answers, k: 5)
            #expect(tree.trouble(shown, k: 5) == nil, "\(tree)")
        }
    }

    @Test func `the property notices a rule that hides single parts only`() {
        var chance = SeededGenerator(seed: 7)
        let found = (0..<200).contains { _ in
            let tree = RandomTree(using: &chance)
            return tree.trouble(tree.answers.map { $0 >= 5 }, k: 5) != nil
        }
        #expect(found)
    }
}

/// A whole of up to thirty parts a division, as the test of HANDBOOK D12 asks for.
struct RandomTree {
    private(set) var parents = [-1]
    private(set) var answers = [0]

    init(using chance: inout SeededGenerator) {
        let parts = Int.random(in: 2...14, using: &chance)
        for part in 1..<parts {
            parents.append(Int.random(in: 0..<part, using: &chance))
            answers.append(0)
        }
        for part in answers.indices where !parents.contains(part) {
            let number =
                Bool.random(using: &chance)
                ? Int.random(in: 0...6, using: &chance) : Int.random(in: 0...30, using: &chance)
            var place = part
            while place >= 0 {
                answers[place] += number
                place = parents[place]
            }
        }
    }

    /// What somebody could learn from the shown parts: the first rule that is broken.
    func trouble(_ shown: [Bool], k: Int) -> String? {
        for part in answers.indices where shown[part] {
            if answers[part] < k { return "part \(part) shows \(answers[part])" }
            if parents[part] >= 0, !shown[parents[part]] { return "part \(part) is shown below a hidden one" }
            let children = answers.indices.filter { parents[$0] == part }
            let rest = children.filter { !shown[$0] }.reduce(0) { $0 + answers[$1] }
            if rest != 0, rest < k { return "the rest of part \(part) is \(rest)" }
        }
        return solvable(shown).map { "part \($0) can be worked out" }
    }

    /// A hidden part with answers that is a sum and difference of shown ones, by elimination over the smallest parts.
    private func solvable(_ shown: [Bool]) -> Int? {
        let leaves = answers.indices.filter { !parents.contains($0) }
        func row(_ part: Int) -> [Double] {
            leaves.map { leaf in
                var place = leaf
                while place >= 0, place != part { place = parents[place] }
                return place == part ? 1 : 0
            }
        }
        var basis: [[Double]] = []
        func reduced(_ row: [Double]) -> [Double] {
            basis.reduce(row) { row, known in
                guard let pivot = known.firstIndex(where: { abs($0) > 1e-9 }), abs(row[pivot]) > 1e-9 else {
                    return row
                }
                let factor = row[pivot] / known[pivot]
                return zip(row, known).map { $0 - factor * $1 }
            }
        }
        for part in answers.indices where shown[part] {
            let row = reduced(row(part))
            if row.contains(where: { abs($0) > 1e-9 }) { basis.append(row) }
        }
        return answers.indices.first { part in
            !shown[part] && answers[part] > 0 && reduced(row(part)).allSatisfy { abs($0) <= 1e-9 }
        }
    }
}
