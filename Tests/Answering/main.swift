import Foundation
import Statistics
import Surveys

// Measures what a release and its results cost, and what suppression does; prints JSON for scripts/bench.
// Ends with status 1 when a random tree gives away what it hides.

var figures: [[String: Any]] = []

@MainActor func figure(_ what: String, goal: String, _ value: Double, _ unit: String) {
    figures.append(["what": what, "goal": goal, "value": value, "unit": unit])
}

/// The quickest of some runs, in milliseconds.
@MainActor func milliseconds(_ runs: Int, _ body: () -> Void) -> Double {
    (0..<runs).map { _ in
        let start = DispatchTime.now().uptimeNanoseconds
        body()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
    }.min() ?? 0
}

let round = RandomRound()
var (small, large) = (0.0, 0.0)
for people in [100, 10_000] {
    let answers = round.answers(people)
    var tally = round.tally([])
    let counting = milliseconds(1) { tally = round.tally(answers) }
    let reading = milliseconds(20) { _ = round.result(tally) }
    if people == 100 { small = reading } else { large = reading }
    if people > 100 { figure("release of \(people) answers", goal: "–", counting, "ms") }
    figure("results of \(people) answers", goal: "≤ 10", reading, "ms")
}
figure("10000 answers beside 100", goal: "≤ 2", large / small, "×")

var chance = Chance(seed: 1)
let trees = (0..<200_000).map { _ in RandomTree(using: &chance) }
var leaks = 0
let time = milliseconds(1) {
    for tree in trees {
        let shown = TreeSuppression.shown(parents: tree.parents, answers: tree.answers, k: 5)
        if tree.leaks(shown, k: 5) { leaks += 1 }
    }
}
figure("suppression of 200000 trees", goal: "–", time, "ms")
figure("trees that give something away", goal: "0", Double(leaks), "trees")
print(String(decoding: try JSONSerialization.data(withJSONObject: figures), as: UTF8.self))
exit(leaks == 0 ? 0 : 1)
