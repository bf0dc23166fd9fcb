import Features
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Store

/// For whoever watches over the process: is it alive, can it work, how is it doing.
struct HealthRoutes: Feature {
    let database: any Database
    let metrics: Metrics
    let hub: LiveHub

    var routes: [Route] {
        [.get("/healthz", handler: alive), .get("/readyz", handler: ready), .get("/metrics", handler: figures)]
    }

    @Sendable private func alive(_ request: Request, context: AppContext) async throws -> Response {
        Self.text("ok\n")
    }

    /// Ready when the database answers.
    @Sendable private func ready(_ request: Request, context: AppContext) async throws -> Response {
        do {
            _ = try await database.read { try $0.value("SELECT 1", as: Int.self) }
            return Self.text("ready\n")
        } catch {
            context.logger.warning("not ready", metadata: ["error": "\(error)"])
            throw Problem.unavailable("The database does not answer.")
        }
    }

    @Sendable private func figures(_ request: Request, context: AppContext) async throws -> Response {
        let inbox = try? await database.read { try $0.inboxBacklog() }
        let text = OpenMetrics(metrics.current, .current(), livePages: hub.openPages, inbox: inbox).text
        return Self.text(text, type: OpenMetrics.contentType)
    }

    private static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
