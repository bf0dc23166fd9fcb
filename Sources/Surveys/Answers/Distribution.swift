import Statistics

/// How often each point of a scale was answered, and everything that follows from that (HANDBOOK C10).
package struct Distribution: Codable, Hashable, Sendable {
    package let points: Points
    /// By point, from the lowest.
    package var counts: [Int]

    package init(_ points: Points, counts: [Int]) {
        self.points = points
        self.counts = Array(counts.prefix(points.count))
        self.counts += [Int](repeating: 0, count: points.count - self.counts.count)
    }

    /// - Parameter answers: those outside the scale are not counted.
    package init(_ points: Points, of answers: some Sequence<Int>) {
        self.points = points
        counts = [Int](repeating: 0, count: points.count)
        for answer in answers where points.range.contains(answer) { counts[answer - points.low] += 1 }
    }

    package var answers: Int { counts.reduce(0, +) }

    package func count(in range: ClosedRange<Int>) -> Int {
        counts[(range.lowerBound - points.low)...(range.upperBound - points.low)].reduce(0, +)
    }

    /// The same as if the question had been asked the other way round.
    package var reversed: Distribution { Distribution(points, counts: counts.reversed()) }

    /// Every answer, from the lowest.
    package var values: [Double] {
        counts.enumerated().flatMap { [Double](repeating: Double(points.low + $0.offset), count: $0.element) }
    }

    /// Nil without answers.
    package var mean: Double? {
        let answers = answers
        guard answers > 0 else { return nil }
        return Double(points.low) + Double(counts.enumerated().reduce(0) { $0 + $1.offset * $1.element })
            / Double(answers)
    }

    /// The standard deviation, divided by n − 1. Nil for fewer than two answers.
    package var deviation: Double? {
        let answers = answers
        guard answers > 1, let mean else { return nil }
        let squares = counts.enumerated().reduce(0.0) { sum, next in
            let distance = Double(points.low + next.offset) - mean
            return sum + Double(next.element) * distance * distance
        }
        return (squares / Double(answers - 1)).squareRoot()
    }

    /// 95 % by Student's t, not corrected for a small team: cautious (HANDBOOK C9).
    package var interval: Bounds? {
        guard let mean, let deviation else { return nil }
        return Statistics.meanInterval(mean: mean, deviation: deviation, count: answers)
    }

    /// The share that agrees, with Wilson's interval.
    package var top: Share { Share(count(in: points.top), of: answers) }
    package var bottom: Share { Share(count(in: points.bottom), of: answers) }

    /// Share that agrees less share that disagrees, −1…1. Nil without answers.
    package var net: Double? { top.value.flatMap { top in bottom.value.map { top - $0 } } }

    /// How far the diverging bar reaches to both sides of its middle, as shares: below the middle of the scale, and
    /// above it, a point that is the middle itself half and half.
    package var sides: (left: Double, right: Double)? {
        let answers = Double(answers)
        guard answers > 0 else { return nil }
        var (left, right) = (0.0, 0.0)
        for (place, count) in counts.enumerated() {
            let point = Double(points.low + place)
            if point <= points.middle { left += Double(count) / (point == points.middle ? 2 : 1) }
            if point >= points.middle { right += Double(count) / (point == points.middle ? 2 : 1) }
        }
        return (left / answers, right / answers)
    }

    /// Promoters less detractors, for the question that asks so.
    package var netPromoter: NetPromoter? {
        guard points.isNetPromoter else { return nil }
        let (promoters, detractors) = (count(in: points.top), count(in: points.bottom))
        return NetPromoter(
            promoters: promoters, passives: answers - promoters - detractors, detractors: detractors)
    }
}

/// A number of answers among others.
package struct Share: Codable, Hashable, Sendable {
    package var count: Int
    package var of: Int

    package init(_ count: Int, of total: Int) {
        self.count = count
        of = total
    }

    /// 0–1. Nil without answers.
    package var value: Double? { of > 0 ? Double(count) / Double(of) : nil }
    /// 95 % by Wilson.
    package var interval: Bounds? { Statistics.wilson(count, of: of) }
}
