import Foundation
import TestKit
import Testing

@testable import Features

@Suite("tutti next", .timeLimit(.minutes(40)))
struct NextCommandTests {
    @Test func `a server says what waits for the token's owner, and the database the same of a login`() async throws {
        try await ServedRound.with { served in
            let program = BuiltProgram.path("tutti")
            func next(_ arguments: [String]) throws -> ServedRound.Run {
                try BuiltProgram.run(
                    program, ["next"] + arguments, environment: ["TUTTI_SERVER": "", "TUTTI_TOKEN": "", "NO_COLOR": ""])
            }
            let server = served.server.address
            let asked = try next(["--server", server, "--token-file", served.token(0, .read)])
            #expect(asked.status == 0, "\(asked.errors)")
            #expect(asked.output.contains("Open: Week 47") && asked.output.contains("  \(served.address)\n"))
            let stored = try next(["member-0", "--data", served.data.path(), "--json"])
            let told = try JSONDecoder().decode(NextThings.self, from: Data(stored.output.utf8))
            #expect(told.things.map(\.url) == ["/pulse/\(served.round.id)"])
            // The seventh is asked nothing.
            let nothing = try next(["--server", server, "--token-file", served.token(6)])
            #expect(nothing.output == "Nothing waits for you.\n", "\(nothing.errors)")
            for (arguments, code, words) in [
                ([], 2, "Nobody to ask"), (["--server", server], 2, "takes a token"),
                (["nobody", "--data", served.data.path()], 2, "nobody"),
                (["ada", "--server", server], 2, "Give a login, or --server"),
                (["--server", "http://127.0.0.1:1", "--token-file", served.token(0)], 3, "cannot be asked"),
            ] as [([String], Int32, String)] {
                let refused = try next(arguments)
                #expect(refused.status == code && refused.errors.contains(words), "\(arguments): \(refused.errors)")
            }
        }
    }
}
