import Crypto
import Features
import HTTPTypes
import Hummingbird

/// Gives every whole answer an entity tag, and says 304 to who has it already.
struct Conditional: RouterMiddleware {
    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard response.status == .ok, request.method == .get || request.method == .head else { return response }
        if !response.headers.contains(.eTag), response.headers[.cacheControl] != "no-store",
            let body = try await response.collectedBody()
        {
            response.body = ResponseBody(byteBuffer: body)
            response.headers[.eTag] = Self.tag(of: body).header
        }
        guard let known = request.headers[.ifNoneMatch], let tag = response.headers[.eTag],
            EntityTag(header: tag).matches(ifNoneMatch: known)
        else { return response }
        return Self.notModified(response.headers)
    }

    private static func tag(of body: ByteBuffer) -> EntityTag {
        let digest = SHA256.hash(data: body.readableBytesView)
        return EntityTag(digest.prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    private static func notModified(_ headers: HTTPFields) -> Response {
        var kept: HTTPFields = [:]
        for name in [HTTPField.Name.eTag, .cacheControl, .vary] { kept[name] = headers[name] }
        kept.addVary("Accept-Encoding")
        return Response(status: .notModified, headers: kept)
    }
}
