import Records

/// Somebody's working time, so that it can be asked when a wait that begins now is over.
struct WorkingDays: Sendable {
    private let spans: [WorkingTime.Span]
    /// Seconds worked before each span.
    private let before: [Int64]

    init(_ calendar: WorkCalendar, covering: ClosedRange<Int64>) {
        spans = WorkingTime([calendar], covering: covering).spans
        var sum: Int64 = 0
        before = spans.map { span in
            defer { sum += span.end - span.start }
            return sum
        }
    }

    /// When that many seconds of working time have passed. After the last span that is known, its end.
    func instant(_ seconds: Int64, after start: Int64) -> Int64 {
        let first = firstEnding(after: start)
        guard first < spans.count else { return max(start, spans.last?.end ?? start) }
        let worked = before[first] + max(0, start - spans[first].start) + seconds
        var (low, high) = (first, spans.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if before[middle] < worked || middle == first { low = middle } else { high = middle - 1 }
        }
        return min(spans[low].start + worked - before[low], spans[low].end)
    }

    /// The first moment from then on at which they work.
    func next(from start: Int64) -> Int64 { instant(0, after: start) }

    /// The span in which a share of the working time between two moments has passed.
    func instant(at share: Double, from start: Int64, to end: Int64) -> Int64 {
        let (first, last) = (worked(until: start), worked(until: end))
        return min(instant(Int64(share * Double(last - first)), after: start), end)
    }

    /// Whether they work at all between two moments.
    func isWorking(from start: Int64, to end: Int64) -> Bool { worked(until: end) > worked(until: start) }

    private func worked(until instant: Int64) -> Int64 {
        let place = firstEnding(after: instant)
        guard place < spans.count else {
            return spans.last.map { (before.last ?? 0) + $0.end - $0.start } ?? 0
        }
        return before[place] + max(0, instant - spans[place].start)
    }

    private func firstEnding(after instant: Int64) -> Int {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].end <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Organisation.Person {
    func calendar(_ calendars: [Organisation.HolidayCalendar]) -> WorkCalendar {
        WorkCalendar(
            ZoneClock(zone) ?? .utc, hours: hours, holidays: calendars.first { $0.name == holidays }?.days ?? [],
            absences: absences)
    }
}
