import Foundation
import TestKit
import Testing

@Suite("tutti connect", .timeLimit(.minutes(40)), .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct ConnectCommandTests {
    /// A data folder, a file for a token, and a tool that knows it.
    private func with(
        _ token: String,
        _ body: (_ folder: String, _ run: @escaping ([String]) throws -> TuttiProgram.Answer) throws -> Void
    ) async throws {
        try await withTool(token) { folder, _, run in try body(folder, run) }
    }

    private func withTool(
        _ token: String,
        _ body: (_ folder: String, ToolOverHTTPS, _ run: @escaping ([String]) throws -> TuttiProgram.Answer) throws ->
            Void
    ) async throws {
        try await RecordedTools.with { tool in
            let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-connect-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try Data("\(token)\n".utf8).write(to: folder.appending(path: "token"))
            try body(folder.path(), tool) { arguments in
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

    @Test func `lists what a token sees, and changes what a source reads`() async throws {
        try await with("good") { _, run in
            let seen = try run(["repositories", "github", "--url", "{url}", "--token-file", "{token}"])
            #expect(
                seen.output
                    == "zhquan_example/copy (fork)\nzhquan_example/old (archived)\nzhquan_example/repo\n",
                "\(seen.errors)")
            let searched = try run(
                ["repositories", "github", "--url", "{url}", "--token-file", "{token}", "--search", "OLD", "--json"])
            #expect(
                searched.output.contains("\"isArchived\" : true") || searched.output.contains("\"isArchived\": true"))
            #expect(!searched.output.contains("copy"))
            let early = try run(["repositories", "github", "--url", "{url}", "--token-file", "{token}", "--add", "a/b"])
            #expect(early.status == 2 && early.errors.contains("Nothing is connected yet"))
            #expect(try run(Self.wish + ["--name", "Choir"]).status == 0)
            let own = try run(["repositories", "Choir"])
            #expect(
                own.output.contains("read  zhquan_example/repo\n") && own.output.contains("      zhquan_example/old"))
            let added = try run(["repositories", "Choir", "--add", "zhquan_example/old"])
            #expect(added.output == "Reads: zhquan_example/repo, zhquan_example/old\n", "\(added.errors)")
            let dropped = try run(["repositories", "Choir", "--drop", "ZHQUAN_example/repo", "--json"])
            #expect(dropped.output.contains("old") && !dropped.output.contains("repo"))
            #expect(try run(["repositories", "Choir", "--drop", "zhquan_example/old"]).status == 2)
            #expect(try run(["repositories", "Choir", "--drop", "a/b"]).errors.contains("does not stand in the list"))
        }
        try await with("revoked") { _, run in
            let refused = try run(["repositories", "github", "--url", "{url}", "--token-file", "{token}"])
            #expect(refused.status == 4 && refused.errors.contains("not accepted"), "\(refused.errors)")
        }
    }

    @Test func `tries webhooks from end to end: our own over the network, and one that the tool sends`() async throws {
        try await withTool("good") { folder, tool, run in
            let server = try RunningServer(
                ["--allow-outgoing", "localhost", "--ca-file", tool.authority], data: URL(filePath: folder))
            defer { server.stop(keepingData: true) }
            let connected = try run(Self.wish + ["--name", "Choir", "--json"])
            let id = try #require(connected.output.firstMatch(of: /"id" ?: ?"(github-[0-9a-f]{8})"/)).1
            let secret = try #require(connected.output.firstMatch(of: /"secret" ?: ?"([0-9a-f]{64})"/)).1
            let test = ["test", "Choir", "--server", server.address]
            // A place has to be known before its webhooks can be asked for.
            var read = try run(["sync", "Choir"])
            while read.status != 0, read.errors.contains("Another process") { read = try run(["sync", "Choir"]) }
            #expect(read.status == 0, "\(read.errors)")
            let own = try run(test)
            #expect(own.output.contains("yes       Our own webhook: It was signed, sent, found genuine and stored."))
            #expect(own.output.contains("not there A webhook of the tool’s own:") && own.status == 0, "\(own.output)")
            let hook = "\(server.address)/hooks/\(id)"
            let set = try BuiltProgram.run(
                "/usr/bin/env",
                ["curl", "-sS", "--cacert", tool.authority, "\(tool.address)/webhook?url=\(hook)&secret=\(secret)"])
            #expect(set.status == 0, "\(set.errors)")
            let both = try run(test)
            #expect(both.output.contains("yes       A webhook of the tool’s own: The tool was asked to send one"))
            #expect(both.status == 0, "\(both.output)\(both.errors)")
            // Nobody listens there.
            let lost = try run(["test", "Choir", "--server", "http://127.0.0.1:1", "--json"])
            #expect(lost.status == 1 && lost.output.contains("\"lacking\""), "\(lost.errors)")
            #expect(try run(["test", "Choir", "--server", "ftp://example.org"]).status == 2)
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
