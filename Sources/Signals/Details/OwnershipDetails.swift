/// What the page of ownership draws: one row a module.
package struct OwnershipDetails: Codable, Hashable, Sendable {
    package struct Module: Codable, Hashable, Sendable {
        /// The directory; "." for what lies at the top.
        package var path: String
        package var files: Int
        package var lines: Int
        /// Commits of the last 12 months that touched it.
        package var commits: Int
        /// The highest proportion of these commits by one person, 0–1; nil below 20 commits.
        package var ownership: Double?
        /// People with at least 5 % of the commits, and with less.
        package var majors: Int
        package var minors: Int
        /// Who knows it from these commits: the majors, by name.
        package var known: [Knower]

        package var contributors: Int { majors + minors }
    }

    /// By path.
    package var modules: [Module]
}
