/// The working time of one calendar, or of several together, laid out once so that any number of waits can be measured.
///
/// HANDBOOK A7: of several calendars the union counts, since a request waits while anybody who could answer works. Adding
/// up what was worked before each span makes a measurement two searches, however long the wait was.
package struct WorkingTime: Sendable {
    /// From `start` up to `end`, in seconds since 1970.
    package struct Span: Hashable, Sendable {
        package var start: Int64
        package var end: Int64

        package init(_ start: Int64, _ end: Int64) {
            self.start = start
            self.end = end
        }
    }

    /// In order, apart from each other.
    package let spans: [Span]
    /// Seconds worked before each span.
    private let before: [Int64]
    /// How many spans have begun at each of as many instants as there are spans, `step` seconds apart: where to search.
    private let begun: [Int32]
    private let step: Int64

    /// - Parameters:
    ///   - calendars: of all who could do what is waited for.
    ///   - covering: instants outside it have no working time, so it has to hold every wait that will be asked for.
    package init(_ calendars: [WorkCalendar], covering: ClosedRange<Int64>) {
        // No clock is further than 14 hours from UTC, and a shift may begin the day before.
        let first = CivilDay(number: CivilDay(covering.lowerBound).number - 2)
        let last = CivilDay(number: CivilDay(covering.upperBound).number + 1)
        self.init(calendars.map { $0.spans(from: first, through: last) })
    }

    /// Of several together: the time in which at least one of them works.
    package init(union parts: [WorkingTime]) {
        self.init(parts.map(\.spans))
    }

    private init(_ parts: [[Span]]) {
        self.init(spans: parts.count == 1 ? parts[0] : Self.merged(Array(parts.joined())))
    }

    /// - Parameter spans: in order, apart from each other.
    init(spans: [Span]) {
        self.spans = spans
        var sum: Int64 = 0
        before = spans.map { span in
            defer { sum += span.end - span.start }
            return sum
        }
        let (first, last) = (spans.first?.start ?? 0, spans.last?.start ?? 0)
        let step = (last - first) / Int64(max(1, spans.count)) + 1
        self.step = step
        var count = 0
        begun = (0...spans.count).map { place in
            while count < spans.count, spans[count].start < first + Int64(place) * step { count += 1 }
            return Int32(count)
        }
    }

    /// Seconds of working time between two instants; 0 where the end is not after the start.
    package func seconds(from start: Int64, to end: Int64) -> Int64 {
        start < end ? worked(until: end) - worked(until: start) : 0
    }

    /// Whole minutes, the begun one left out.
    package func minutes(from start: Int64, to end: Int64) -> Int64 { seconds(from: start, to: end) / 60 }

    package func hours(from start: Int64, to end: Int64) -> Double { Double(seconds(from: start, to: end)) / 3600 }

    /// Seconds in which at least one of several works, for a set of them that seldom comes again: their union is made of
    /// the time between the two instants alone.
    package static func seconds(from start: Int64, to end: Int64, ofAny parts: [WorkingTime]) -> Int64 {
        if parts.count == 1 { return parts[0].seconds(from: start, to: end) }
        return merged(parts.flatMap { $0.clipped(from: start, to: end) }).reduce(0) { $0 + $1.end - $1.start }
    }

    private func clipped(from start: Int64, to end: Int64) -> [Span] {
        let first = max(0, countBegun(before: start) - 1)
        return spans[first...].prefix { $0.start < end }.map { Span(max($0.start, start), min($0.end, end)) }
            .filter { $0.start < $0.end }
    }

    private func worked(until instant: Int64) -> Int64 {
        let begun = countBegun(before: instant)
        guard begun > 0 else { return 0 }
        return before[begun - 1] + min(instant, spans[begun - 1].end) - spans[begun - 1].start
    }

    private func countBegun(before instant: Int64) -> Int {
        guard let first = spans.first?.start, let last = spans.last?.start, instant > first else { return 0 }
        if instant > last { return spans.count }
        let place = Int((instant - first) / step)
        var (low, high) = (Int(begun[place]), Int(begun[place + 1]))
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].start < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Sorted, with those that touch or overlap made one.
    static func merged(_ spans: [Span]) -> [Span] {
        var whole: [Span] = []
        for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = whole.last, span.start <= last.end {
                whole[whole.count - 1].end = max(last.end, span.end)
            } else {
                whole.append(span)
            }
        }
        return whole
    }
}

extension [WorkingTime.Span] {
    /// What is left when others are taken out; both in order and apart.
    func without(_ others: [WorkingTime.Span]) -> [WorkingTime.Span] {
        guard !others.isEmpty else { return self }
        var left: [WorkingTime.Span] = []
        var place = 0
        for span in self {
            var start = span.start
            while place < others.count, others[place].end <= start { place += 1 }
            var next = place
            while next < others.count, others[next].start < span.end {
                if others[next].start > start { left.append(.init(start, others[next].start)) }
                start = Swift.max(start, others[next].end)
                next += 1
            }
            if start < span.end { left.append(.init(start, span.end)) }
        }
        return left
    }
}
