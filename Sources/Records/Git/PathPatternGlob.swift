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
