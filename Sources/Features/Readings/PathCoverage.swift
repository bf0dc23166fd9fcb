import Records
import Signals

/// How path rules meet the tree at the head.
package struct PathCoverage: Codable, Hashable, Sendable {
    /// Empty where everything belongs to it.
    package var paths: [String]
    /// Files at the head that lie under one of the rules.
    package var files: Int
    /// The rules under which no file lies.
    package var emptyPaths: [String]

    package init(_ paths: [String], _ snapshot: Snapshot) {
        self.paths = paths
        var rules = Evidence.Options()
        rules.pathRules = paths
        files = snapshot.files.count { rules.covers($0.path) }
        emptyPaths = paths.filter { path in
            rules.pathRules = [path]
            return !snapshot.files.contains { rules.covers($0.path) }
        }
    }

    /// Nil where the evidence is of everything.
    package init?(of evidence: Evidence) {
        guard !evidence.options.pathRules.isEmpty else { return nil }
        self.init(evidence.options.pathRules, evidence.snapshot)
    }

    /// What is wrong with the rules, as a sentence; nil where each has a file.
    package var trouble: String? {
        guard !emptyPaths.isEmpty else { return nil }
        let all = emptyPaths.count == paths.count ? "none of the paths matches a file: " : ""
        return "\(all)no file at the head lies under \(Wording.list(emptyPaths))."
    }
}
