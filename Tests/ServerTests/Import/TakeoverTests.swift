import Foundation
import Records
import Store
import TestKit
import Testing

@Suite("Two server processes on one PostgreSQL", .timeLimit(.minutes(20)))
struct TakeoverTests {
    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `the other takes over an import whose process was killed`() async throws {
        let source = try EventfulRepository(seed: 9)
        try source.live(through: 9000, rewriting: false)
        try await Backend.postgres.withLocation { location in
            guard case .server(let url) = location else { return }
            let database = try await Databases.open(location)
            let first = try serve(source.path, url)
            _ = try await run(in: database) { $0.status == .running && $0.commitsDone > 0 }
            // Stands still, so that the kill finds it in the middle however quick the machine is.
            kill(first.processIdentifier, SIGSTOP)
            let second = try serve(source.path, url)
            try await Task.sleep(for: .milliseconds(150))
            kill(first.processIdentifier, SIGKILL)
            first.waitUntilExit()
            let last = try await run(in: database) { $0.status == .finished }
            #expect(last?.status == .finished)
            #expect(try await database.read { try $0.commitCount(of: "work") } == 9000)
            let runs = try await database.read { try $0.importRuns() }
            #expect(runs.map(\.status) == [.finished, .interrupted], "the history is too short for this machine")
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

    /// The newest import, once it is as wanted; waits for at most twenty seconds.
    private func run(
        in database: any Database, until isWanted: @Sendable (ImportRun) -> Bool
    ) async throws -> ImportRun? {
        var last: ImportRun?
        for _ in 0..<4000 {
            last = try await database.read { try $0.importRuns(limit: 1).first }
            if let last, isWanted(last) { break }
            try await Task.sleep(for: .milliseconds(5))
        }
        return last
    }
}
