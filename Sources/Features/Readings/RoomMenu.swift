import Interface
import Records

/// The rooms that exist, and which signal lives in which.
package enum RoomMenu {
    package static func rooms(of repository: Repository.ID?, in scope: Scope = .everything) -> [Room] {
        let connections = Room("Connections", id: "connections", href: Link.connections.path)
        let pulse = Room("Pulse", id: "pulse", href: Link.pulse.path)
        let delivery = Room("Delivery", id: "delivery", href: Link.deliveries.path)
        guard let repository else {
            return [Room("Today", id: "today", href: Link.home.path), delivery, pulse, connections]
        }
        return [
            Room("Today", id: "today", href: Link.home.with("repository", repository).within(scope).path), delivery,
            Room("Knowledge", id: "knowledge", href: Link.knowledge(repository).within(scope).path),
            pulse,
            Room("People", id: "people", href: Link.people(repository).within(scope).path),
            connections,
        ]
    }

    package static func room(of signal: String) -> Room.ID {
        switch signal {
        case "release-cadence": "delivery"
        case "ramp-up", "pairing-coverage", "after-hours", "unresolved-identities": "people"
        default: "knowledge"
        }
    }
}
