import Foundation

/// Counts lines of what went by, for sentences about what is wrong.
struct LineCount {
    private var before = 1

    mutating func pass(_ bytes: UnsafeRawBufferPointer) { before += Self.ends(in: bytes) }

    /// The line of a place in bytes that were not passed yet.
    func line(at place: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        before + Self.ends(in: UnsafeRawBufferPointer(rebasing: bytes[..<min(place, bytes.count)]))
    }

    var last: Int { before }

    private static func ends(in bytes: UnsafeRawBufferPointer) -> Int {
        var count = 0
        for byte in bytes where byte == UInt8(ascii: "\n") { count += 1 }
        return count
    }
}
