import Foundation
import Store
import TestKit
import Testing

@Suite("Claims", .timeLimit(.minutes(40)))
struct ClaimTests {
    @Test(arguments: Backend.all)
    func `one process at a time does what is claimed`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let (here, there) = (try await Databases.open(location), try await Databases.open(location))
            let done = try await here.claiming("import \"x\"") {
                let elsewhere = try await there.claiming("import \"x\"") { true }
                let again = try await here.claiming("import \"x\"") { true }
                #expect(elsewhere == nil && again == nil)
                return try await there.claiming("import y") { true }
            }
            #expect(done == true)
            let after = try await there.claiming("import \"x\"") { true }
            #expect(after == true)
            try await here.close()
            try await there.close()
        }
    }

    @Test(arguments: Backend.all)
    func `what fails gives its claim back`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            await #expect(throws: Stop.self) {
                _ = try await database.claiming("import") { () throws -> Bool in throw Stop() }
            }
            let again = try await database.claiming("import") { true }
            #expect(again == true)
        }
    }

    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `a lost connection loses its claims, and the next one has them`() async throws {
        let server = try PostgresServer.shared()
        try await Backend.postgres.withLocation { location in
            let (here, there) = (try await Databases.open(location), try await Databases.open(location))
            let claim = try #require(try await here.claim("import \(getpid())"))
            #expect(await claim.isHeld())
            // This claim's connection alone: other tests hold theirs on the same server.
            try server.run(
                """
                SELECT count(pg_terminate_backend(pid)) FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND ((classid::bigint << 32) | objid::bigint)
                    = hashtextextended('tutti public import \(getpid())', 0)
                """)
            #expect(await !claim.isHeld())
            let next = try #require(try await there.claim("import \(getpid())"))
            await claim.release()
            #expect(await next.isHeld())
            try await here.close()
            try await there.close()
        }
    }

    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `two installations in schemas of one database do not wait for each other`() async throws {
        try await Backend.postgres.withLocation { location in
            guard case .server(let url) = location else { return }
            let first = try await Databases.open(location)
            try await first.write { _ = try $0.run("CREATE SCHEMA second") }
            let second = try await Databases.open(DatabaseLocation(parse: url + "&options=-csearch_path%3Dsecond"))
            let both = try await first.claiming("import") { try await second.claiming("import") { true } }
            #expect(both == true)
            try await first.write { try $0.makeRepository("a") }
            #expect(try await second.read { try $0.value("SELECT count(*) FROM repository") } == 0)
            try await first.close()
            try await second.close()
        }
    }
}
