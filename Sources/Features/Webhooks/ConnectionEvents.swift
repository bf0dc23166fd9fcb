import Records
import Store

extension OutgoingEvent {
    /// How the reading of a source goes on; nil where that is no news.
    ///
    /// - Parameters:
    ///   - before: how it stood.
    ///   - now: seconds since 1970.
    package static func connection(
        _ connection: SourceConnection, was before: SourceConnection.State, at now: Int64
    ) -> OutgoingEvent? {
        let kind: Kind
        switch (before, connection.state) {
        case (.active, .failing), (.active, .disabled): kind = .connectionFailing
        case (.failing, .active): kind = .connectionRecovered
        default: return nil
        }
        return OutgoingEvent(
            kind: kind, subject: connection.id, happenedAt: now * 1000, concern: .installation,
            data: [
                "connection": .string(connection.id), "kind": .string(connection.kind),
                "name": .string(connection.name), "trouble": text(connection.trouble),
            ], link: .connections)
    }
}
