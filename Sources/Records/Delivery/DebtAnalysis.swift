/// What mending all that tools found in a commit would take, as whoever ran them worked it out (HANDBOOK A24).
package struct DebtAnalysis: Codable, Hashable, Sendable {
    /// Of the repository and the commit: a later analysis of the same commit takes the place of the earlier one.
    package var key: RecordKey
    package var repository: RecordKey
    package var commit: String
    package var branch: String?
    package var at: Int64
    package var minutes: Double
    /// Of the languages that were analysed, and of no others.
    package var lines: Int
    /// Which rules were in force and what each cost; another text begins another series.
    package var rules: String
    /// Findings whose rule has no cost; they are in no sum.
    package var withoutCost: Int

    package init(
        key: RecordKey, repository: RecordKey, commit: String, branch: String? = nil, at: Int64, minutes: Double,
        lines: Int, rules: String, withoutCost: Int = 0
    ) {
        self.key = key
        self.repository = repository
        self.commit = commit
        self.branch = branch
        self.at = at
        self.minutes = minutes
        self.lines = lines
        self.rules = rules
        self.withoutCost = withoutCost
    }
}
