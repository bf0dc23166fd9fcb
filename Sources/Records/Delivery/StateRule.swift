/// What a tracker's states mean to a team (HANDBOOK A16): which are work, which are waiting, where work begins and ends.
package struct StateRule: Codable, Hashable, Sendable {
    package enum Meaning: String, Codable, CaseIterable, Sendable {
        /// Not begun: nobody waits for it yet.
        case backlog
        case active
        /// Begun, and nobody works on it.
        case waiting
        case done, dropped
    }

    /// By the tracker's own name, in lower case. The team's words go before the usual ones.
    package var named: [String: Meaning]

    package init(named: [String: Meaning] = [:]) { self.named = named }

    /// Nil for a state that neither the team nor common use names.
    package func meaning(of state: String) -> Meaning? {
        let name = state.lowercased()
        return named[name] ?? Self.usual[name]
    }

    private static let usual: [String: Meaning] = [
        "open": .backlog, "opened": .backlog, "reopened": .backlog, "new": .backlog, "to do": .backlog,
        "todo": .backlog,
        "backlog": .backlog, "triage": .backlog, "in progress": .active, "in-progress": .active, "doing": .active,
        "started": .active, "in development": .active, "reviewing": .active, "in review": .active, "testing": .active,
        "ready": .waiting, "in review queue": .waiting, "review queue": .waiting, "ready for review": .waiting,
        "ready for test": .waiting, "waiting": .waiting, "blocked": .waiting, "on hold": .waiting,
        "waiting for deploy": .waiting, "ready for deploy": .waiting, "done": .done, "closed": .done,
        "resolved": .done, "completed": .done, "released": .done, "cancelled": .dropped, "canceled": .dropped,
        "won't do": .dropped, "wontfix": .dropped, "rejected": .dropped, "duplicate": .dropped, "not planned": .dropped,
    ]
}
