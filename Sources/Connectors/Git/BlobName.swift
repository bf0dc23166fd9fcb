/// The id of a content in the raw log, in a form that is quick to read, to compare and to write.
struct BlobName: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var digits: UInt8 = 0

    /// Reads 40 or 64 hexadecimal digits in lower case; nil for anything else.
    init?(hex: UnsafeRawBufferPointer) {
        guard hex.count == 40 || hex.count == 64 else { return nil }
        digits = UInt8(hex.count)
        guard let first = Self.word(hex, 0), let second = Self.word(hex, 16), let third = Self.word(hex, 32) else {
            return nil
        }
        words = (first, second, third, 0)
        if hex.count == 64 {
            guard let last = Self.word(hex, 48) else { return nil }
            words.3 = last
        }
    }

    /// All zero: the side of a change where there is no file.
    var isNull: Bool { words == (0, 0, 0, 0) }

    func append(to bytes: inout [UInt8]) {
        for (place, word) in [words.0, words.1, words.2, words.3].enumerated() {
            for digit in 0..<max(0, min(16, Int(digits) - 16 * place)) {
                let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * digit)) & 15
                bytes.append(nibble < 10 ? nibble + 48 : nibble + 87)
            }
        }
    }

    var hex: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func == (left: BlobName, right: BlobName) -> Bool { left.words == right.words }

    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

    /// Up to 16 digits from a place on; of the third part of a short name only 8 are there.
    private static func word(_ hex: UnsafeRawBufferPointer, _ start: Int) -> UInt64? {
        guard let high = half(hex, start) else { return nil }
        if start + 8 == hex.count { return high << 32 }
        guard let low = half(hex, start + 8) else { return nil }
        return high << 32 | low
    }

    /// Eight digits at once, a byte of the word for each: a history has a million of them.
    private static func half(_ hex: UnsafeRawBufferPointer, _ start: Int) -> UInt64? {
        let text = UInt64(bigEndian: hex.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        let letters = text >> 6 & 0x0101_0101_0101_0101
        let nibbles = (text & 0x0F0F_0F0F_0F0F_0F0F) + 9 * letters
        let beyondNine = (nibbles + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        // Letters stand in the column of 0x60, digits in that of 0x30; and only letters may be more than nine.
        let columns = 0x3030_3030_3030_3030 ^ 0x50 * letters
        guard text & 0xF0F0_F0F0_F0F0_F0F0 == columns, beyondNine == letters, nibbles & 0xF0F0_F0F0_F0F0_F0F0 == 0
        else { return nil }
        let bytes = (nibbles | nibbles >> 4) & 0x00FF_00FF_00FF_00FF
        let pairs = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF
        return (pairs | pairs >> 16) & 0xFFFF_FFFF
    }
}
