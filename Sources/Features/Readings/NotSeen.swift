import Foundation
import Signals

/// What a git history cannot show, and which connection would.
package struct NotSeen: Codable, Hashable, Sendable {
    package let what: String
    /// What would show it, as the rest of a sentence.
    package let connection: String

    /// "a tracker": what would show it, alone.
    package var source: String {
        connection.range(of: " would ").map { String(connection[..<$0.lowerBound]) } ?? connection
    }

    /// Any of these signals has seen it once it was measured.
    private var signals: [String] = []

    private enum CodingKeys: CodingKey {
        case what, connection
    }

    private init(_ what: String, _ connection: String, _ signals: [String]) {
        self.what = what
        self.connection = connection
        self.signals = signals
    }

    /// Whether an installation knows of it: too little to give a number is known as well.
    func isShown(by deliveries: DeliveryReadings?) -> Bool {
        signals.contains { id in
            guard let measurement = deliveries?[id] else { return false }
            return measurement.status == .ok || measurement.status == .tooFew && measurement.sample.count > 0
        }
    }

    package static let all = [
        NotSeen(
            "reviews, and how long pull requests wait", "GitHub or GitLab would show them",
            ["first-review", "cycle-time", "pull-request-size"]),
        NotSeen("builds, tests and coverage", "the pipeline would show them", ["build-success", "build-duration"]),
        NotSeen(
            "deployments, and which of them failed", "the pipeline would show them",
            ["deployment-frequency", "change-fail-rate"]),
        NotSeen(
            "work in progress and what was planned", "a tracker would show it", ["work-in-progress", "throughput"]),
        NotSeen("how the work feels to those who do it", "a pulse would tell", []),
    ]
}
