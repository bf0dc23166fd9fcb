import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// The whole body where its length is known, which says that it does not go on for ever; nil for a stream.
    func collectedBody() async throws -> ByteBuffer? {
        guard let length = body.contentLength else { return nil }
        let collected = CollectedBody(capacity: length)
        try await body.write(CollectingWriter(collected: collected))
        return collected.buffer
    }
}

private final class CollectedBody {
    var buffer: ByteBuffer

    init(capacity: Int) { buffer = ByteBufferAllocator().buffer(capacity: capacity) }
}

private struct CollectingWriter: ResponseBodyWriter {
    let collected: CollectedBody

    mutating func write(_ buffer: ByteBuffer) async throws {
        if collected.buffer.readableBytes == 0 {
            collected.buffer = buffer
        } else {
            collected.buffer.writeImmutableBuffer(buffer)
        }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
