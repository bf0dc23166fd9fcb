extension CodeOwners.Rule {
    /// Nil for an empty line, a comment, and what the forge passes over as not valid.
    init?(_ line: Substring, number: Int, hasSections: Bool) {
        var words = Self.words(line)
        guard !words.isEmpty else { return nil }
        let pattern = words.removeFirst()
        guard let matcher = CodeOwnersMatcher(pattern, hasSections: hasSections) else { return nil }
        self.init(pattern: pattern, owners: words.filter { $0.contains("@") }, line: number, matcher: matcher)
    }

    /// Split at blanks that no backslash protects, up to a comment.
    private static func words(_ line: Substring) -> [String] {
        var words: [String] = []
        var word = ""
        var isEscaped = false
        for character in line {
            if character.isWhitespace && !isEscaped {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                if character == "#" && word.isEmpty { break }
                word.append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}

/// The paths of one line in a CODEOWNERS file.
struct CodeOwnersMatcher: Hashable, Sendable {
    let isExclusion: Bool
    private let pattern: PathPattern
    /// Only the path itself, and not what lies in a folder of that name.
    private let isExact: Bool

    init?(_ text: String, hasSections: Bool) {
        isExclusion = text.hasPrefix("!")
        if isExclusion && !hasSections { return nil }
        let body = isExclusion ? String(text.dropFirst()) : text
        // Neither forge knows sets of characters here.
        guard !body.isEmpty, hasSections || !body.contains("[") else { return nil }
        if hasSections {
            let isAnywhere = !body.hasPrefix("/") && body != "*"
            pattern = PathPattern(isAnywhere ? "**/" + body : body)
            isExact = !body.hasSuffix("/") && body != "*"
        } else {
            pattern = PathPattern(body)
            isExact = body.hasSuffix("/*")
        }
    }

    func matches(_ path: String) -> Bool {
        isExact ? pattern.matches(path) : pattern.matchesWithin(path)
    }
}
