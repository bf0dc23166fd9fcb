import Records
import Store

/// A connected source as its card shows it; nothing secret.
struct SourceRow: Sendable {
    let id: SourceConnection.ID
    let kind: SourceKind
    let name: String
    let settings: [String: String]
    let state: SourceConnection.State
    let trouble: String?
    let sync: SourceSync
    let progress: SourceProgress
    let inbox: InboxState
    let errors: [SourceError]
}

extension Connection {
    /// Nil for what only sends, and is not asked.
    func sourceRow(_ connection: SourceConnection, _ desk: SourceDesk) throws -> SourceRow? {
        guard let kind = desk.kind(connection.kind)?.kind else { return nil }
        return SourceRow(
            id: connection.id, kind: kind, name: connection.name, settings: connection.settings,
            state: connection.state, trouble: connection.trouble, sync: try sourceSync(of: connection.id),
            progress: try progress(of: connection.id), inbox: try inbox(of: connection.id),
            errors: try sourceErrors(of: connection.id))
    }
}

extension LiveEvent {
    /// How a source does now; nil where nobody shows it.
    package static func source(
        _ id: SourceConnection.ID, _ desk: SourceDesk, in connection: any Connection
    ) throws -> LiveEvent? {
        guard let source = try connection.sourceConnection(id), let row = try connection.sourceRow(source, desk) else {
            return nil
        }
        return LiveEvent(topic: SourceCard.topic(id), html: SourceCard.state(of: row))
    }
}
