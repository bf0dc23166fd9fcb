import Records
import Statistics

/// Who reviewed whose pull requests: an edge from reviewer to author, weighing as many pull requests as were reviewed.
///
/// It lives for one computation. What is told of it are figures of the whole team, and to each their own.
package struct ReviewGraph: Hashable, Sendable {
    /// `weights[reviewer][author]`, by place in `people`.
    package let people: [Int32]
    package let weights: [[Int]]

    package static let days: Int64 = 90

    /// - Parameter weights: square, by reviewer and author.
    package init(people: [Int32], weights: [[Int]]) {
        self.people = people
        self.weights = weights.enumerated().map { row, values in
            values.enumerated().map { $0.offset == row ? 0 : $0.element }
        }
    }

    /// First reviews of the last ninety days by and of the team's members, those without any included (HANDBOOK B7).
    init(_ reading: DeliveryReading) {
        let people = reading.evidence.people
        let members = people.members.filter(people.isCounted)
        let rows = Dictionary(members.enumerated().map { ($1, $0) }) { first, _ in first }
        var weights = [[Int]](repeating: [Int](repeating: 0, count: members.count), count: members.count)
        let since = reading.evidence.now - Self.days * Timeframe.day
        for (place, clock) in reading.clocks.enumerated() {
            guard let clock, clock.isHuman, let author = clock.author.flatMap({ rows[$0] }),
                !PullRequestSize(reading.evidence.pullRequests[place]).isBulk
            else { continue }
            for review in clock.reviews where review.at >= since {
                if let reviewer = review.person.flatMap({ rows[$0] }) { weights[reviewer][author] += 1 }
            }
        }
        self.init(people: members, weights: weights)
    }

    /// Pull requests that each has reviewed.
    package var reviews: [Int] { weights.map { $0.reduce(0, +) } }
    package var total: Int { reviews.reduce(0, +) }

    package var edges: Int { weights.reduce(0) { $0 + $1.count { $0 > 0 } } }

    /// The share of edges that have one the other way. Nil without edges.
    package var reciprocity: Double? {
        edges > 0 ? Double(both { _, _ in 1 }) / Double(edges) : nil
    }

    /// The share of reviews that were returned, by number (Squartini et al. 2013).
    package var weightedReciprocity: Double? { total > 0 ? Double(both(min)) / Double(total) : nil }

    private func both(_ weigh: (Int, Int) -> Int) -> Int {
        var sum = 0
        for row in weights.indices {
            for column in weights.indices where weights[row][column] > 0 && weights[column][row] > 0 {
                sum += weigh(weights[row][column], weights[column][row])
            }
        }
        return sum
    }

    /// How much one reviews everybody while the others review nobody: 0–1 (Freeman 1978, out-degree).
    package var centralisation: Double? {
        guard people.count > 1 else { return nil }
        let degrees = weights.map { $0.count { $0 > 0 } }
        let most = degrees.max() ?? 0
        let rest = Double((people.count - 1) * (people.count - 1))
        return Double(degrees.reduce(0) { $0 + most - $1 }) / rest
    }

    package var density: Double? {
        people.count > 1 ? Double(edges) / Double(people.count * (people.count - 1)) : nil
    }
}
