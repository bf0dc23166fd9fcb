import Records

/// How many items stood where at the end of each day or week: the bands of a cumulative flow diagram.
package struct CumulativeFlow: Codable, Hashable, Sendable {
    package struct Point: Codable, Hashable, Sendable {
        package var day: CivilDay
        /// Made and not begun.
        package var waiting: Int
        package var underWay: Int
        /// Since the first point; what was given up is in no band.
        package var done: Int
    }

    /// Days from one point to the next: 1 or 7.
    package var step: Int
    /// Oldest first.
    package var points: [Point]
}

extension CumulativeFlow {
    /// More days than these are told by weeks.
    private static let mostDays: Int64 = 92

    /// Each point tells how it stood when the day was over, by UTC.
    init(_ lives: [WorkLife], in timeframe: Timeframe) {
        let end = CivilDay(timeframe.end)
        let first = CivilDay(timeframe.start ?? lives.map(\.item.createdAt).min() ?? timeframe.end)
        step = end.number - first.number > Self.mostDays ? 7 : 1
        // Counted back from the last whole day, so that the latest point is never a day that is not over.
        let days = stride(from: end.number - 1, through: first.number - 1, by: -step).reversed()
        let start = CivilDay(number: (days.first ?? end.number) + 1).start
        points = days.map { number in
            let over = CivilDay(number: number + 1).start
            return Self.point(CivilDay(number: number), lives, from: start, until: over)
        }
    }

    private static func point(_ day: CivilDay, _ lives: [WorkLife], from start: Int64, until over: Int64) -> Point {
        var point = Point(day: day, waiting: 0, underWay: 0, done: 0)
        for life in lives where life.item.createdAt < over {
            if let ended = life.endedAt, ended < over {
                if let finished = life.finishedAt, finished >= start { point.done += 1 }
            } else if let begun = life.startedAt, begun < over {
                point.underWay += 1
            } else {
                point.waiting += 1
            }
        }
        return point
    }
}
