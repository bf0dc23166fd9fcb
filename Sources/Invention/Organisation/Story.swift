import Records

/// What becomes of a team over the time: the plot by which numbers move, so that there is something to see.
package struct Story: Sendable {
    /// A week, from 0, with how slow reviews are in it beside the usual. Between two of them it goes evenly.
    var reviews: [(week: Double, factor: Double)] = [(0, 1)]
    /// When the team agreed to answer within a day, in weeks; nil where it never did.
    package var agreement: Double?
    /// Weeks, from 0, in which deployments go wrong more often, and how much more often.
    package var badWeeks: [Int: Double] = [:]
    /// Repositories in which that happens; all without any.
    var badRepositories: Set<Int> = []
    /// When the team agreed what mending a complex function costs, in weeks; nil where it always had.
    var complexityCost: Double?
    /// How often a test that is known to fail by chance does.
    var flakiness = 0.05

    func reviewFactor(_ weeks: Double) -> Double {
        guard let next = reviews.firstIndex(where: { $0.week > weeks }) else { return reviews.last?.factor ?? 1 }
        guard next > 0 else { return reviews[0].factor }
        let (before, after) = (reviews[next - 1], reviews[next])
        return before.factor + (after.factor - before.factor) * (weeks - before.week) / (after.week - before.week)
    }

    func deploymentFactor(_ weeks: Double, in repository: Int) -> Double {
        guard badRepositories.isEmpty || badRepositories.contains(repository) else { return 1 }
        return badWeeks[Int(weeks)] ?? 1
    }

    /// Six months: reviews get slow in the third month, an agreement helps in the fourth, and in one week of the fifth
    /// deployments go wrong. In the fifth, complex functions get a cost.
    static let sixMonths = {
        var story = Story()
        story.reviews = [(0, 1), (8, 1), (11, 3.2), (14, 3.4), (17, 0.8), (20, 0.6)]
        story.agreement = 14
        story.badWeeks = [20: 9]
        story.badRepositories = [0]
        story.flakiness = 0.07
        story.complexityCost = 18
        return story
    }()

    /// Years: reviews get slower and quicker again with the size of the queue, and each autumn has a bad week.
    static let years = {
        var story = Story()
        story.reviews = (0...26).map { (Double($0) * 10, [1, 1.3, 2, 1.5, 0.8, 0.9][$0 % 6]) }
        story.badWeeks = Dictionary(uniqueKeysWithValues: (0..<5).map { ($0 * 52 + 40, 4) })
        story.flakiness = 0.02
        return story
    }()
}
