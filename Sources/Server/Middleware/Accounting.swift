import Features
import HTTPTypes
import Hummingbird
import Logging

/// The outermost layer: names each request, counts it, and logs one line about it.
///
/// Neither addresses nor what stands in queries and paths reaches the log: the line tells the route's pattern.
struct Accounting: RouterMiddleware {
    let metrics: Metrics
    /// Patterns of routes of which neither the log nor the metrics may tell.
    var untraced: Set<String> = []
    let clock = ContinuousClock()

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.requestID = RequestName.of(request)
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request"] = "\(context.requestID)"
        let start = clock.now
        var response = try await next(request, context)
        let duration = clock.now - start
        response.headers[.requestID] = context.requestID
        if request.method == .head { response = response.createHeadResponse() }
        if untraced.contains(route(context)) { return response }
        metrics.count(route(context), request.method, response.status, duration)
        context.logger.info("answered", metadata: line(request, response, duration, context))
        return response
    }

    private func route(_ context: AppContext) -> String {
        let pattern = context.endpointPath ?? "NotFound"
        return pattern == "NotFound" ? "none" : pattern
    }

    private func line(
        _ request: Request, _ response: Response, _ duration: Duration, _ context: AppContext
    ) -> Logger.Metadata {
        [
            "method": "\(request.method.rawValue)", "route": "\(route(context))", "status": "\(response.status.code)",
            "milliseconds": "\(Int(duration / .milliseconds(1)))",
        ]
    }
}

/// What a request is called in the log and in its answer.
enum RequestName {
    /// The caller's own `X-Request-Id` when it is a plain word, otherwise 16 random hexadecimal digits.
    static func of(_ request: Request) -> String {
        if let given = request.headers[.requestID], isPlain(given) { return given }
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isPlain(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                let character = Character(Unicode.Scalar(byte))
                return character.isASCII && (character.isLetter || character.isNumber || "-_.:".contains(character))
            }
    }
}
