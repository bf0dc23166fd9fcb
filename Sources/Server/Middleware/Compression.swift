import Features
import HTTPTypes
import Hummingbird
import NIOCore

/// Sends text compressed to who can read it.
struct Compression: RouterMiddleware {
    /// Below it, a packet is a packet either way.
    private static let smallest = 860

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard isText(response), !response.headers.contains(.contentEncoding) else { return response }
        response.headers.addVary("Accept-Encoding")
        guard response.status == .ok || response.status.kind == .clientError,
            Self.isWelcome(in: request),
            let length = response.body.contentLength, length >= Self.smallest,
            let body = try await response.collectedBody(), let compressed = Gzip.compress(body, level: 5)
        else { return response }
        response.body = ResponseBody(byteBuffer: compressed)
        response.headers[.contentEncoding] = "gzip"
        // The same content in other bytes.
        if let tag = response.headers[.eTag], !tag.hasPrefix("W/") { response.headers[.eTag] = "W/" + tag }
        return response
    }

    private func isText(_ response: Response) -> Bool {
        let type = (response.headers[.contentType] ?? "").prefix { $0 != ";" }
        return type.hasPrefix("text/") && type != "text/event-stream"
            || ["application/json", "application/problem+json", "image/svg+xml", "application/openmetrics-text"]
                .contains(type)
    }

    /// Whether who asks can read gzip.
    static func isWelcome(in request: Request) -> Bool {
        (request.headers[.acceptEncoding] ?? "").lowercased().split(separator: ",").contains { part in
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let name = pieces.first, name == "gzip" || name == "x-gzip" || name == "*" else { return false }
            guard let quality = pieces.dropFirst().first(where: { $0.hasPrefix("q=") }) else { return true }
            return (Double(quality.dropFirst(2)) ?? 1) > 0
        }
    }
}

extension HTTPFields {
    /// Adds a name to `Vary`, once.
    mutating func addVary(_ name: String) {
        let named = (self[.vary] ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        guard !named.contains(where: { $0.lowercased() == name.lowercased() }) else { return }
        self[.vary] = (named + [name]).joined(separator: ", ")
    }
}
