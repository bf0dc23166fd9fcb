import Foundation
import TestKit
import Testing

@Suite("tutti serve, as a shell starts it", .timeLimit(.minutes(40)))
struct ServeCommandTests {
    @Test(arguments: [SIGINT, SIGTERM])
    func `ends in good order within two seconds of a signal`(_ signal: Int32) throws {
        var quickest = TimeInterval.infinity
        // The machine may be busy.
        for _ in 0..<5 where quickest > 2 {
            let server = try Server()
            #expect(server.address.hasPrefix("http://127.0.0.1:"))
            let asked = Date()
            kill(server.process.processIdentifier, signal)
            server.process.waitUntilExit()
            quickest = min(quickest, Date().timeIntervalSince(asked))
            #expect(server.process.terminationReason == .exit)
            #expect(server.process.terminationStatus == 0)
        }
        #expect(quickest < 2)
    }

    @Test func `says what to do when somebody else has the port`() throws {
        let server = try Server()
        let port = try #require(server.address.split(separator: ":").last.map(String.init))
        let second = try TuttiProgram.run("serve", "--port", port, "--data", server.folder + "/second", in: "/")
        #expect(second.status == 2)
        #expect(second.output == "")
        #expect(second.errors.contains(port) && second.errors.contains("--port"), "\(second.errors)")
    }

    @Test func `a database of a newer version is refused by every command that opens one`() throws {
        let repository = try ScratchRepository.ensemble()
        let data = repository.folder + "/data"
        #expect(try TuttiProgram.run("migrate", "--data", data).status == 0)
        let changed = try BuiltProgram.run(
            "/usr/bin/env",
            [
                "python3", "-c",
                "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
                    + "c.execute(\"INSERT INTO schema_migration VALUES (9999, 'later')\"); c.commit()",
                data + "/tutti.db",
            ])
        try #require(changed.status == 0, "\(changed.errors)")
        for command in [
            ["migrate"], ["import", "git", repository.path], ["serve", "--port", "0"], ["people", "list"],
        ] {
            let answer = try BuiltProgram.run(BuiltProgram.path("tutti"), command + ["--data", data])
            #expect(answer.status == 2, "\(command)")
            #expect(answer.errors.contains("written by a newer Tutti"), "\(command): \(answer.errors)")
        }
    }

    /// `RunningServer` ends its process by itself; here the test does.
    private final class Server {
        let process = Process()
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-serve-\(UUID().uuidString)").path()
        private(set) var address = ""

        init() throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let output = Pipe()
            process.executableURL = URL(filePath: BuiltProgram.path("tutti"))
            process.arguments = ["serve", "--port", "0", "--data", folder]
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            try? output.fileHandleForWriting.close()
            let line = String(decoding: output.fileHandleForReading.nextBytes(), as: UTF8.self)
            address = line.firstMatch(of: /http:\S+/).map { String($0.output) } ?? ""
        }

        deinit {
            if process.isRunning { process.terminate() }
            process.waitUntilExit()
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}
