/// What the page of code age draws.
package struct CodeAgeDetails: Codable, Hashable, Sendable {
    /// Files whose last content change lies this many months back.
    package struct Bucket: Codable, Hashable, Sendable {
        package var fromMonths: Double
        /// Not part of it; nil for the last one.
        package var toMonths: Double?
        package var files: Int
        package var lines: Int
    }

    package struct Module: Codable, Hashable, Sendable {
        /// The directory; "." for what lies at the top.
        package var path: String
        package var files: Int
        package var lines: Int
        /// Line-weighted.
        package var medianMonths: Double
    }

    package var files: Int
    package var lines: Int
    /// Line-weighted percentiles of the age in months.
    package var p25: Double
    package var median: Double
    package var p75: Double
    package var p90: Double
    /// Under 1, 3, 6, 12, 24, 48 months, and more.
    package var buckets: [Bucket]
    /// By path.
    package var modules: [Module]
}
