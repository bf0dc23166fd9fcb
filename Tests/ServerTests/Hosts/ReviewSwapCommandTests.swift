import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Features
@testable import Server

@Suite("tutti review swap", .timeLimit(.minutes(40)))
struct ReviewSwapCommandTests {
    /// The program, beside a server on a port whose code host keeps what is asked there.
    private static func with(
        _ body:
            @escaping @Sendable (
                _ run: @escaping @Sendable (String, [String]) async throws -> TestRun, PretendedGitHub, any Database
            ) async throws -> Void
    ) async throws {
        try await OtherReviewersTests.with { server, _, host, database in
            let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-swap-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            for (place, login) in ["lead", "member", "loner"].enumerated() {
                let secret = Secret([UInt8](repeating: UInt8(place + 1), count: 32))
                try Data((TokenText.of(secret) + "\n").utf8).write(to: folder.appending(path: login))
                try await database.write { db in
                    let member = try #require(try Login(login).flatMap { try db.member(login: $0) })
                    let token = APIToken(
                        tokenHash: secret.hash, title: "t", scope: .write, madeAt: 1_790_000_000,
                        endsAt: 1_790_000_900, usedOn: nil)
                    #expect(try db.add(token, of: member.id))
                }
            }
            try await server.live { address, _ in
                try await body(
                    { login, arguments in
                        try await Self.swapped(
                            arguments + ["--server", address, "--token-file", folder.appending(path: login).path()])
                    }, host, database)
            }
        }
    }

    /// On a thread of its own: the server that it asks runs in this process, and needs those of the tests.
    private static func swapped(_ arguments: [String]) async throws -> TestRun {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try BuiltProgram.run(
                            BuiltProgram.path("tutti"), ["review", "swap"] + arguments,
                            environment: ["NO_COLOR": "1", "TUTTI_SERVER": "", "TUTTI_TOKEN": ""])
                    })
            }
        }
    }

    typealias TestRun = (status: Int32, output: String, errors: String)

    private static let swap = ["\(Choir.request)", "--team", "band", "--from", "ann", "--to", "ben"]

    @Test func `asks the host, as whoever the token is, and says who is asked`() async throws {
        try await Self.with { run, host, database in
            let refused = try await run("lead", Self.swap)
            #expect(refused.status == 4 && refused.errors.contains("may ask for reviews"), "\(refused.errors)")
            try await database.write { try $0.letAskReviewers(true, of: Choir.id, by: .commandLine, at: 5) }
            host.with { $0.refusal = (403, #"{"message":"Resource not accessible by personal access token"}"#) }
            let lacking = try await run("lead", Self.swap)
            #expect(lacking.status == 4 && lacking.errors.contains("“Pull requests: write”"), "\(lacking.errors)")
            host.with { $0.refusal = nil }
            let done = try await run("lead", Self.swap)
            #expect(done.status == 0 && done.output == "ben is asked for a review in place of ann.\n", "\(done.errors)")
            #expect(host.with { $0.reviewers } == ["ben"])
            let json = try await run("member", Self.swap + ["--json"])
            #expect(json.status == 0 && json.output.contains("\"asked\""), "\(json.errors)")
        }
    }

    @Test func `ends with a code that a script can tell`() async throws {
        try await Self.with { run, host, _ in
            for (login, arguments, status, words) in [
                ("loner", Self.swap, 4, "tutti: "),
                ("lead", ["choir-7", "--team", "band", "--to", "ben"], 2, "is no key of a pull request"),
                ("lead", ["\(Choir.request)8", "--team", "band", "--to", "ben"], 2, "No such pull request waits"),
                ("lead", ["\(Choir.request)", "--team", "band", "--to", "cyd"], 4, "Only who is suggested"),
            ] as [(String, [String], Int32, String)] {
                let answer = try await run(login, arguments)
                #expect(
                    answer.status == status && answer.errors.contains(words),
                    "\(arguments): \(answer.status) \(answer.errors)")
            }
            #expect(host.with { $0.writes }.isEmpty)
        }
    }
}
