import Foundation
import Records
import Store
import TestKit
import Testing

@Suite("Two server processes on one PostgreSQL", .timeLimit(.minutes(40)))
struct TakeoverTests {
    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `the other takes over an import whose process was killed`() async throws {
        let source = try EventfulRepository(seed: 9)
        try source.live(through: 9000, rewriting: false)
        try await Backend.postgres.withLocation { location in
            guard case .server(let url) = location else { return }
            let database = try await Databases.open(location)
            try await database.write { try $0.haltLate() }
            let first = try serve(source.path, url)
            let half = try await run(in: database) { $0.status == .running && $0.commitsDone > 0 }
            #expect(half?.status == .running)
            let second = try serve(source.path, url)
            kill(first.processIdentifier, SIGKILL)
            first.waitUntilExit()
            try await database.write { try $0.endHalt() }
            let last = try await run(in: database) { $0.status == .finished }
            #expect(last?.status == .finished)
            #expect(try await database.read { try $0.commitCount(of: "work") } == 9000)
            let runs = try await database.read { try $0.importRuns() }
            #expect(runs.map(\.status) == [.finished, .interrupted])
            second.terminate()
            second.waitUntilExit()
            #expect(second.terminationStatus == 0)
            try await database.close()
        }
    }

    private func serve(_ path: String, _ url: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: BuiltProgram.path("tutti"))
        process.arguments = [
            "serve", "--port", "0", "--repository", path, "--database", url, "--data", path + "-data",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// The newest import, once it is as wanted; waits for at most two minutes.
    private func run(
        in database: any Database, until isWanted: @Sendable (ImportRun) -> Bool
    ) async throws -> ImportRun? {
        var last: ImportRun?
        for _ in 0..<24000 {
            last = try await database.read { try $0.importRuns(limit: 1).first }
            if let last, isWanted(last) { break }
            try await Task.sleep(for: .milliseconds(5))
        }
        return last
    }
}

extension Connection {
    /// Whoever writes the 8000th commit of a repository sleeps over it, so that a kill finds the import in the middle however
    /// quick or slow the machine is.
    fileprivate func haltLate() throws {
        try run(
            """
            CREATE FUNCTION halt() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$
            """)
        try run(
            """
            CREATE TRIGGER halt BEFORE INSERT ON git_commit FOR EACH ROW WHEN (NEW.number = 8000)
            EXECUTE FUNCTION halt()
            """)
    }

    /// The sleeper's process is dead: its session ends, as when the server finds that nobody listens.
    fileprivate func endHalt() throws {
        _ = try rows(
            """
            SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event = 'PgSleep'
            """
        ) { try $0.text(0) }
        try run("DROP TRIGGER halt ON git_commit")
    }
}
