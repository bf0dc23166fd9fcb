/// The name git gives to an object: 20 bytes in a SHA-1 repository, 32 in a SHA-256 one.
///
/// Kept inline, because a history holds one for every commit and the parents of each.
package struct ObjectID: Hashable, Sendable {
    private var high: UInt64 = 0
    private var upper: UInt64 = 0
    private var lower: UInt64 = 0
    private var low: UInt64 = 0
    private var length: UInt8 = 0

    /// Reads lower or upper case hexadecimal digits; nil unless there are exactly 40 or 64 of them.
    package init?<Digits: Collection<UInt8>>(hex digits: Digits) {
        guard digits.count == 40 || digits.count == 64 else { return nil }
        length = UInt8(digits.count / 2)
        var position = 0
        for digit in digits {
            guard let value = Self.value(of: digit) else { return nil }
            append(nibble: value, at: position)
            position += 1
        }
    }

    /// The same for bytes where they lie: what a reader of a long history has in hand.
    package init?(hex digits: UnsafeRawBufferPointer) {
        guard digits.count == 40 || digits.count == 64 else { return nil }
        length = UInt8(digits.count / 2)
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for position in 0..<digits.count {
            guard let value = Self.value(of: digits[position]) else { return nil }
            let shifted = value << UInt64(60 - 4 * (position % 16))
            switch position / 16 {
            case 0: words.0 |= shifted
            case 1: words.1 |= shifted
            case 2: words.2 |= shifted
            default: words.3 |= shifted
            }
        }
        (high, upper, lower, low) = words
    }

    package init?(_ text: some StringProtocol) {
        self.init(hex: Array(text.utf8))
    }

    /// Reads the raw bytes, as a tree or a database holds them; nil unless there are exactly 20 or 32.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 20 || bytes.count == 32 else { return nil }
        length = UInt8(bytes.count)
        for position in 0..<bytes.count {
            append(nibble: UInt64(bytes[position] >> 4), at: 2 * position)
            append(nibble: UInt64(bytes[position] & 15), at: 2 * position + 1)
        }
    }

    /// The raw bytes, 20 or 32 of them, for as long as `body` runs.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let words = (high.bigEndian, upper.bigEndian, lower.bigEndian, low.bigEndian)
        return try withUnsafeBytes(of: words) { try body(UnsafeRawBufferPointer(rebasing: $0[..<Int(length)])) }
    }

    /// The digits in lower case, as git prints them.
    package var hex: String {
        var text = ""
        text.reserveCapacity(Int(length) * 2)
        for position in 0..<Int(length) * 2 {
            text.unicodeScalars.append(Self.digits[Int(nibble(at: position))])
        }
        return text
    }

    /// The first ten digits, for people to read.
    package var short: String { String(hex.prefix(10)) }

    private static let digits = Array("0123456789abcdef".unicodeScalars)

    private static func value(of digit: UInt8) -> UInt64? {
        switch digit {
        case 48...57: UInt64(digit - 48)
        case 97...102: UInt64(digit - 87)
        case 65...70: UInt64(digit - 55)
        default: nil
        }
    }

    private mutating func append(nibble: UInt64, at position: Int) {
        let shifted = nibble << UInt64(60 - 4 * (position % 16))
        switch position / 16 {
        case 0: high |= shifted
        case 1: upper |= shifted
        case 2: lower |= shifted
        default: low |= shifted
        }
    }

    private func nibble(at position: Int) -> UInt64 {
        let word =
            switch position / 16 {
            case 0: high
            case 1: upper
            case 2: lower
            default: low
            }
        return (word >> UInt64(60 - 4 * (position % 16))) & 15
    }
}

extension ObjectID: Comparable {
    package static func < (left: ObjectID, right: ObjectID) -> Bool {
        (left.high, left.upper, left.lower, left.low) < (right.high, right.upper, right.lower, right.low)
    }
}

extension ObjectID: CustomStringConvertible {
    package var description: String { hex }
}
