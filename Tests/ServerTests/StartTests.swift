import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Testing

@testable import Server

@Suite("Starting", .timeLimit(.minutes(40)))
struct StartTests {
    @Test func `a port that is taken is said in a sentence`() async throws {
        try await TestServer.with { first in
            try await first.live { address, _ in
                var settings = ServerSettings()
                settings.port = try #require(Int(address.split(separator: ":").last ?? ""))
                let taken = settings.port
                _ = try await TestServer.with(settings, keepingPort: true) { second in
                    await #expect(throws: StartTrouble.portTaken(host: "127.0.0.1", port: taken)) {
                        try await second.server.run(try second.server.group(stoppedBy: []) { _ in })
                    }
                }
            }
        }
    }

    @Test func `answers over a socket and stops at once`() async throws {
        var settings = ServerSettings()
        settings.stopLimit = .seconds(600)
        try await TestServer.with(settings) { server in
            let clock = ContinuousClock()
            let stopped = try await server.live { address, _ in
                let answer = try await HTTPClient.shared.execute(
                    HTTPClientRequest(url: address + "/short"), timeout: .seconds(60))
                #expect(answer.status == .ok)
                #expect(try await String(buffer: answer.body.collect(upTo: 1 << 20)).contains("short"))
                return clock.now
            }
            // Connections that do not end by themselves are cut at that limit.
            #expect(clock.now - stopped < .seconds(300))
        }
    }
}
