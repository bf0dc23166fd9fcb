// The only transcendental function that charts need.
#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Numbers as places on a line of the drawing.
struct Scale {
    let ticks: [Double]
    private let axis: Axis
    private let start: Double
    private let end: Double

    /// - Parameters:
    ///   - start: where the lowest tick stands, in units of the drawing.
    ///   - end: where the highest stands; may lie before the start.
    init(_ values: [Double], axis: Axis, from start: Double, to end: Double, about count: Int, fromZero: Bool = false) {
        self.axis = axis
        self.start = start
        self.end = end
        let known = values.filter(\.isFinite) + [axis.bounds?.lowerBound, axis.bounds?.upperBound].compactMap(\.self)
        var low = known.min() ?? 0
        var high = known.max() ?? 1
        if fromZero { (low, high) = (min(low, 0), max(high, 0)) }
        // Equal values stand in the middle, not on the floor.
        if low == high { (low, high) = low == 0 ? (0, 1) : (low - abs(low) * 0.2, high + abs(high) * 0.2) }
        ticks =
            axis.spacing == .logarithmic
            ? Ticks.logarithmic(high, about: count) : Ticks.round(low, high, about: count, whole: axis.format == .whole)
    }

    func place(_ value: Double) -> Double {
        guard let first = ticks.first, let last = ticks.last, first < last, value.isFinite else { return start }
        let inside = min(max(value, first), last)
        let share =
            axis.spacing == .logarithmic
            ? (log(inside) - log(first)) / (log(last) - log(first)) : (inside - first) / (last - first)
        return start + (end - start) * share
    }

    func words(_ tick: Double) -> String { axis.tickWords(tick) }

    /// The widest tick's words, so that a margin can be cut to it.
    var widestWords: Double { ticks.map { Lettering.width(words($0)) }.max() ?? 0 }
}
