/// How much of what a change adds is run by tests (HANDBOOK A21).
package struct DiffCoverage: Codable, Hashable, Sendable {
    package struct File: Codable, Hashable, Sendable {
        package var path: String
        package var added: Int
        package var coverable: Int
        package var covered: Int
        /// Lines that tests could run and did not, by number.
        package var missing: [Int]
    }

    /// Files with added lines, by path.
    package var files: [File]

    /// - Parameters:
    ///   - added: numbers of added lines by path in the repository, as they are after the change.
    ///   - coverage: of the change's merged state, with paths in the repository.
    package init(added: [String: Set<Int>], coverage: CoverageUnion) {
        files = added.keys.sorted().compactMap { path in
            guard let lines = added[path], !lines.isEmpty else { return nil }
            let known = coverage[path]?.lines ?? [:]
            let coverable = lines.filter { known[$0] != nil }
            let missing = coverable.filter { known[$0] == 0 }.sorted()
            return File(
                path: path, added: lines.count, coverable: coverable.count,
                covered: coverable.count - missing.count, missing: missing)
        }
    }

    package var added: Int { files.reduce(0) { $0 + $1.added } }
    package var coverable: Int { files.reduce(0) { $0 + $1.coverable } }
    package var covered: Int { files.reduce(0) { $0 + $1.covered } }

    /// Added lines that no report knows as lines that can run: comments, braces, and files that no test suite loads.
    package var notInstrumented: Int { added - coverable }

    /// Covered of coverable added lines, 0 to 1; nil where no line that can run was added.
    package var share: Double? { coverable > 0 ? Double(covered) / Double(coverable) : nil }
}
