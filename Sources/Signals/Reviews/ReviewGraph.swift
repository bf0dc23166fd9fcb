import Records
import Statistics

/// Who reviewed whose pull requests: an edge from reviewer to author, weighing as many pull requests as were reviewed.
///
/// It lives for one computation. What is told of it are figures of the whole team, and to each their own.
package struct ReviewGraph: Hashable, Sendable {
    package let people: [Int32]
    /// By reviewer, how many of each author's pull requests, by place in `people`; only where there are any, since of an
    /// organisation's thousands few review one another.
    private let given: [[Int: Int]]

    package static let days: Int64 = 90

    /// - Parameter weights: square, by reviewer and author.
    package init(people: [Int32], weights: [[Int]]) {
        self.init(
            people: people,
            given: weights.map { values in
                Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0.offset, $0.element) })
            })
    }

    /// Nobody reviews themselves.
    private init(people: [Int32], given: [[Int: Int]]) {
        self.people = people
        self.given = given.enumerated().map { row, values in values.filter { $0.key != row && $0.value > 0 } }
    }

    /// First reviews of the last ninety days by and of the team's members, those without any included (HANDBOOK B7).
    init(_ reading: DeliveryReading) {
        let people = reading.evidence.people
        let members = people.members.filter(people.isCounted)
        let rows = Dictionary(members.enumerated().map { ($1, $0) }) { first, _ in first }
        var given = [[Int: Int]](repeating: [:], count: members.count)
        let since = reading.evidence.now - Self.days * Timeframe.day
        for (place, clock) in reading.clocks.enumerated() {
            guard let clock, clock.isHuman, let author = clock.author.flatMap({ rows[$0] }),
                !PullRequestSize(reading.evidence.pullRequests[place]).isBulk
            else { continue }
            for review in clock.reviews where review.at >= since {
                if let reviewer = review.person.flatMap({ rows[$0] }) { given[reviewer][author, default: 0] += 1 }
            }
        }
        self.init(people: members, given: given)
    }

    /// Pull requests that each has reviewed.
    package var reviews: [Int] { given.map { $0.values.reduce(0, +) } }
    package var total: Int { reviews.reduce(0, +) }

    package var edges: Int { given.reduce(0) { $0 + $1.count } }

    /// The share of edges that have one the other way. Nil without edges.
    package var reciprocity: Double? {
        edges > 0 ? Double(both { _, _ in 1 }) / Double(edges) : nil
    }

    /// The share of reviews that were returned, by number (Squartini et al. 2013).
    package var weightedReciprocity: Double? { total > 0 ? Double(both(min)) / Double(total) : nil }

    private func both(_ weigh: (Int, Int) -> Int) -> Int {
        var sum = 0
        for (reviewer, authors) in given.enumerated() {
            for (author, count) in authors {
                if let back = given[author][reviewer] { sum += weigh(count, back) }
            }
        }
        return sum
    }

    /// How much one reviews everybody while the others review nobody: 0–1 (Freeman 1978, out-degree).
    package var centralisation: Double? {
        guard people.count > 1 else { return nil }
        let degrees = given.map(\.count)
        let most = degrees.max() ?? 0
        let rest = Double((people.count - 1) * (people.count - 1))
        return Double(degrees.reduce(0) { $0 + most - $1 }) / rest
    }

    package var density: Double? {
        people.count > 1 ? Double(edges) / Double(people.count * (people.count - 1)) : nil
    }
}
