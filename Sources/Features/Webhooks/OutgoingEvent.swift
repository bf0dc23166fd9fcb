import Crypto
import Foundation
import Records

/// A fact that Tutti tells others by itself: of a team or of the installation, never of a person, and nothing of an answer.
package struct OutgoingEvent: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case pulseOpened = "pulse.opened"
        case pulseClosed = "pulse.closed"
        case pulseReleased = "pulse.released"
        case findingRaised = "finding.raised"
        case findingEnded = "finding.ended"
        case deploymentRecorded = "deployment.recorded"
        case incidentRecorded = "incident.recorded"
        case incidentResolved = "incident.resolved"
        case connectionFailing = "connection.failing"
        case connectionRecovered = "connection.recovered"
        /// To one endpoint, because somebody wants to see whether it arrives.
        case test = "webhook.test"

        /// Those that an endpoint may choose.
        package static let chosen = allCases.filter { $0 != .test }

        package var words: String {
            switch self {
            case .pulseOpened: "a round or a poll opens"
            case .pulseClosed: "a round or a poll takes no more answers"
            case .pulseReleased: "its results can be read, or it is said that too few answered"
            case .findingRaised: "a signal has something to say about a repository or a team"
            case .findingEnded: "what a signal said holds no more"
            case .deploymentRecorded: "a deployment has ended"
            case .incidentRecorded: "an incident is told of for the first time"
            case .incidentResolved: "an incident is known to be over"
            case .connectionFailing: "a source or a clone cannot be read"
            case .connectionRecovered: "a source or a clone that could not be read is read again"
            case .test: "somebody tries whether webhooks arrive"
            }
        }
    }

    /// Whose fact it is.
    package enum Concern: Hashable, Sendable {
        case installation
        /// All teams alike.
        case everybody
        /// None where nobody answers for it.
        case teams(Set<String>)
    }

    let kind: Kind
    /// What it is about, by a name that stays.
    let subject: String
    /// Milliseconds since 1970. What lies ahead is sent then.
    let happenedAt: Int64
    let concern: Concern
    let data: [String: JSONValue]
    /// The page that shows it.
    let link: Link

    /// The same whenever the same fact is written down. Without a full stop, which signatures use.
    var id: String {
        let hash = SHA256.hash(data: Data("\(kind.rawValue)\n\(subject)\n\(happenedAt)".utf8))
        return "evt_" + Hexadecimal.text(Array(hash.prefix(16)))
    }

    /// - Parameter base: where Tutti is, without a slash at its end: `https://tutti.example.org`.
    func body(base: String?) throws -> String {
        var data = data
        data["path"] = .string(link.path)
        if let base { data["url"] = .string(base + link.path) }
        let body: JSONValue = [
            "type": .string(kind.rawValue), "timestamp": .string(Days.instant(happenedAt / 1000)),
            "data": .object(data),
        ]
        return String(decoding: try JSONValue.canonical(body), as: UTF8.self)
    }
}

extension OutgoingEvent {
    static func test(of endpoint: WebhookEndpoint, at now: Int64) -> OutgoingEvent {
        OutgoingEvent(
            kind: .test, subject: endpoint.id, happenedAt: now, concern: .installation,
            data: ["endpoint": .string(endpoint.id)], link: .webhook(endpoint.id))
    }

    /// Null for what is not known.
    static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// - Parameter seconds: since 1970.
    static func instant(_ seconds: Int64?) -> JSONValue { text(seconds.map { Days.instant($0) }) }
}
