import Features
import HTTPTypes
import Hummingbird
import NIOCore

extension TicketErrand {
    /// A page with the errand in its head. Everything that is no page, or needs none, stays as it is.
    func added(to response: Response, of request: Request, _ context: AppContext) async throws -> Response {
        guard response.status == .ok, response.headers[.contentType]?.hasPrefix("text/html") == true,
            let head = try await head(request.uri.path, context), let body = try await response.collectedBody()
        else { return response }
        var response = response
        response.body = ResponseBody(byteBuffer: Self.inserted(head, into: body))
        // It belongs to one session; and who kept the page from before is told nothing of it.
        response.headers[.eTag] = nil
        if response.headers[.cacheControl] != "no-store" { response.headers[.cacheControl] = "private, no-cache" }
        return response
    }

    private static func inserted(_ head: String, into page: ByteBuffer) -> ByteBuffer {
        let bytes = page.readableBytesView
        guard let end = bytes.firstRange(of: Array("</head>".utf8)) else { return page }
        var whole = ByteBufferAllocator().buffer(capacity: page.readableBytes + head.utf8.count)
        whole.writeBytes(bytes[..<end.lowerBound])
        whole.writeString(head)
        whole.writeBytes(bytes[end.lowerBound...])
        return whole
    }
}
