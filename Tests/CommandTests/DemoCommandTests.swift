import Foundation
import FoundationNetworking
import TestKit
import Testing

@Suite("tutti demo, as a shell starts it", .timeLimit(.minutes(40)))
struct DemoCommandTests {
    @Test func `signs in by a link for each role, says everywhere that it is invented, and leaves nothing behind`()
        async throws
    {
        let demo = try await Demo()
        #expect(Set(demo.links.keys) == ["Administrator", "Lead", "Developer", "Council"])
        for (role, link) in demo.links {
            let first = try await demo.get(link, as: role)
            #expect(first.contains("<h1>") && first.contains(Self.notice), "\(role)")
            for page in ["/pulse", "/teams", "/me", "/r/bookings/knowledge", "/no-such-page"] {
                #expect(try await demo.get(demo.address + page, as: role).contains(Self.notice), "\(role) \(page)")
            }
        }
        #expect(try await demo.get(demo.address + "/audit", as: "Council").contains("Who changed what"))
        #expect(try await demo.get(demo.address + "/audit", as: "Developer").contains("Not allowed"))
        let rounds = try await demo.get(demo.address + "/pulse", as: "Lead")
        let inWords = try #require(rounds.firstMatch(of: /href="(\/pulse\/[\w-]+)"><bdi>After a week/)?.1)
        for (role, mayWrite) in [("Lead", true), ("Developer", false)] {
            let page = try await demo.get(demo.address + String(inWords), as: role)
            #expect(page.contains("Eight answers may be read word for word"), "\(role)")
            #expect(page.contains("Somebody wrote back.") == mayWrite, "\(role)")
        }
        // Nobody comes in without a link, nor by another one.
        #expect(try await demo.get(demo.address + "/teams", as: "nobody").contains("Sign in"))
        let other = try await demo.get(demo.address + "/demo/" + String(repeating: "a", count: 43), as: "nobody")
        #expect(other.contains("This link opens nothing"))
        #expect(try !FileManager.default.contentsOfDirectory(atPath: demo.temporary).isEmpty)
        #expect(demo.stop() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: demo.temporary).isEmpty)
    }

    @Test func `keeps what it is told to keep, shows it again, and tutti serve says that it is invented too`()
        async throws
    {
        let first = try await Demo("--keep", "kept")
        #expect(first.stop() == 0)
        let again = try await Demo("--keep", first.folder + "/kept")
        #expect(!again.errors.contains("Inventing"))
        #expect(try await again.get(again.links["Lead"] ?? "", as: "Lead").contains(Self.notice))
        #expect(again.stop() == 0)
        let server = try RunningServer([], data: URL(filePath: first.folder + "/kept"))
        #expect(try await again.get(server.address + "/sign-in", as: "nobody").contains(Self.notice))
        server.stop()
    }

    @Test func `a folder that holds other things is refused and stays as it is`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("mine".utf8).write(to: folder.appending(path: "notes.txt"))
        let answer = try TuttiProgram.run("demo", "--no-open", "--keep", folder.path(), in: "/")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("holds other things"), "\(answer.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["notes.txt"])
    }

    private static let notice = "Invented data: nobody here exists"

    /// The program, with a folder for temporary things of its own.
    private final class Demo {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-demo-\(UUID().uuidString)").path()
        let temporary: String
        private(set) var address = ""
        private(set) var links: [String: String] = [:]
        private let process = Process()
        private var browsers: [String: URLSession] = [:]

        init(_ arguments: String...) async throws {
            temporary = folder + "/tmp"
            try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
            let files = ["out", "err"].map { folder + "/" + $0 }
            for file in files { try Data().write(to: URL(filePath: file)) }
            process.executableURL = URL(filePath: BuiltProgram.path("tutti"))
            process.arguments = ["demo", "--port", "0", "--no-open"] + arguments
            process.currentDirectoryURL = URL(filePath: folder)
            process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": temporary]) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: URL(filePath: files[0]))
            process.standardError = try FileHandle(forWritingTo: URL(filePath: files[1]))
            try process.run()
            try await waitForLinks()
        }

        private func waitForLinks() async throws {
            let deadline = Date(timeIntervalSinceNow: 300)
            while Date() < deadline, process.isRunning {
                let text = (try? String(contentsOfFile: folder + "/out", encoding: .utf8)) ?? ""
                if text.contains("Whoever has a link") {
                    for match in text.matches(of: /\s\s(\w+)\s+(http:\S+)/) { links[String(match.1)] = String(match.2) }
                    address = text.firstMatch(of: /http:\/\/[0-9.:]+/).map { String($0.output) } ?? ""
                    return
                }
                try await Task.sleep(for: .milliseconds(50))
            }
            throw ServerTrouble.ended(errors)
        }

        var errors: String { (try? String(contentsOfFile: folder + "/err", encoding: .utf8)) ?? "" }

        /// As a browser asks, in the name of whoever signed in by that name of a visitor.
        func get(_ address: String, as visitor: String) async throws -> String {
            let browser = browsers[visitor] ?? URLSession(configuration: .ephemeral)
            browsers[visitor] = browser
            let url = try #require(URL(string: address))
            return String(decoding: try await browser.data(from: url).0, as: UTF8.self)
        }

        /// - Returns: the exit code.
        func stop() -> Int32 {
            process.terminate()
            process.waitUntilExit()
            return process.terminationStatus
        }

        deinit {
            if process.isRunning { process.terminate() }
            process.waitUntilExit()
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}
