import CZlib
import Foundation

/// Files packed by gzip (RFC 1952).
enum Gunzip {
    static func isPacked(_ data: Data) -> Bool { data.starts(with: [0x1F, 0x8B]) }

    /// What was packed; nil where the file is broken or ends early. A file may have several parts, one after the other.
    static func content(of packed: Data) -> Data? {
        var stream = z_stream()
        guard tutti_gunzip_init(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var content = Data()
        var portion = [UInt8](repeating: 0, count: 1 << 16)
        let isWhole = packed.withUnsafeBytes { source in
            let first = source.bindMemory(to: UInt8.self).baseAddress
            // zlib does not write there; its interface is older than `const`.
            stream.next_in = UnsafeMutablePointer(mutating: first)
            stream.avail_in = UInt32(clamping: source.count)
            while true {
                let (status, count) = portion.withUnsafeMutableBufferPointer { target in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    return (inflate(&stream, Z_NO_FLUSH), target.count - Int(stream.avail_out))
                }
                content.append(contentsOf: portion[..<count])
                if status == Z_STREAM_END {
                    if stream.avail_in == 0 { return true }
                    guard inflateReset(&stream) == Z_OK else { return false }
                } else if status != Z_OK || (stream.avail_in == 0 && count < portion.count) {
                    return false
                }
            }
        }
        return isWhole ? content : nil
    }
}
