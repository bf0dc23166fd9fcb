import CZlib
import NIOCore

enum Gzip {
    /// The bytes in gzip's format (RFC 1952); nil where zlib has no memory.
    static func compress(_ input: ByteBuffer, level: Int32) -> ByteBuffer? {
        var stream = z_stream()
        // 15 bits of window, and 16 for gzip's own frame.
        guard tutti_deflate_init(&stream, level, 15 + 16) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var output = ByteBufferAllocator().buffer(capacity: Int(deflateBound(&stream, UInt(input.readableBytes))))
        var ended = false
        _ = input.withUnsafeReadableBytes { source in
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: output.writableBytes) { target in
                // zlib does not write there; its interface is older than `const`.
                stream.next_in = UnsafeMutableRawPointer(mutating: source.baseAddress)?
                    .assumingMemoryBound(to: UInt8.self)
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(target.count)
                ended = deflate(&stream, Z_FINISH) == Z_STREAM_END
                return target.count - Int(stream.avail_out)
            }
        }
        return ended ? output : nil
    }
}
