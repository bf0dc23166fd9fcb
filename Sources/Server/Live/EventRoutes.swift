import Features
import HTTPTypes
import Hummingbird
import NIOCore

/// The event stream of pages that stay live (server-sent events): `/events?topics=import-tutti`.
struct EventRoutes: Feature {
    let hub: LiveHub
    /// Pages that may listen at once.
    let limit: Int

    var routes: [Route] { [.get("/events", handler: listen)] }

    @Sendable private func listen(_ request: Request, context: AppContext) async throws -> Response {
        let topics = try topics(of: request)
        guard hub.openPages < limit else {
            throw Problem.unavailable("Too many pages are live at once. This page still works when it is loaded again.")
        }
        let lastSeen = request.headers[.lastEventID]
        return Response(status: .ok, headers: Self.headers, body: body(of: request, topics, lastSeen: lastSeen))
    }

    private static let headers: HTTPFields = [
        .contentType: "text/event-stream", .cacheControl: "no-store", .buffering: "no",
    ]

    private func topics(of request: Request) throws -> Set<String> {
        let names = try Query(request)["topics"]?.split(separator: ",") ?? []
        guard (1...20).contains(names.count), names.allSatisfy({ LiveFrame.isTopic($0) }) else {
            throw Problem.badRequest("“topics” names 1 to 20 topics, parted by commas.")
        }
        return Set(names.map(String.init))
    }

    private func body(of request: Request, _ topics: Set<String>, lastSeen: String?) -> ResponseBody {
        ResponseBody { [hub] writer in
            let subscription = hub.subscribe(to: topics, lastSeen: lastSeen)
            defer { hub.unsubscribe(subscription.number) }
            try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
            try await request.body.consumeWithInboundCloseHandler { _ in
                for await bytes in subscription.stream { try await writer.write(bytes) }
            } onInboundClosed: {
                hub.unsubscribe(subscription.number)
            }
            try await writer.finish(nil)
        }
    }
}
