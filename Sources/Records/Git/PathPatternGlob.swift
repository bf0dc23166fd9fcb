/// Compares a pattern with a text byte by byte, as git's matching of path names does.
struct Glob {
    let pattern: UnsafeRawBufferPointer
    let text: UnsafeRawBufferPointer

    func matches() -> Bool { matches(0, 0) == .yes }

    private enum Answer {
        case yes, no
        /// No further place of the text can help: it ended before the pattern did.
        case never
        /// Only a `**` further out can still help, by passing a slash.
        case notInThisPart
    }

    private func matches(_ patternStart: Int, _ textStart: Int) -> Answer {
        var place = patternStart
        var position = textStart
        while place < pattern.count {
            let byte = pattern[place]
            if byte == .star { return matchesStar(place, position) }
            guard position < text.count else { return .never }
            switch byte {
            case UInt8(ascii: "?"):
                if text[position] == .slash { return .no }
                place += 1
            case UInt8(ascii: "["):
                guard let set = ByteSet(pattern, at: place) else { return .never }
                if text[position] == .slash || !set.contains(text[position]) { return .no }
                place = set.end
            case .backslash:
                guard place + 1 < pattern.count, pattern[place + 1] == text[position] else { return .no }
                place += 2
            default:
                if byte != text[position] { return .no }
                place += 1
            }
            position += 1
        }
        return position == text.count ? .yes : .no
    }

    private func matchesStar(_ start: Int, _ textStart: Int) -> Answer {
        var place = start
        while place < pattern.count, pattern[place] == .star { place += 1 }
        let crossesSlashes = place - start > 1 && isWholePart(start, place)
        if crossesSlashes, place < pattern.count, pattern[place] == .slash, matches(place + 1, textStart) == .yes {
            return .yes
        }
        if place == pattern.count {
            return crossesSlashes || !text[textStart...].contains(.slash) ? .yes : .notInThisPart
        }
        for position in textStart..<text.count {
            let answer = matches(place, position)
            switch answer {
            case .no: break
            case .notInThisPart where crossesSlashes: break
            case .yes, .never, .notInThisPart: return answer
            }
            if !crossesSlashes && text[position] == .slash { return .notInThisPart }
        }
        return .never
    }

    /// Whether the stars stand between slashes or the ends of the pattern.
    ///
    /// Git compares what comes before the first wildcard separately, so stars right after it count as at an end.
    private func isWholePart(_ start: Int, _ end: Int) -> Bool {
        guard start == 0 || pattern[start - 1] == .slash || !pattern[..<start].contains(where: Self.isSpecial) else {
            return false
        }
        if end == pattern.count || pattern[end] == .slash { return true }
        return pattern[end] == .backslash && end + 1 < pattern.count && pattern[end + 1] == .slash
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == .star || byte == .backslash || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
    }
}

/// What stands between square brackets in a pattern.
private struct ByteSet {
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
