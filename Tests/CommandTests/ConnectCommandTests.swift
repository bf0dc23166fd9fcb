import Foundation
import TestKit
import Testing

@Suite("tutti connect", .timeLimit(.minutes(40)), .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct ConnectCommandTests {
    /// A data folder, a file for a token, and a tool that knows it.
    private func with(
        _ token: String, _ body: (_ folder: String, _ run: ([String]) throws -> TuttiProgram.Answer) throws -> Void
    ) async throws {
        try await RecordedTools.with { tool in
            let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-connect-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try Data("\(token)\n".utf8).write(to: folder.appending(path: "token"))
            try body(folder.path()) { arguments in
                let filled = arguments.map {
                    $0.replacing("{url}", with: tool.address).replacing("{token}", with: folder.path() + "/token")
                }
                let run = try BuiltProgram.run(
                    BuiltProgram.path("tutti"), ["connect"] + filled + ["--data", folder.path()],
                    environment: [
                        "NO_COLOR": "", "TUTTI_CA_FILE": tool.authority, "TUTTI_ALLOW_OUTGOING": "localhost",
                        "https_proxy": "", "no_proxy": "localhost",
                    ])
                return TuttiProgram.Answer(status: run.status, output: run.output, errors: run.errors)
            }
        }
    }

    private static let wish = [
        "github", "--url", "{url}", "--token-file", "{token}", "--repository", "zhquan_example/repo",
    ]

    @Test func `checks, connects, reads, lists, pauses and removes`() async throws {
        try await with("good") { _, run in
            let check = try run(Self.wish + ["--check"])
            #expect(check.status == 0, "\(check.errors)")
            #expect(check.output.contains("yes       Pull requests, reviews and comments: The token may read it."))
            #expect(try run(["list"]).output.contains("Nothing yet"))
            let connected = try run(Self.wish + ["--name", "Choir", "--json"])
            let id = try #require(connected.output.firstMatch(of: /"id" ?: ?"(github-[0-9a-f]{8})"/)).1
            #expect(connected.output.contains("\"secret\"") && !connected.output.contains("good\""))
            let read = try run(["sync", "Choir"])
            #expect(read.status == 0 && read.output.contains("new answers to"), "\(read.errors)")
            #expect(try run(["pause", String(id)]).output == "Choir is paused.\n")
            #expect(try run(["sync", String(id)]).status == 2)
            #expect(try run(["resume", "Choir"]).status == 0)
            let list = try run(["list"]).output
            #expect(list.contains("\(id)  Choir: active, last read 20"))
            #expect(try run(["remove", "Choir"]).status == 0)
            #expect(try run(["pause", "Choir"]).status == 2)
        }
    }

    @Test(arguments: [("revoked", Int32(4), "not accepted"), ("narrow", 4, "Actions: read"), ("limited", 3, "limit")])
    func `ends with a code that a script can tell`(_ token: String, _ status: Int32, _ words: String) async throws {
        try await with(token) { _, run in
            let answer = try run(Self.wish)
            #expect(answer.status == status)
            #expect((answer.output + answer.errors).contains(words), "\(answer.output)\(answer.errors)")
            #expect(try run(["list"]).output.contains("Nothing yet"))
        }
    }

    @Test func `says what to do about an address that nobody listens at, or that may not be asked`() async throws {
        try await with("good") { _, run in
            let nobody = try run([
                "github", "--url", "https://localhost:1", "--token-file", "{token}", "--repository", "a/b",
            ])
            #expect(nobody.status == 3 && nobody.errors.contains("localhost cannot be reached"), "\(nobody.errors)")
            let inside = try run([
                "github", "--url", "https://127.0.0.1", "--token-file", "{token}", "--repository", "a/b",
            ])
            #expect(inside.status == 4 && inside.errors.contains("--allow-outgoing"), "\(inside.errors)")
            #expect(try run(["trello"]).errors.contains("There are: github, gitlab"))
            #expect(try run(["gitlab", "--token-file", "{token}", "--app", "1"]).errors.contains("knows no App"))
        }
    }
}
