import Connectors
import Features
import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Server

@Suite(
    "A reading of a source that is killed", .timeLimit(.minutes(40)),
    .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct KilledSyncTests {
    @Test(arguments: Backend.all)
    func `goes on where it stopped, to the records of one that was not`(_ backend: Backend) async throws {
        try await RecordedTools.with { tool in
            let clean = try await backend.withLocation { location in
                try await connect(tool, location)
                #expect(try !sync(tool, location, killAfter: nil))
                return try await records(at: location)
            }
            #expect(clean.count > 10)
            try await backend.withLocation { location in
                try await connect(tool, location)
                var random = SeededGenerator(seed: 11)
                var unfinished = 0
                for _ in 0..<25 {
                    let isKilled = try sync(tool, location, killAfter: .random(in: 60...700, using: &random))
                    if isKilled, try await records(at: location).count < clean.count { unfinished += 1 }
                }
                #expect(unfinished >= 3, "the source is too small for this machine")
                while try sync(tool, location, killAfter: 60_000) {}
                #expect(try await records(at: location) == clean)
            }
        }
    }

    private static let key = [UInt8](repeating: 9, count: 32)

    private func connect(_ tool: ToolOverHTTPS, _ location: DatabaseLocation) async throws {
        var draft = SourceDraft(.gitLab)
        for setting in SourceKind.gitLab.settings {
            switch setting.kind {
            case .address: draft.set(setting, to: tool.address + "/lab")
            case .secret: draft.set(setting, to: "good")
            default: draft.set(setting, to: "fdroid/fdroiddata")
            }
        }
        let (connection, secrets) = draft.connection({ [UInt8](repeating: 3, count: $0) }, at: 1_790_000_000)
        let key = try KeyFile.key(at: keyFile(tool)) { _ in Self.key }
        let sealed = try secrets.sealed(for: connection.id, with: key)
        let database = try await Databases.open(location)
        try await database.write {
            try $0.connect(connection, secrets: sealed, by: .commandLine, at: 1_790_000_000)
        }
        try await database.close()
    }

    /// Beside the tool's certificate, which goes with the test.
    private func keyFile(_ tool: ToolOverHTTPS) -> String { tool.authority + ".key" }

    /// - Returns: whether it was killed before its end.
    private func sync(_ tool: ToolOverHTTPS, _ location: DatabaseLocation, killAfter milliseconds: Int?) throws -> Bool
    {
        let program = Process()
        program.executableURL = URL(filePath: BuiltProgram.path("tutti"))
        var arguments = ["connect", "sync", "gitlab-03030303", "--key-file", keyFile(tool)]
        switch location {
        case .file(let path): arguments += ["--data", URL(filePath: path).deletingLastPathComponent().path()]
        case .server(let url): arguments += ["--database", url]
        }
        program.arguments = arguments
        program.environment = ProcessInfo.processInfo.environment.merging([
            "TUTTI_CA_FILE": tool.authority, "TUTTI_ALLOW_OUTGOING": "localhost", "no_proxy": "localhost",
        ]) { $1 }
        program.standardOutput = FileHandle.nullDevice
        try program.run()
        let end = ContinuousClock.now + .milliseconds(milliseconds ?? 600_000)
        while program.isRunning, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.005) }
        if program.isRunning { kill(program.processIdentifier, SIGKILL) }
        program.waitUntilExit()
        if program.terminationReason == .uncaughtSignal { return true }
        #expect(program.terminationStatus == 0)
        return false
    }

    /// Every record as a line, in order.
    private func records(at location: DatabaseLocation) async throws -> [String] {
        let database = try await Databases.open(location)
        let lines = try await database.read { db in
            try db.records(PullRequest.self).map { "\($0)" } + db.records(PullRequestEvent.self).map { "\($0)" }
                + db.records(PullRequestCommit.self).map { "\($0)" } + db.records(WorkItem.self).map { "\($0)" }
                + db.records(Account.self).map { "\($0)" } + db.records(HostedRepository.self).map { "\($0)" }
        }
        try await database.close()
        return lines.sorted()
    }
}
