import Foundation

/// Gives equal byte strings the same place, so that a name that occurs ten thousand times is kept once.
struct ByteTable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    /// Places plus one, by hash; 0 is free. Always at most half full.
    private var slots = [Int32](repeating: 0, count: 1024)

    var count: Int { ends.count }

    /// The place of the string, and whether it is there for the first time.
    mutating func place(of string: UnsafeRawBufferPointer) -> (place: Int32, isNew: Bool) {
        let hash = Self.hash(string)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if hashes[place] == hash, holds(string, at: place) { return (Int32(place), false) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let place = Int32(ends.count)
        slots[slot] = place + 1
        bytes += string
        ends.append(bytes.count)
        hashes.append(hash)
        if ends.count * 2 > slots.count { grow() }
        return (place, true)
    }

    private func holds(_ string: UnsafeRawBufferPointer, at place: Int) -> Bool {
        let start = place == 0 ? 0 : ends[place - 1]
        guard ends[place] - start == string.count else { return false }
        guard let base = string.baseAddress, !string.isEmpty else { return true }
        return bytes.withUnsafeBytes { held in
            held.baseAddress.map { memcmp($0 + start, base, string.count) == 0 } ?? false
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for (place, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(place) + 1
        }
    }

    private static func hash(_ string: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(string.count)
        var at = 0
        while at + 8 <= string.count {
            hash = mix(hash ^ string.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at += 8
        }
        var rest: UInt64 = 0
        while at < string.count {
            rest = rest << 8 | UInt64(string[at])
            at += 1
        }
        return mix(hash ^ rest)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value &* 0xFF51_AFD7_ED55_8CCD
        return product ^ product >> 32
    }
}
