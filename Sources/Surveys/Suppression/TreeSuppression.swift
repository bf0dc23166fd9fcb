/// Which parts of a whole that is divided again and again may be shown (HANDBOOK D3, I6).
///
/// A part with fewer than k answers is hidden, and with it as many of its neighbours as it takes that what is hidden
/// together has at least k answers and cannot be told apart. Below a part that is hidden nothing is shown.
package enum TreeSuppression {
    /// Whether each part is shown. A part without answers is as hidden as one with four.
    /// - Parameters:
    ///   - parents: by part, its parent's place, which is before its own; −1 for a root.
    ///   - answers: by part; a parent's are the sum of its children's.
    ///   - hidden: parts that have to stay hidden for another reason.
    package static func shown(parents: [Int], answers: [Int], k: Int, hidden: [Bool]? = nil) -> [Bool] {
        let count = parents.count
        guard answers.count == count else { return [Bool](repeating: false, count: count) }
        var shown = [Bool](repeating: false, count: count)
        // Children as chains: the first of each part, then the next of each child.
        var first = [Int](repeating: -1, count: count)
        var next = [Int](repeating: -1, count: count)
        for part in stride(from: count - 1, through: 0, by: -1) where parents[part] >= 0 {
            next[part] = first[parents[part]]
            first[parents[part]] = part
        }
        for part in 0..<count {
            if parents[part] < 0 { shown[part] = answers[part] >= k && !(hidden?[part] ?? false) }
            if shown[part], first[part] >= 0 { open(first[part], next, answers, k, hidden, &shown) }
        }
        return shown
    }

    /// Shows those children of one shown part that may be.
    private static func open(
        _ first: Int, _ next: [Int], _ answers: [Int], _ k: Int, _ hidden: [Bool]?, _ shown: inout [Bool]
    ) {
        var (hiddenAnswers, hiddenParts) = (0, 0)
        var child = first
        while child >= 0 {
            shown[child] = answers[child] >= k && !(hidden?[child] ?? false)
            if !shown[child], answers[child] > 0 {
                hiddenAnswers += answers[child]
                hiddenParts += 1
            }
            child = next[child]
        }
        while hiddenParts > 0, hiddenAnswers < k || hiddenParts == 1,
            let smallest = smallest(first, next, answers, shown)
        {
            shown[smallest] = false
            hiddenAnswers += answers[smallest]
            hiddenParts += 1
        }
    }

    /// The part with the fewest answers among those still shown; the first of equals.
    private static func smallest(_ first: Int, _ next: [Int], _ answers: [Int], _ shown: [Bool]) -> Int? {
        var found: Int?
        var child = first
        while child >= 0 {
            if shown[child], found.map({ answers[child] < answers[$0] }) ?? true { found = child }
            child = next[child]
        }
        return found
    }
}
