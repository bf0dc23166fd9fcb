import Foundation

/// What a git history cannot show, and which connection would.
package struct NotSeen: Codable, Hashable, Sendable {
    package let what: String
    /// What would show it, as the rest of a sentence.
    package let connection: String

    /// "a tracker": what would show it, alone.
    package var source: String {
        connection.range(of: " would ").map { String(connection[..<$0.lowerBound]) } ?? connection
    }

    package static let all = [
        NotSeen(what: "reviews, and how long pull requests wait", connection: "GitHub or GitLab would show them"),
        NotSeen(what: "builds, tests and coverage", connection: "the pipeline would show them"),
        NotSeen(what: "deployments, and which of them failed", connection: "the pipeline would show them"),
        NotSeen(what: "work in progress and what was planned", connection: "a tracker would show it"),
        NotSeen(what: "how the work feels to those who do it", connection: "a pulse would tell"),
    ]
}
