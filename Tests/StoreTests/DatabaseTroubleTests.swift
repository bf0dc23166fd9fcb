import Foundation
import Store
import TestKit
import Testing

@Suite("Trouble with a database", .timeLimit(.minutes(40)))
struct DatabaseTroubleTests {
    @Test func `a file that is no database says so, and stays as it is`() async throws {
        try await Backend.sqlite.withLocation { location in
            let content = Data(repeating: 65, count: 5000)
            try content.write(to: URL(filePath: location.description))
            await #expect(throws: DatabaseTrouble.notADatabase(path: location.description)) {
                try await Databases.open(location)
            }
            #expect(try Data(contentsOf: URL(filePath: location.description)) == content)
        }
    }

    @Test(arguments: ["/proc/tutti.db", "/dev/null/x/tutti.db", "/proc"])
    func `a place that cannot be written says so`(_ path: String) async {
        await #expect(throws: DatabaseTrouble.notWritable(path: path)) { try await Databases.open(.file(path: path)) }
    }

    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `a server that is not there is unreachable, at once and without the password`() async throws {
        let location = try DatabaseLocation(parse: "postgres://lee:secret@127.0.0.1:1/tutti")
        let error = await #expect(throws: DatabaseTrouble.self) { try await Databases.open(location) }
        guard case .unreachable(let server, _)? = error else { throw error ?? .failed("no error") }
        #expect(server == "postgresql://lee@127.0.0.1:1/tutti")
        #expect(!"\(error.map(String.init(describing:)) ?? "")".contains("secret"))
    }

    @Test func `a missing library is named, with what to install`() {
        let trouble = DatabaseTrouble.noLibrary("libpq", reason: "libpq.so.5: cannot open shared object file")
        #expect("\(trouble)".contains("libpq.so.5: cannot open") && "\(trouble)".contains("apt install libpq5"))
    }

    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `a wrong password is told apart from a server that is away`() async throws {
        let server = try PostgresServer.shared()
        try server.run(
            """
            DO $$ BEGIN CREATE ROLE stranger LOGIN PASSWORD 'right'; EXCEPTION WHEN duplicate_object THEN END $$
            """)
        for password in ["", ":wrong"] {
            let location = try server.location(user: "stranger\(password)", "connect_timeout=5")
            await #expect(throws: DatabaseTrouble.wrongPassword(server: location.description)) {
                try await Databases.open(location)
            }
        }
    }

    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `connections that the server ends are made again`() async throws {
        let server = try PostgresServer.shared()
        try await Backend.postgres.withLocation { location in
            guard case .server(let url) = location else { return }
            let name = "ended_\(UUID().uuidString.prefix(8))"
            let database = try await Databases.open(DatabaseLocation(parse: url + "&application_name=\(name)"))
            let end: @Sendable () throws -> String = {
                try server.run(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '\(name)'")
            }
            #expect(try end() == "1")
            #expect(try await database.read { try $0.value("SELECT 1 + 1") } == 2)

            // In the middle of a transaction: it is taken again from its beginning.
            let attempts = Counter()
            try await database.write { db in
                try db.makeRepository("a")
                if attempts.next() == 1 { _ = try end() }
                try db.makeRepository("b")
            }
            #expect(attempts.value == 2)
            #expect(try await database.read { try $0.value("SELECT count(*) FROM repository") } == 2)
            try await database.close()
        }
    }
}
