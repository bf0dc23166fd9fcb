import Foundation
import Records
import Server
import Store
import TestKit
import Testing

@Suite("An import that is killed", .timeLimit(.minutes(40)))
struct KilledImportTests {
    @Test(arguments: Backend.all)
    func `goes on where it stopped, to the records and signals of a fresh one`(_ backend: Backend) async throws {
        let repository = try ScratchRepository()
        try repository.grow(to: 6000)
        try await backend.withLocation { location in
            var random = SeededGenerator(seed: 20)
            var killed = 0
            for _ in 0..<12 where try start(repository, location, killAfter: .random(in: 20...260, using: &random)) {
                killed += 1
            }
            #expect(killed >= 10, "the history is too short for this machine")
            #expect(try !start(repository, location, killAfter: nil))
            let resumed = try await records(at: location)
            try await backend.withLocation { fresh in
                #expect(try !start(repository, fresh, killAfter: nil))
                let expected = try await records(at: fresh)
                #expect(expected.commits.count == 6000)
                #expect(resumed.commits == expected.commits)
                #expect(resumed.changes == expected.changes)
                #expect(resumed.measurements == expected.measurements)
                #expect(!expected.measurements.isEmpty)
            }
        }
    }

    /// - Returns: whether it was killed before its end.
    private func start(
        _ repository: ScratchRepository, _ location: DatabaseLocation, killAfter milliseconds: Int?
    ) throws -> Bool {
        let program = Process()
        program.executableURL = URL(filePath: BuiltProgram.path("tutti"))
        program.arguments = ["import", "git", repository.path, "--data", repository.folder + "/data"]
        switch location {
        case .file(let path):
            program.arguments?[4] = URL(filePath: path).deletingLastPathComponent().path()
        case .server(let url): program.arguments? += ["--database", url]
        }
        program.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": repository.folder]) { $1 }
        program.standardOutput = FileHandle.nullDevice
        try program.run()
        if let milliseconds {
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
            kill(program.processIdentifier, SIGKILL)
        }
        program.waitUntilExit()
        if program.terminationReason == .uncaughtSignal { return true }
        #expect(program.terminationStatus == 0)
        return false
    }

    private struct Stored {
        var commits: [ObjectID]
        /// Every change as a line of text, in order.
        var changes: [String]
        var measurements: [StoredMeasurement]
    }

    private func records(at location: DatabaseLocation) async throws -> Stored {
        let database = try await Databases.open(location)
        let measurer = Measurer(
            database: database, mirrors: NSTemporaryDirectory() + "tutti-mirrors",
            now: { Date(timeIntervalSince1970: 1_800_000_000) })
        try await measurer.run("work")
        let (history, measurements) = try await database.read { db in
            (
                try db.history(of: "work").inOrder(),
                try ["report", "current"].flatMap { try db.measurements(of: "work", key: $0) }
            )
        }
        try await database.close()
        return Stored(
            commits: history.commits.map(\.id), changes: history.commits.flatMap { history.told($0) },
            measurements: measurements)
    }
}

extension History {
    fileprivate func told(_ commit: Commit) -> [String] {
        let author = signatures[Int(commit.author)]
        return changes(of: commit).map { change in
            let path = paths[Int(change.path)]
            return "\(commit.id.hex) \(author.email) \(path) \(change.kind) +\(change.added) -\(change.deleted)"
        }
    }
}

extension ScratchRepository {
    /// Commits by four people to forty files, all alike in every run.
    fileprivate func grow(to commits: Int) throws {
        var stream = ""
        for number in 0..<commits {
            let text = (0..<12).map { "line \($0 * (number % 7))\n" }.joined() + "change \(number)\n"
            stream += """
                commit refs/heads/main
                committer Writer \(number % 4) <writer\(number % 4)@example.org> \(1_700_000_000 + number * 600) +0100
                data 6
                change
                M 100644 inline part\(number % 4)/file\(number % 40).txt
                data \(text.utf8.count)
                \(text)

                """
        }
        try stream.write(toFile: folder + "/stream", atomically: false, encoding: .utf8)
        let made = try BuiltProgram.run(
            "/bin/sh", ["-c", "git -C \"$1\" fast-import --quiet < \"$2\"", "sh", path, folder + "/stream"])
        guard made.status == 0 else { throw Failure(description: made.errors) }
    }
}
