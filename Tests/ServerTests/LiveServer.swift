import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import ServiceLifecycle
import Testing

@testable import Server

extension TestServer {
    /// A server on a port, as it runs for users; stopped at the end. Hands over its address, and how to stop it.
    func live<Result: Sendable>(
        _ background: [any Service] = [],
        _ body: @escaping @Sendable (_ address: String, _ group: ServiceGroup) async throws -> Result
    ) async throws -> Result {
        let (addresses, found) = AsyncStream.makeStream(of: String.self)
        let group = try server.group(background, stoppedBy: []) { address in
            found.yield(address)
            found.finish()
        }
        return try await withThrowingTaskGroup(of: Result?.self) { tasks in
            tasks.addTask {
                defer { found.finish() }
                try await server.run(group)
                return nil
            }
            tasks.addTask {
                guard let address = await addresses.first(where: { _ in true }) else { return nil }
                let result = try await body(address, group)
                await group.triggerGracefulShutdown()
                return result
            }
            var result: Result?
            for try await value in tasks { result = value ?? result }
            return try #require(result)
        }
    }
}

/// An event stream as a browser reads it.
struct EventReader {
    struct Event: Hashable, Sendable {
        var id = ""
        var name = ""
        var data = ""
    }

    private var body: HTTPClientResponse.Body.AsyncIterator
    private var rest = ""

    init(_ address: String, topics: String, lastSeen: String? = nil) async throws {
        var request = HTTPClientRequest(url: "\(address)/events?topics=\(topics)")
        if let lastSeen { request.headers.add(name: "Last-Event-ID", value: lastSeen) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        #expect(response.headers.first(name: "Content-Type") == "text/event-stream")
        body = response.body.makeAsyncIterator()
        // The server's first words say that it listens for us from now on.
        rest = String(buffer: try await body.next() ?? ByteBuffer())
    }

    /// Nil when the stream has ended.
    mutating func next() async throws -> Event? {
        while true {
            while let end = rest.range(of: "\n\n") {
                let block = rest[..<end.lowerBound]
                rest = String(rest[end.upperBound...])
                if let event = Self.event(block) { return event }
            }
            guard let chunk = try await body.next() else { return nil }
            rest += String(buffer: chunk)
        }
    }

    private static func event(_ block: Substring) -> Event? {
        var event = Event()
        var data: [Substring] = []
        for line in block.split(separator: "\n") {
            if line.hasPrefix("id: ") { event.id = String(line.dropFirst(4)) }
            if line.hasPrefix("event: ") { event.name = String(line.dropFirst(7)) }
            if line.hasPrefix("data: ") { data.append(line.dropFirst(6)) }
        }
        event.data = data.joined(separator: "\n")
        return data.isEmpty ? nil : event
    }
}
