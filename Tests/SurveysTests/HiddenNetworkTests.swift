import TestKit
import Testing

@testable import Surveys

@Suite("What can be said of a hidden cell")
struct HiddenNetworkTests {
    /// A small table with some cells shown and all sums known, and every table that fits what is shown.
    struct Table {
        let answers: [[Int]]
        let shown: [[Bool]]

        init(using chance: inout SeededGenerator) {
            let (rows, columns) = (Int.random(in: 2...3, using: &chance), Int.random(in: 2...3, using: &chance))
            answers = (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: 0...4, using: &chance) } }
            shown = (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: 0...3, using: &chance) == 0 } }
        }

        /// By trying out: how many numbers below the cell's own and above it fit.
        func width(_ row: Int, _ column: Int) -> Int {
            var found: Set<Int> = []
            var table = answers
            func fill(_ place: Int) {
                if place == answers.count * answers[0].count {
                    found.insert(table[row][column])
                    return
                }
                let (r, c) = (place / answers[0].count, place % answers[0].count)
                let limit = min(answers[r].reduce(0, +), answers.reduce(0) { $0 + $1[c] })
                for value in shown[r][c] ? answers[r][c]...answers[r][c] : 0...limit {
                    table[r][c] = value
                    let rowSum = table[r][...c].reduce(0, +)
                    let columnSum = table[...r].reduce(0) { $0 + $1[c] }
                    let (rowAll, columnAll) = (answers[r].reduce(0, +), answers.reduce(0) { $0 + $1[c] })
                    if rowSum > rowAll || columnSum > columnAll { continue }
                    if c == answers[0].count - 1, rowSum != rowAll { continue }
                    if r == answers.count - 1, columnSum != columnAll { continue }
                    fill(place + 1)
                }
            }
            fill(0)
            return (found.max() ?? 0) - (found.min() ?? 0)
        }
    }

    @Test func `flows find the same interval as trying every table`() {
        var chance = SeededGenerator(seed: 5)
        var wide = 0
        for _ in 0..<300 {
            let table = Table(using: &chance)
            let (rows, columns) = (table.answers.count, table.answers[0].count)
            let places = (0..<rows).flatMap { row in (0..<columns).map { (row, $0) } }
            let hidden = places.filter { !table.shown[$0.0][$0.1] }
            let network = HiddenNetwork(
                nodes: 2 + rows + columns,
                hidden.map { .init(from: 2 + $0.0, to: 2 + rows + $0.1, answers: table.answers[$0.0][$0.1]) })
            for (row, column) in hidden {
                let width = network.width(from: 2 + row, to: 2 + rows + column, upTo: 100)
                #expect(width == table.width(row, column), "\(table) \(row) \(column)")
                if width > 0 { wide += 1 }
            }
        }
        #expect(wide > 100)
    }
}
