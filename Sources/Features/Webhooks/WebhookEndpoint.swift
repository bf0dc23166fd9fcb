import Records
import Store

/// An address that an administrator named, which is told what happens.
package struct WebhookEndpoint: Hashable, Identifiable, Sendable {
    package enum State: String, Sendable {
        case active
        /// By somebody: what happens waits until it goes on.
        case paused
        /// It said that it is gone, or took nothing for days: it is told nothing until somebody resumes it.
        case disabled
    }

    package let id: String
    package var name: String
    package var url: String
    /// Nil for all, those to come included.
    package var kinds: Set<OutgoingEvent.Kind>?
    /// The one team whose facts it is told, those of its parts among them; nil for everything.
    package var team: String?
    /// Where Tutti is, for links that lead there; nil where nobody said.
    package var base: String?
    /// `WebhookSecrets`, sealed.
    package var secrets: [UInt8]
    package var state = State.active
    /// Why nothing is delivered, as a sentence.
    package var trouble: String?
    /// The first failure since something was delivered, in milliseconds since 1970.
    package var failingSince: Int64?
    /// Seconds since 1970.
    package var madeAt: Int64

    /// - Parameter tree: of all teams.
    func wants(_ event: OutgoingEvent, in tree: TeamTree) -> Bool {
        guard kinds?.contains(event.kind) ?? true else { return false }
        guard let team else { return true }
        switch event.concern {
        case .installation: return false
        case .everybody: return true
        case .teams(let names):
            return names.contains { name in name == team || tree.above(name).contains { $0.name == team } }
        }
    }
}

extension WebhookEndpoint.State: SQLValue {}

extension WebhookEndpoint {
    static let columns: SQL = """
        SELECT id, name, url, types, team, base, secrets, state, trouble, failing_since, made_at FROM webhook_endpoint
        """

    init(_ row: Row) throws {
        let types = try row.text(3).split(separator: " ").compactMap { OutgoingEvent.Kind(rawValue: String($0)) }
        self.init(
            id: try row.get(0), name: try row.get(1), url: try row.get(2), kinds: types.isEmpty ? nil : Set(types),
            team: try row.get(4), base: try row.get(5), secrets: try row.get(6), state: try row.get(7),
            trouble: try row.get(8), failingSince: try row.get(9), madeAt: try row.get(10, as: Int64.self) / 1000)
    }

    var types: String { (kinds ?? []).map(\.rawValue).sorted().joined(separator: " ") }
}
