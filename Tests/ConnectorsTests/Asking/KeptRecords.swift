import Connectors
import Foundation
import Records
import Synchronization
import Testing

/// What a store would keep of a sync: records by what their latest answer says, and cursors as JSON.
final class KeptRecords: Sendable {
    private struct State {
        var records = LatestRecords()
        var cursors: [String: JSONValue] = [:]
        var gone: Set<RecordKey> = []
    }

    private let state = Mutex(State())
    private let connector: Connector

    init(_ connector: Connector) { self.connector = connector }

    var cursors: [String: JSONValue] { state.withLock { $0.cursors } }
    var gone: Set<RecordKey> { state.withLock { $0.gone } }
    var records: [Record] { state.withLock { $0.records.inOrder } }

    var sink: SyncSink {
        SyncSink(
            save: { page in
                let records = try page.answers.flatMap(self.mapped)
                self.state.withLock { state in
                    for record in records { state.records.insert(record) }
                    state.cursors[page.reading] = page.cursor
                    state.gone.formUnion(page.gone)
                }
            },
            compare: { listing in
                let known = Set(self.records.compactMap { $0.subject(of: listing.kind) })
                return (listing.keys.subtracting(known).sorted(), known.subtracting(listing.keys).sorted())
            })
    }

    /// An answer always means the same, so each is mapped once for all syncs of a test run.
    private static let meanings = Mutex<[RawAnswer: [Record]]>([:])

    private func mapped(_ answer: RawAnswer) throws -> [Record] {
        if let known = Self.meanings.withLock({ $0[answer] }) { return known }
        let records = try connector.map(answer)
        Self.meanings.withLock { $0[answer] = records }
        return records
    }

    /// Syncs until nothing stops it any more.
    func sync(_ sync: Sync, _ tool: FaultyTool) async throws -> SyncReport {
        for _ in 0..<200 {
            do { return try await sync.run(fetch: tool.fetch(), cursors: cursors, sink: sink) } catch is AskingTrouble {
                tool.pass(1_000)
            }
        }
        Issue.record("It never came to an end.")
        return SyncReport()
    }
}

extension Record {
    func subject(of kind: RecordKey.Kind) -> RecordKey? {
        switch self {
        case .pullRequest(let it) where kind == .pullRequest: it.key
        case .workItem(let it) where kind == .workItem: it.key
        default: nil
        }
    }
}
