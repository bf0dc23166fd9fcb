/// How far the people of one group see a thing alike, compared with answers given at random (HANDBOOK C1).
package enum Agreement {
    /// The variance of answers drawn evenly from a number of options: (A² − 1)/12.
    package static func evenVariance(options: Int) -> Double { (Double(options) * Double(options) - 1) / 12 }

    /// r_wg of one item: 1 − variance / even variance, never below 0. Nil for fewer than two answers.
    package static func rwg(_ answers: [Double], evenVariance: Double) -> Double? {
        guard let variance = Statistics.variance(answers), evenVariance > 0 else { return nil }
        return max(0, 1 - variance / evenVariance)
    }

    /// r_wg(J) of a scale, over the people who answered all of its items; reversed items already turned round. Never
    /// below 0. Nil for fewer than two such people.
    package static func rwgJ(_ answers: Items, evenVariance: Double) -> Double? {
        let rows = answers.complete
        guard rows.count > 1, evenVariance > 0 else { return nil }
        let variances = (0..<answers.count).compactMap { item in Statistics.variance(rows.map { $0[item] }) }
        guard let mean = Statistics.mean(variances) else { return nil }
        let items = Double(answers.count)
        let share = 1 - mean / evenVariance
        guard share > 0 else { return 0 }
        return items * share / (items * share + mean / evenVariance)
    }
}

/// How much of the spread lies between groups (one-way analysis of variance; P. Bliese 2000).
package struct IntraclassCorrelation: Codable, Hashable, Sendable {
    /// The share of a single answer's variance that its group explains; negative when groups differ less than chance.
    package var single: Double
    /// How reliably the groups' means tell the groups apart.
    package var ofMeans: Double
    package var groups: Int
    package var answers: Int

    /// Nil for fewer than two groups, no more answers than groups, or no difference between groups' means at all.
    package init?(_ groups: [[Double]]) {
        let groups = groups.filter { !$0.isEmpty }
        let all = groups.joined()
        guard groups.count > 1, all.count > groups.count, let grand = Statistics.mean(Array(all)) else { return nil }
        var (between, within) = (0.0, 0.0)
        for group in groups {
            let mean = group.reduce(0, +) / Double(group.count)
            between += Double(group.count) * (mean - grand) * (mean - grand)
            for answer in group { within += (answer - mean) * (answer - mean) }
        }
        let meanBetween = between / Double(groups.count - 1)
        let meanWithin = within / Double(all.count - groups.count)
        guard meanBetween > 0 else { return nil }
        let size = Double(all.count) / Double(groups.count)
        single = (meanBetween - meanWithin) / (meanBetween + (size - 1) * meanWithin)
        ofMeans = (meanBetween - meanWithin) / meanBetween
        self.groups = groups.count
        answers = all.count
    }
}
