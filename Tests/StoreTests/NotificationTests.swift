import Foundation
import Store
import TestKit
import Testing

@Suite("Notifications", .timeLimit(.minutes(40)))
struct NotificationTests {
    @Test(arguments: Backend.all)
    func `arrive after the commit, in order, on their own channel`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let heard = try await database.notifications(on: "import \"x\"")
            let elsewhere = try await database.notifications(on: "other")
            try? await database.write { db in
                try db.notify("import \"x\"", "never")
                throw Stop()
            }
            try await database.write { db in
                try db.notify("import \"x\"", "first")
                try db.notify("import \"x\"", "'second'")
                try db.notify("other", "third")
            }
            #expect(await heard.first(2) == ["first", "'second'"])
            #expect(await elsewhere.first(1) == ["third"])
        }
    }

    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `cross from one process to another on PostgreSQL`() async throws {
        try await Backend.postgres.withLocation { location in
            let here = try await Databases.open(location)
            let there = try await Databases.open(location)
            let heard = try await here.notifications(on: "commits")
            try await there.write { try $0.notify("commits", "17") }
            #expect(await heard.first(1) == ["17"])
            try await here.close()
            try await there.close()
        }
    }

    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `go on after a lost connection, and say that something may be missing`() async throws {
        let server = try PostgresServer.shared()
        try await Backend.postgres.withLocation { location in
            let database = try await Databases.open(location)
            let heard = try await database.notifications(on: "listener_\(getpid())")
            let ended = try server.run(
                """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE query LIKE 'LISTEN "listener_\(getpid())%'
                """)
            #expect(ended == "1")
            #expect(await heard.first(1) == [""])
            try await database.write { try $0.notify("listener_\(getpid())", "back") }
            #expect(await heard.first(1) == ["back"])
            try await database.close()
        }
    }

    @Test(arguments: Backend.all)
    func `end when the database closes`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let database = try await Databases.open(location)
            let heard = try await database.notifications(on: "ending")
            try await database.close()
            #expect(await heard.first(1) == [])
        }
    }

    @Test(arguments: Backend.all)
    func `carry ids and not contents`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            for payload in ["", String(repeating: "x", count: 8000)] {
                await #expect(throws: DatabaseTrouble.self) { try await database.write { try $0.notify("x", payload) } }
            }
            try await database.write { try $0.notify("x", String(repeating: "x", count: 7999)) }
        }
    }
}

extension AsyncStream<String> {
    func first(_ count: Int) async -> [String] {
        var all: [String] = []
        for await element in self {
            all.append(element)
            if all.count == count { break }
        }
        return all
    }
}
