import Foundation
import SystemPackage

/// What `git cat-file` answers, one content after the other.
struct BlobAnswers: ~Copyable {
    /// Git takes a larger file for binary without a look inside.
    private static let largest = 512 << 20

    private var reader: ByteReader
    /// Whether an attribute may call text what does not look so.
    private let keepsBinary: Bool

    init(_ descriptor: FileDescriptor, keepsBinary: Bool) {
        reader = ByteReader(descriptor)
        self.keepsBinary = keepsBinary
    }

    /// `id blob size`, a line feed, the content, a line feed; or `id missing`.
    mutating func next() throws -> BlobContent {
        guard let line = try reader.next(until: UInt8(ascii: "\n")) else { throw GitTrouble.garbled("cat-file") }
        guard let space = line.lastIndex(of: UInt8(ascii: " ")) else { throw GitTrouble.garbled("cat-file") }
        let last = String(decoding: line[(space + 1)...], as: UTF8.self)
        if last == "missing" { return .missing }
        guard let size = Int(last), size >= 0 else { throw GitTrouble.garbled("cat-file") }
        if size > Self.largest {
            try pass(size + 1)
            return .binary
        }
        guard let bytes = try reader.array(count: size), try reader.next(count: 1) != nil else {
            throw GitTrouble.garbled("cat-file")
        }
        return !keepsBinary && bytes.withUnsafeBytes(LineCounter.isBinary) ? .binary : .bytes(bytes)
    }

    private mutating func pass(_ count: Int) throws {
        var left = count
        while left > 0 {
            guard try reader.next(count: min(left, 1 << 16)) != nil else { throw GitTrouble.garbled("cat-file") }
            left -= min(left, 1 << 16)
        }
    }
}
