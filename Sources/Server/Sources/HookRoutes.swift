import Features
import Foundation
import HTTPTypes
import Hummingbird
import Store

/// Where code hosts send their webhooks. Who asks is known by the signature alone.
struct HookRoutes: Feature {
    private let door: HookDoor
    private let bodies = BodyBudget(bytes: 64 << 20)

    /// GitHub sends no more; GitLab's own limit is the same.
    static let limit = 25 << 20
    /// Bytes that are hashed in no time.
    private static let brief = 64 << 10

    init(_ door: HookDoor) { self.door = door }

    var routes: [Route] { [Route(.post, "/hooks/{connection}", isBrief: true, handler: receive)] }

    /// Checks the signature and stores the webhook; what it means is read afterwards, so that the sender waits for the disk
    /// and nothing else.
    @Sendable private func receive(_ request: Request, context: AppContext) async throws -> Response {
        let guest = try await door.guest(at: try context.parameter("connection"))
        return try await bodies.withBody(of: request, limit: Self.limit) { [door] body in
            // To hash many megabytes takes its time.
            let executor = body.readableBytes > Self.brief ? globalConcurrentExecutor : nil
            let receipt = try await withTaskExecutorPreference(executor) {
                try await door.take(request.headers, body, from: guest)
            }
            return try .json(
                ["state": receipt == .stored ? "stored" : "known"], status: receipt == .stored ? .accepted : .ok)
        }
    }
}
