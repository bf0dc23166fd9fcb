import Records
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

    @Test(arguments: Backend.all)
    func `goes on where each list was left`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                for id in ["hub", "lab"] {
                    try db.save(SourceConnection(id: id, kind: "github", name: id, createdAt: 1_790_000_000))
                }
                try db.saveCursor(.number(1), named: "pulls", of: "hub", waiting: 3)
                try db.saveCursor(.string("two"), named: "issues", of: "hub", isThrough: true, waiting: 1)
                try db.saveCursor(.number(9), named: "pulls", of: "lab")
                try db.saveCursor(.number(2), named: "pulls", of: "hub", isThrough: true, waiting: 2)
            }
            let (all, own, other) = try await database.read { db in
                (
                    try db.cursors(of: "hub"), try db.cursor(named: "pulls", of: "lab"),
                    try db.cursor(named: "issues", of: "lab")
                )
            }
            #expect(all == ["pulls": .number(2), "issues": .string("two")])
            #expect(own == .number(9) && other == nil)
            let (hub, lab) = try await database.read { (try $0.progress(of: "hub"), try $0.progress(of: "lab")) }
            #expect(hub == SourceProgress(through: 2, waiting: 3) && lab == SourceProgress())
            try await database.write { try $0.saveCursor(nil, named: "pulls", of: "hub") }
            #expect(try await database.read { try $0.cursors(of: "hub").count } == 1)
        }
    }
}
