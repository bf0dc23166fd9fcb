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
        let end = min(start + 16, hex.count)
        var word: UInt64 = 0
        for place in start..<end {
            let digit = hex[place]
            switch digit {
            case 48...57: word = word << 4 | UInt64(digit - 48)
            case 97...102: word = word << 4 | UInt64(digit - 87)
            default: return nil
            }
        }
        return word << UInt64(4 * (16 - (end - start)))
    }
}
