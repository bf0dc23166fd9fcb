import Connectors
import Features
import Foundation
import Records
import Store

/// Where a sync's answers go: into the store, each page in one transaction with the place where it goes on.
struct StoreSink: Sendable {
    let database: any Database
    let connection: SourceConnection.ID
    let connector: Connector
    let now: @Sendable () -> Date
    /// Is told after each page.
    let saved: @Sendable () async -> Void

    /// Somebody paused or closed the connection while it was read.
    struct Stopped: Error {}

    var sink: SyncSink {
        SyncSink(save: { try await save($0) }, compare: { try await compare($0) })
    }

    /// An answer that cannot be understood is told to whoever looks after the connection, and stops nothing.
    private func save(_ page: SyncPage) async throws {
        let receivedAt = Int64(now().timeIntervalSince1970 * 1000)
        var told: [Told] = []
        var errors: [SourceError] = []
        for answer in page.answers {
            do { told.append(try Telling.told(answer, receivedAt: receivedAt, connector: connector)) } catch {
                errors.append(
                    SourceError(
                        happenedAt: receivedAt / 1000, sentence: "An answer (\(answer.category)): \(error)",
                        address: answer.url))
            }
        }
        try await database.write(.relaxed) { [told, errors, connection] db in
            guard let state = try db.sourceConnection(connection)?.state, state == .active || state == .failing else {
                throw Stopped()
            }
            try db.emitRecorded(try db.save(told, of: connection), at: receivedAt / 1000)
            try db.markGone(page.gone, at: receivedAt)
            try db.note(errors, of: connection)
            try db.saveCursor(
                page.cursor, named: page.reading, of: connection, isThrough: page.isThrough, waiting: page.waiting)
        }
        await saved()
    }

    private func compare(_ listing: SyncListing) async throws -> (unknown: [RecordKey], unlisted: [RecordKey]) {
        let known = try await database.read { try $0.keys(of: listing.kind, in: listing.parent) }
        return (listing.keys.subtracting(known).sorted(), known.subtracting(listing.keys).sorted())
    }
}
