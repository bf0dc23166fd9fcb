import Foundation
import Statistics

/// Figures as they are told of answers that were promised to be anonymous (HANDBOOK D3): means to a tenth, shares to
/// five percent below twenty answers and to one percent from there on.
package enum Rounding {
    package static func mean(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    package static func bounds(_ bounds: Bounds, within ends: ClosedRange<Double>) -> Bounds {
        Bounds(mean(max(ends.lowerBound, bounds.low)), mean(min(ends.upperBound, bounds.high)))
    }

    /// Percent in one step.
    static func step(_ answers: Int) -> Double { answers < 20 ? 5 : 1 }

    /// 0–1. Never all, and never none: the last step is left for one person who may have answered otherwise.
    package static func share(_ count: Int, of answers: Int) -> Double {
        guard answers > 0 else { return 0 }
        let step = step(answers)
        let percent = Double(count) / Double(answers) * 100
        if count >= answers - 1 {
            return (Double(answers - 1) / Double(answers) * 100 / step).rounded(.down) * step / 100
        }
        if count <= 1 { return (100 / Double(answers) / step).rounded(.up) * step / 100 }
        return (percent / step).rounded() * step / 100
    }

    /// Shares that add up to 1, in steps; what rounding leaves over goes to the largest remainders.
    ///
    /// - Parameter people: how many gave what is counted, where somebody could give more than one.
    package static func shares(_ counts: [Int], from people: Int? = nil) -> [Double] {
        let answers = counts.reduce(0, +)
        guard answers > 0 else { return counts.map { _ in 0 } }
        let steps = Int(100 / step(people ?? answers))
        var whole = counts.map { $0 * steps / answers }
        let order = counts.indices.sorted { one, other in
            (counts[other] * steps % answers, one) < (counts[one] * steps % answers, other)
        }
        for place in order.prefix(steps - whole.reduce(0, +)) { whole[place] += 1 }
        return whole.map { Double($0) / Double(steps) }
    }
}
