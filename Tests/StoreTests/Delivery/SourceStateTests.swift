import TestKit
import Testing

@testable import Store

@Suite("How the reading of sources goes")
struct SourceStateTests {
    @Test(arguments: Backend.all)
    func `is kept as it was told, and the last troubles with it`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                try db.save(SourceConnection(id: "hub", kind: "github", name: "Hub", createdAt: 1_790_000_000))
            }
            #expect(try await database.read { try $0.sourceSync(of: "hub") } == SourceSync())
            var sync = SourceSync()
            (sync.begunAt, sync.endedAt, sync.nextAt) = (1_790_000_001, 1_790_000_002, 1_790_000_300)
            (sync.failures, sync.calls, sync.answers, sync.readings) = (1, 2, 3, 4)
            sync.limits = [SourceSync.Limit(left: 7, of: nil)]
            sync.missing = ["a runs": "The token may not read it."]
            try await database.write { [sync] db in
                try db.save(SourceSync(), of: "hub")
                try db.save(sync, of: "hub")
                try db.note(
                    (1...25).map { SourceError(happenedAt: 1_790_000_000 + $0, sentence: "Trouble \($0)") }, of: "hub")
            }
            #expect(try await database.read { try $0.sourceSync(of: "hub") } == sync)
            let errors = try await database.read { try $0.sourceErrors(of: "hub") }
            #expect(errors.map(\.sentence) == (6...25).reversed().map { "Trouble \($0)" })
            #expect(errors.first?.happenedAt == 1_790_000_025)
            try await database.write { try $0.wakeSource("hub") }
            let woken = try await database.read { try $0.sourceSync(of: "hub") }
            #expect(woken.nextAt == 0 && woken.endedAt == sync.endedAt)
        }
    }
}
