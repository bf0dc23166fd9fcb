import Features
import Hummingbird

/// Takes what may take its time off the thread of the event loop that other connections share (`LoopChannel`).
struct Relieving: RouterMiddleware {
    /// Patterns of routes that stay there: little more than the disk is waited for.
    let brief: Set<String>

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        if brief.contains(context.endpointPath ?? "") { return try await next(request, context) }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { try await next(request, context) }
    }
}
