import Records

/// What tests run of each repository's latest measured commit.
package struct CoverageDetails: Codable, Hashable, Sendable {
    package struct Repository: Codable, Hashable, Sendable {
        /// Nil where the report names none.
        package var repository: RecordKey?
        package var commit: String
        package var at: Int64
        package var reports: Int
        package var totals: CoverageTotals
    }

    package struct Point: Codable, Hashable, Sendable {
        package var at: Int64
        package var commit: String
        package var lineShare: Double
    }

    package var repositories: [Repository]
    package var totals: CoverageTotals
    /// Each measured commit of the timeframe, oldest first.
    package var trend: [Point]
}

/// What tests run of the lines that pull requests added.
package struct ChangeCoverageDetails: Codable, Hashable, Sendable {
    package var pullRequests: Int
    package var covered: Int
    package var coverable: Int
    /// Added nothing that tests could run; undefined and in no sum.
    package var withoutLines: Int
    /// Merged, and nobody measured them.
    package var missing: Int
}
