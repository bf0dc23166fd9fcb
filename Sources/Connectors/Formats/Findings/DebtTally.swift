import Records

/// Adds up what mending findings would take, as they are read from reports of any length (HANDBOOK A24).
///
/// What is suppressed, what an earlier run had and this one has not, and results that are no failure cost nothing.
package struct DebtTally: Sendable {
    private let costs: MendingCosts
    private let isAnalysed: @Sendable (String) -> Bool

    package private(set) var minutes = 0.0
    /// Findings that are in the sum.
    package private(set) var findings = 0
    /// By rule; empty for findings that name none.
    package private(set) var withoutCost: [String: Int] = [:]
    /// Findings in files that do not belong to what is analysed; they are in no sum, as the lines of these files are in none.
    package private(set) var elsewhere = 0

    /// - Parameter isAnalysed: whether the lines of a file are counted, by its path as reports name it.
    package init(_ costs: MendingCosts, isAnalysed: @escaping @Sendable (String) -> Bool) {
        self.costs = costs
        self.isAnalysed = isAnalysed
    }

    package mutating func add(_ finding: CodeFinding) {
        if finding.isSuppressed || finding.baseline == .absent || finding.level == .none { return }
        if let path = finding.path, !isAnalysed(path) {
            elsewhere += 1
        } else if let cost = costs.minutes(for: finding) {
            findings += 1
            minutes += cost
        } else {
            withoutCost[finding.rule ?? "", default: 0] += 1
        }
    }
}
