/// The working time of a crowd, and of the crowd without any one of them, laid out once.
///
/// What nobody but one person works is taken from the whole, so that leaving out each of two hundred people costs one
/// pass over all their hours instead of two hundred.
package struct WorkingCrowd: Sendable {
    private let whole: WorkingTime
    /// By place: when that person works and nobody else does.
    private let alone: [Int32: WorkingTime]

    /// - Parameter parts: the working time of each, with the place by which they are known.
    package init(_ parts: [(place: Int32, time: WorkingTime)]) {
        var ends: [(at: Int64, change: Int, part: Int)] = []
        for (number, part) in parts.enumerated() {
            for span in part.time.spans {
                ends.append((span.start, 1, number))
                ends.append((span.end, -1, number))
            }
        }
        ends.sort { ($0.at, $0.part) < ($1.at, $1.part) }
        var (whole, alone): ([WorkingTime.Span], [Int: [WorkingTime.Span]]) = ([], [:])
        // Adding and taking away their numbers leaves the number of whoever is at work alone.
        var (working, sum, since) = (0, 0, Int64.min)
        for end in ends {
            if working > 0, since < end.at {
                whole.append(.init(since, end.at))
                if working == 1 { alone[sum, default: []].append(.init(since, end.at)) }
            }
            working += end.change
            sum += end.change * end.part
            since = end.at
        }
        self.whole = WorkingTime(spans: WorkingTime.merged(whole))
        var byPlace: [Int32: WorkingTime] = [:]
        for (number, spans) in alone {
            byPlace[parts[number].place] = WorkingTime(spans: WorkingTime.merged(spans))
        }
        self.alone = byPlace
    }

    /// Seconds in which somebody of the crowd works, other than `absent`.
    package func seconds(from start: Int64, to end: Int64, without absent: Int32? = nil) -> Int64 {
        whole.seconds(from: start, to: end)
            - (absent.flatMap { alone[$0]?.seconds(from: start, to: end) } ?? 0)
    }
}
