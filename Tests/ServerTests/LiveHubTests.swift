import Features
import HTTPTypes
import HummingbirdTesting
import Interface
import ServiceLifecycle
import TestKit
import Testing

@testable import Server

@Suite("Live events", .timeLimit(.minutes(40)))
struct LiveHubTests {
    @Test func `every page that listens is told, and of its own topics alone`() async throws {
        try await TestServer.with { server in
            try await server.live { address, _ in
                var first = try await EventReader(address, topics: "a")
                var second = try await EventReader(address, topics: "a,b")
                await server.server.hub.publish(LiveEvent(topic: "b", html: "<p>two\nlines</p>"))
                await server.server.hub.publish(LiveEvent(topic: "a", html: "<p>for both</p>"))
                #expect(try await first.next()?.data == "<p>for both</p>")
                let other = try await second.next()
                #expect(other?.name == "b")
                #expect(other?.data == "<p>two\nlines</p>")
                #expect(try await second.next()?.data == "<p>for both</p>")
            }
        }
    }

    @Test func `who was away is told the newest, once`() async throws {
        try await TestServer.with { server in
            try await server.live { address, _ in
                var before = try await EventReader(address, topics: "a")
                await server.server.hub.publish(LiveEvent(topic: "a", html: "1"))
                let seen = try #require(try await before.next())
                await server.server.hub.publish(LiveEvent(topic: "a", html: "2"))
                await server.server.hub.publish(LiveEvent(topic: "a", html: "3"))
                _ = try await before.next()
                let newest = try #require(try await before.next())
                var back = try await EventReader(address, topics: "a", lastSeen: seen.id)
                #expect(try await back.next()?.data == "3")
                var known = try await EventReader(address, topics: "a", lastSeen: newest.id)
                await server.server.hub.publish(LiveEvent(topic: "a", html: "4"))
                #expect(try await known.next()?.data == "4")
            }
        }
    }

    @Test func `open streams end when the server stops, and it stops at once`() async throws {
        var settings = ServerSettings()
        settings.stopLimit = .seconds(600)
        try await TestServer.with(settings) { server in
            let clock = ContinuousClock()
            let stopping = try await server.live { address, group in
                var reader = try await EventReader(address, topics: "a")
                let start = clock.now
                await group.triggerGracefulShutdown()
                #expect(try await reader.next() == nil)
                return start
            }
            // Connections that do not end by themselves are cut at that limit.
            #expect(clock.now - stopping < .seconds(300))
            #expect(server.server.hub.openPages == 0)
        }
    }

    @Test func `a page that went is forgotten`() async throws {
        try await TestServer.with { server in
            try await server.live { address, _ in
                do {
                    _ = try await EventReader(address, topics: "a")
                    #expect(server.server.hub.openPages == 1)
                }
                try await until("the page is forgotten") { server.server.hub.openPages == 0 }
            }
        }
    }

    @Test func `a page that reads too slowly is let go`() async throws {
        try await TestServer.with { server in
            let hub = server.server.hub
            let slow = hub.subscribe(to: ["a"], lastSeen: nil)
            try await server.live { _, _ in
                for number in 0..<200 { await hub.publish(LiveEvent(topic: "a", html: "\(number)")) }
                try await until("the page is let go") { hub.openPages == 0 }
            }
            var received = 0
            for await _ in slow.stream { received += 1 }
            #expect(received == 64)
        }
    }

    @Test(arguments: ["", "?topics=", "?topics=a%20b", "?topics=\(String(repeating: "a,", count: 21))"])
    func `topics are plain words`(_ query: String) async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let answer = try await client.execute(uri: "/events" + query, method: .get)
                #expect(answer.status == .badRequest)
            }
        }
    }
}
