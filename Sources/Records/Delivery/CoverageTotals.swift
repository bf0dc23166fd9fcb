/// Lines and branches that tests can run, and those that they ran.
package struct CoverageTotals: Codable, Hashable, Sendable {
    package var files: Int
    package var lines: Int
    package var linesCovered: Int
    package var branches: Int
    package var branchesTaken: Int

    package init(files: Int = 0, lines: Int = 0, linesCovered: Int = 0, branches: Int = 0, branchesTaken: Int = 0) {
        self.files = files
        self.lines = lines
        self.linesCovered = linesCovered
        self.branches = branches
        self.branchesTaken = branchesTaken
    }

    package init(_ file: FileCoverage) {
        self.init(
            files: 1, lines: file.linesCoverable, linesCovered: file.linesCovered, branches: file.branchesAll,
            branchesTaken: file.branchesTaken)
    }

    /// Covered of coverable lines, 0 to 1; nil where there are none.
    package var lineShare: Double? { share(linesCovered, of: lines) }

    /// Taken of all branches, 0 to 1; nil where there are none.
    package var branchShare: Double? { share(branchesTaken, of: branches) }

    /// Lines and branches in one, as SonarQube defines it (HANDBOOK A21): conditions that were true, conditions that
    /// were false and covered lines, of twice the conditions and all lines. Each branch is one side of a condition.
    package var combinedShare: Double? { share(branchesTaken + linesCovered, of: branches + lines) }

    /// Sums, never an average of shares: a small file weighs little.
    package static func + (one: CoverageTotals, other: CoverageTotals) -> CoverageTotals {
        CoverageTotals(
            files: one.files + other.files, lines: one.lines + other.lines,
            linesCovered: one.linesCovered + other.linesCovered, branches: one.branches + other.branches,
            branchesTaken: one.branchesTaken + other.branchesTaken)
    }

    package static func += (one: inout CoverageTotals, other: CoverageTotals) { one = one + other }

    private func share(_ part: Int, of whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}
