import CZlib

/// Unpacks what gzip packed (RFC 1952) as it is read. A file may have several parts, one after the other.
final class Gunzip {
    /// It is no gzip any more, or ends early.
    struct Broken: Error {}

    static func isPacked(_ head: some Sequence<UInt8>) -> Bool { head.starts(with: [0x1F, 0x8B]) }

    private var source: PeekedBytes
    private var isAtEnd = false
    private var isBetweenParts = false
    private let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    /// Zlib notes its address, so it may not move.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init(_ source: PeekedBytes) throws {
        self.source = source
        stream.initialize(to: z_stream())
        guard tutti_gunzip_init(stream) == Z_OK else { throw Broken() }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        packed.deallocate()
    }

    /// Fills the front of a buffer and tells how much; 0 is the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(buffer.count)
        while stream.pointee.avail_out == UInt32(buffer.count) {
            if stream.pointee.avail_in == 0 && !isAtEnd { try refill() }
            if isBetweenParts {
                if isAtEnd { return 0 }
                guard inflateReset(stream) == Z_OK else { throw Broken() }
                isBetweenParts = false
            }
            switch inflate(stream, Z_NO_FLUSH) {
            case Z_STREAM_END: isBetweenParts = true
            case Z_OK: break
            // Nothing more to do with what there is.
            case Z_BUF_ERROR where !isAtEnd: break
            default: throw Broken()
            }
        }
        return buffer.count - Int(stream.pointee.avail_out)
    }

    private func refill() throws {
        let count = try source.read(into: packed)
        isAtEnd = count == 0
        stream.pointee.next_in = packed.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(count)
    }
}
