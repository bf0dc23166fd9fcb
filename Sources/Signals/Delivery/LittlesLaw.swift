/// What is under way, what gets done and how long it takes belong together: L = λ·W (J. Little 1961, HANDBOOK A14).
///
/// On averages over a window; exact where nothing is under way at either end.
package struct LittlesLaw: Codable, Hashable, Sendable {
    /// Items under way, on average over the window.
    package var average: Double
    /// Items that were done, for each unit of time.
    package var rate: Double
    /// Units of time that those took, on average.
    package var mean: Double
    package var finished: Int

    /// - Parameters:
    ///   - items: when each was begun and ended, in any one unit of time. One that was given up has an end and was not done.
    ///   - window: later than its beginning.
    package init(_ items: [(start: Double, end: Double?, isDone: Bool)], from first: Double, until last: Double) {
        let length = last - first
        let under = items.reduce(0) { $0 + max(0, min($1.end ?? last, last) - max($1.start, first)) }
        let done = items.filter { item in item.isDone && item.end.map { $0 >= first && $0 <= last } ?? false }
        finished = done.count
        average = length > 0 ? under / length : 0
        rate = length > 0 ? Double(done.count) / length : 0
        mean = done.isEmpty ? 0 : done.reduce(0) { $0 + ($1.end ?? last) - $1.start } / Double(done.count)
    }

    /// L / (λ·W); nil where nothing was done.
    package var ratio: Double? { rate * mean > 0 ? average / (rate * mean) : nil }
    /// Whether forecasts from what was done are safe.
    package var holds: Bool { ratio.map { (0.8...1.25).contains($0) } ?? false }
}
