/// What stands between square brackets in a pattern.
struct ByteSet {
    private var members = [Bool](repeating: false, count: 256)
    private var isNegated = false
    /// The place after the closing bracket.
    private(set) var end: Int

    /// Nil without a closing bracket, or with a class that is not known.
    init?(_ pattern: UnsafeRawBufferPointer, at start: Int) {
        end = start + 1
        if end < pattern.count, pattern[end] == UInt8(ascii: "!") || pattern[end] == UInt8(ascii: "^") {
            isNegated = true
            end += 1
        }
        var isFirst = true
        var previous: UInt8?
        while end < pattern.count {
            let byte = pattern[end]
            if byte == UInt8(ascii: "]") && !isFirst {
                end += 1
                return
            }
            isFirst = false
            if byte == UInt8(ascii: "["), end + 1 < pattern.count, pattern[end + 1] == UInt8(ascii: ":") {
                guard let isClass = addClass(pattern) else { return nil }
                previous = isClass ? nil : byte
            } else if byte == UInt8(ascii: "-"), let low = previous, end + 1 < pattern.count,
                pattern[end + 1] != UInt8(ascii: "]")
            {
                end += 1
                guard let high = literal(pattern) else { return nil }
                if low <= high { (low...high).forEach { members[Int($0)] = true } }
                previous = nil
            } else {
                guard let member = literal(pattern) else { return nil }
                members[Int(member)] = true
                previous = member
            }
        }
        return nil
    }

    func contains(_ byte: UInt8) -> Bool { members[Int(byte)] != isNegated }

    private mutating func literal(_ pattern: UnsafeRawBufferPointer) -> UInt8? {
        if pattern[end] == .backslash { end += 1 }
        guard end < pattern.count else { return nil }
        end += 1
        return pattern[end - 1]
    }

    /// Nil for a class that is not known; false where the bracket begins none and stands for itself.
    private mutating func addClass(_ pattern: UnsafeRawBufferPointer) -> Bool? {
        guard let close = pattern[(end + 2)...].firstIndex(of: UInt8(ascii: "]")),
            pattern[close - 1] == UInt8(ascii: ":"),
            close - 1 >= end + 2
        else {
            members[Int(UInt8(ascii: "["))] = true
            end += 1
            return false
        }
        guard let test = Self.classes[String(decoding: pattern[(end + 2)..<(close - 1)], as: UTF8.self)] else {
            return nil
        }
        for byte in UInt8(0)..<128 where test(byte) { members[Int(byte)] = true }
        end = close + 1
        return true
    }

    private static let classes: [String: @Sendable (UInt8) -> Bool] = [
        "alnum": { isLetter($0) || isDigit($0) }, "alpha": { isLetter($0) }, "digit": { isDigit($0) },
        "blank": { $0 == 32 || $0 == 9 }, "cntrl": { $0 < 32 || $0 == 127 }, "graph": { 33...126 ~= $0 },
        "lower": { 97...122 ~= $0 }, "print": { 32...126 ~= $0 }, "space": { $0 == 32 || 9...13 ~= $0 },
        "upper": { 65...90 ~= $0 }, "xdigit": { isDigit($0) || 65...70 ~= $0 || 97...102 ~= $0 },
        "punct": { 33...126 ~= $0 && !isLetter($0) && !isDigit($0) },
    ]

    private static func isLetter(_ byte: UInt8) -> Bool { 65...90 ~= byte || 97...122 ~= byte }
    private static func isDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte }
}
