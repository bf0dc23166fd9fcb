import Foundation
import Records
import Store

/// What becomes of connected sources, by whoever looks after them; each step stands in the audit log.
extension Connection {
    /// - Parameter secrets: sealed already.
    package func connect(
        _ connection: SourceConnection, secrets: [UInt8], by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        var connection = connection
        connection.secrets = secrets
        try save(connection)
        try audit(.sourceConnected, of: connection.id, by: actor, at: now)
        try wakeSource(connection.id)
    }

    /// Changes what is read and with what, and begins anew where somebody had to mend it.
    ///
    /// - Parameter secrets: sealed already; nil leaves them as they are.
    package func change(
        _ id: SourceConnection.ID, name: String, settings: [String: String], secrets: [UInt8]?,
        by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        guard var connection = try sourceConnection(id) else { return }
        connection.name = name
        connection.settings = settings
        if let secrets { connection.secrets = secrets }
        if connection.state != .paused, connection.state != .closed {
            connection.state = .active
            connection.trouble = nil
        }
        try save(connection)
        try audit(.sourceChanged, of: id, by: actor, at: now)
        try wakeSource(id)
    }

    package func pauseSource(_ id: SourceConnection.ID, by actor: AuditEntry.Actor, at now: Int64) throws {
        try save(.paused, trouble: nil, of: id)
        try audit(.sourcePaused, of: id, by: actor, at: now)
    }

    package func resumeSource(_ id: SourceConnection.ID, by actor: AuditEntry.Actor, at now: Int64) throws {
        try save(.active, trouble: nil, of: id)
        var sync = try sourceSync(of: id)
        sync.failures = 0
        try save(sync, of: id)
        try audit(.sourceResumed, of: id, by: actor, at: now)
        try wakeSource(id)
    }

    /// Takes a source away. Its secrets go; what it told stays.
    package func closeSource(_ id: SourceConnection.ID, by actor: AuditEntry.Actor, at now: Int64) throws {
        guard var connection = try sourceConnection(id) else { return }
        connection.state = .closed
        connection.trouble = nil
        connection.secrets = nil
        try save(connection)
        try audit(.sourceClosed, of: id, by: actor, at: now)
    }

    /// - Parameter secrets: sealed already, the new one among them.
    package func changeWebhookSecret(
        of id: SourceConnection.ID, secrets: [UInt8], by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        guard var connection = try sourceConnection(id) else { return }
        connection.secrets = secrets
        try save(connection)
        try audit(.webhookSecretMade, of: id, by: actor, at: now)
    }

    /// A source that is not closed, by its id, or by its name where only one has it.
    package func openSource(_ words: String) throws -> SourceConnection? {
        let open = try sourceConnections()
        let named = open.filter { $0.name == words }
        return open.first { $0.id == words } ?? (named.count == 1 ? named[0] : nil)
    }
}
