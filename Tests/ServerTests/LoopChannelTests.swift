import AsyncHTTPClient
import Features
import Hummingbird
import NIOHTTP1
import NIOPosix
import Store
import TestKit
import Testing

@testable import Server

@Suite("Where requests are answered", .timeLimit(.minutes(40)))
struct LoopChannelTests {
    @Test func `what is brief on the thread of its event loop, all else beside it`() async throws {
        let rules = PermissionMatrix.sample.rules + ["/brief", "/long"].map { .init("POST", $0, .everybody) }
        try await TestServer.with(permissions: PermissionMatrix(rules), features: { [Placed(services: $0)] }) {
            server in
            try await server.live { address, _ in
                for (path, isOnLoop) in [("/brief", true), ("/long", false), ("/brief", true)] {
                    var request = HTTPClientRequest(url: address + path)
                    request.method = .POST
                    request.body = .bytes(ByteBuffer(repeating: 65, count: 200_000))
                    let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
                    let text = String(buffer: try await answer.body.collect(upTo: 1000))
                    #expect(text == "200000 \(isOnLoop) \(isOnLoop)", "\(path)")
                }
            }
        }
    }
}

/// Tells whether it runs on an event loop, before and after it waited for a database.
private struct Placed: Feature {
    let services: Services

    var routes: [Route] {
        [
            Route(.post, "/brief", isBrief: true, handler: answer),
            Route(.post, "/long", handler: answer),
        ]
    }

    private var isOnLoop: Bool { MultiThreadedEventLoopGroup.currentEventLoop != nil }

    @Sendable private func answer(_ request: Request, context: AppContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        let before = isOnLoop
        _ = try await services.database.read { try $0.repositories() }
        let text = "\(body.readableBytes) \(before) \(isOnLoop)"
        return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
