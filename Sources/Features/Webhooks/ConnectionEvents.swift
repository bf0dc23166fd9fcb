import Records
import Store

extension Connection {
    /// Tells that a repository cannot be imported, or can be again. Asked before the end of its import is written.
    ///
    /// - Parameters:
    ///   - trouble: nil where the import succeeds.
    ///   - now: seconds since 1970.
    package func emitImport(of repository: Repository, trouble: String?, at now: Int64) throws {
        guard try isListened(to: [.connectionFailing, .connectionRecovered]) else { return }
        let wasFailing = try lastEndedImport(of: repository.id)?.status == .failed
        if wasFailing != (trouble != nil) { try emit([.repository(repository, trouble: trouble, at: now)]) }
    }
}

extension OutgoingEvent {
    fileprivate static func repository(_ repository: Repository, trouble: String?, at now: Int64) -> OutgoingEvent {
        OutgoingEvent(
            kind: trouble == nil ? .connectionRecovered : .connectionFailing, subject: "repository \(repository.id)",
            happenedAt: now * 1000, concern: .installation,
            data: [
                "connection": .string(repository.id), "kind": "git", "name": .string(repository.name),
                "trouble": text(trouble),
            ], link: .connections)
    }

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
