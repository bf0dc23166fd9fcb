/// What a tool thinks it would take to mend all that it found in a repository at one time (HANDBOOK A24).
package struct DebtAnalysis: Codable, Hashable, Sendable {
    package var repository: RecordKey?
    package var at: Int64
    package var minutes: Double
    /// Of the languages that were analysed, and of no others.
    package var lines: Int
    /// Which rules were in force; another set begins another series.
    package var rules: String
    /// Findings whose rule has no cost; they are in no sum.
    package var withoutCost: Int

    package init(
        repository: RecordKey? = nil, at: Int64, minutes: Double, lines: Int, rules: String, withoutCost: Int = 0
    ) {
        self.repository = repository
        self.at = at
        self.minutes = minutes
        self.lines = lines
        self.rules = rules
        self.withoutCost = withoutCost
    }

    /// From findings and what mending one of each rule costs.
    ///
    /// - Parameter costs: minutes by rule. Findings that are suppressed, or that an earlier run had and this one has not,
    ///   cost nothing.
    package init(
        repository: RecordKey? = nil, at: Int64, findings: [CodeFinding], costs: [String: Double], lines: Int,
        rules: String
    ) {
        let standing = findings.filter { !$0.isSuppressed && $0.baseline != .absent }
        let known = standing.compactMap { $0.rule.flatMap { costs[$0] } }
        self.init(
            repository: repository, at: at, minutes: known.reduce(0, +), lines: lines, rules: rules,
            withoutCost: standing.count - known.count)
    }
}
