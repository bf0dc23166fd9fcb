import Foundation

/// Bytes as they arrive, handed out up to a separator or by number, without a copy.
///
/// What a call returns is valid until the next call. Memory grows to the longest piece asked for.
package struct ByteReader: ~Copyable {
    /// Fills the front of a buffer and tells how much; 0 is the end.
    package typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    private let source: Source
    private var buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var isOver = false

    package init(capacity: Int = 1 << 18, source: @escaping Source) {
        self.source = source
        buffer = .allocate(byteCount: max(capacity, 16), alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// The bytes before the next separator, which is passed over; nil at the end, also where bytes without a
    /// separator are left (`isAtEnd` tells the two apart).
    package mutating func next(until separator: UInt8) throws -> UnsafeRawBufferPointer? {
        var searched = 0
        while true {
            let window = UnsafeRawBufferPointer(rebasing: buffer[start + searched..<end])
            if let base = window.baseAddress, let hit = memchr(base, Int32(separator), window.count) {
                let length = searched + (UnsafeRawPointer(hit) - base)
                defer { start += length + 1 }
                return UnsafeRawBufferPointer(rebasing: buffer[start..<start + length])
            }
            searched = end - start
            guard try fill() else { return nil }
        }
    }

    /// Exactly so many bytes, passed over; nil where fewer are left.
    package mutating func next(count: Int) throws -> UnsafeRawBufferPointer? {
        while end - start < count {
            guard try fill(wanted: count) else { return nil }
        }
        defer { start += count }
        return UnsafeRawBufferPointer(rebasing: buffer[start..<start + count])
    }

    /// Exactly so many bytes to keep, passed over; nil where fewer are left. Long ones are read right into place.
    package mutating func array(count: Int) throws -> [UInt8]? {
        let array = try [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            while filled < count {
                if start < end {
                    let part = buffer[start..<min(end, start + count - filled)]
                    UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[filled...])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
                    filled += part.count
                    start += part.count
                } else if count - filled >= buffer.count {
                    let room = UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(target)[filled..<count])
                    let got = isOver ? 0 : try source(room)
                    if got == 0 { break }
                    filled += got
                } else if try !fill() {
                    break
                }
            }
        }
        return array.count == count ? array : nil
    }

    /// The next byte, which stays where it is; nil at the end.
    package mutating func peek() throws -> UInt8? {
        while start == end {
            guard try fill() else { return nil }
        }
        return buffer[start]
    }

    /// All that is left.
    package mutating func rest() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while try peek() != nil {
            bytes += buffer[start..<end]
            start = end
        }
        return bytes
    }

    package mutating func isAtEnd() throws -> Bool { try peek() == nil }

    private mutating func fill(wanted: Int = 0) throws -> Bool {
        if isOver { return false }
        if start == end {
            start = 0
            end = 0
        }
        if end == buffer.count || start + wanted > buffer.count { makeRoom(for: wanted) }
        let count = try source(UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
        isOver = count == 0
        end += count
        return count > 0
    }

    private mutating func makeRoom(for wanted: Int) {
        let held = end - start
        let isRoomy = held <= buffer.count / 2 && wanted <= buffer.count
        if isRoomy {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        } else {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(buffer.count * 2, wanted + 4096), alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
            buffer.deallocate()
            buffer = larger
        }
        start = 0
        end = held
    }
}
