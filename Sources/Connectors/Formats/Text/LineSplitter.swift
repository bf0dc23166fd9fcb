import Foundation

/// Cuts text into lines as it comes, without what ends them.
struct LineSplitter {
    /// Bytes of one line.
    static let longest = 1 << 24

    private var held: [UInt8] = []
    /// Of the line handed out last, from 1.
    private(set) var number = 0

    /// The next whole line; nil where more bytes are needed, and then these are all taken.
    mutating func next(in bytes: UnsafeRawBufferPointer, from place: inout Int) throws -> [UInt8]? {
        let window = UnsafeRawBufferPointer(rebasing: bytes[place...])
        guard let base = window.baseAddress, let hit = memchr(base, Int32(UInt8(ascii: "\n")), window.count) else {
            held += window
            place = bytes.count
            if held.count > Self.longest {
                throw FormatTrouble.tooLong(line: number + 1, what: "a line", limit: Self.longest)
            }
            return nil
        }
        let length = UnsafeRawPointer(hit) - base
        place += length + 1
        number += 1
        return line(ending: window[..<length])
    }

    /// What stands after the last line's end.
    mutating func finish() -> [UInt8]? {
        if held.isEmpty { return nil }
        number += 1
        return line(ending: UnsafeRawBufferPointer(start: nil, count: 0)[...])
    }

    private mutating func line(ending bytes: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        defer { held.removeAll(keepingCapacity: true) }
        var line = held + bytes
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }
}
