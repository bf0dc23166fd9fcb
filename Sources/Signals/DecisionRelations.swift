/// Which records a decision record replaces, and which replace it, by number.
struct DecisionRelations {
    private(set) var supersedes: [Int] = []
    private(set) var supersededBy: [Int] = []

    init(_ markup: DecisionMarkup) {
        for name in ["status", "supersedes", "superseded by", "replaces", "replaced by"] {
            guard let value = markup.field(name) else { continue }
            read(name == "status" ? value[...] : "\(name) \(value)")
        }
        var waiting: Substring?
        for line in markup.lines {
            let text = line.drop(while: \.isWhitespace)
            // A list below "Supersedes:" goes on with it.
            if let keyword = waiting, text.isListItem || text.isEmpty {
                read("\(keyword) \(text.drop { "*-+ ".contains($0) })")
                continue
            }
            read(line)
            waiting = Self.phrases.map(\.words).first { Self.plain(line.lowercased()).droppedColon == $0 }?[...]
        }
        supersedes = Array(Set(supersedes)).sorted()
        supersededBy = Array(Set(supersededBy)).sorted()
    }

    private static let phrases: [(words: String, isBackwards: Bool)] = [
        ("superseded by", true), ("superceded by", true), ("replaced by", true), ("supersedes", false),
        ("supercedes", false), ("replaces", false),
    ]

    private mutating func read(_ line: Substring) {
        for phrase in Self.phrases {
            guard let place = line.lowercased().firstRange(of: phrase.words) else { continue }
            let offset = line.lowercased().distance(from: line.lowercased().startIndex, to: place.upperBound)
            var rest = line.dropFirst(offset)
            while let number = Self.reference(&rest, mayBeBare: phrase.words.hasPrefix("super")) {
                if phrase.isBackwards { supersededBy.append(number) } else { supersedes.append(number) }
            }
        }
    }

    /// Takes a reference from the front: a link to a record, "ADR-0009", "#9", or "9" where it ends a phrase.
    private static func reference(_ rest: inout Substring, mayBeBare: Bool) -> Int? {
        rest = rest.drop { " :,;&*_\"'“(`".contains($0) }
        if rest.lowercased().hasPrefix("and ") { rest = rest.dropFirst(4) }
        if rest.first == "[", let middle = rest.firstRange(of: "]("),
            let end = rest[middle.upperBound...].firstIndex(of: ")")
        {
            let target = String(rest[middle.upperBound..<end].prefix { $0 != "#" })
            var text = rest[rest.index(after: rest.startIndex)..<middle.lowerBound]
            rest = rest[rest.index(after: end)...]
            return DecisionRecordName(target).number ?? reference(&text, mayBeBare: true)
        }
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            var text = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            return reference(&text, mayBeBare: true)
        }
        let letters = rest.prefix(while: \.isLetter).lowercased()
        let isNamed = ["adr", "adrs", "decision", "record"].contains(letters)
        let bare = isNamed ? rest.dropFirst(letters.count) : rest
        let number = bare.drop { "-_ #".contains($0) }
        let digits = number.prefix { $0.isASCII && $0.isNumber }
        let after = number.dropFirst(digits.count)
        guard (1...5).contains(digits.count), letters.isEmpty || isNamed else { return nil }
        guard isNamed || rest.first == "#" || mayBeBare && ends(after) else { return nil }
        // A file name goes on behind its number.
        rest = after.drop { $0.isLetter || $0.isNumber || "-_.\"'”)`*".contains($0) }
        return Int(digits)
    }

    /// Whether a bare number is all: "supersedes 7", but not "supersedes 7 older notes" or a date.
    private static func ends(_ after: Substring) -> Bool {
        guard let first = after.first else { return true }
        if first == "-" || first == "_" { return after.dropFirst().first?.isLetter == true }
        let next = after.drop { $0 == " " }.prefix(while: \.isLetter).lowercased()
        return !first.isNumber && !first.isLetter && ["", "and", "on"].contains(next)
    }

    /// A line without links' targets and emphasis.
    static func plain(_ line: String) -> String {
        var text = line[...]
        var plain = ""
        while let middle = text.firstRange(of: "]("), let end = text[middle.upperBound...].firstIndex(of: ")") {
            plain += text[..<middle.lowerBound]
            text = text[text.index(after: end)...]
        }
        plain += text
        let bare = plain.filter { !"*_`[]!~".contains($0) }
        return bare[...].drop { "-+ ".contains($0) }[...].trimmed
    }
}

extension String {
    fileprivate var droppedColon: String { hasSuffix(":") ? String(dropLast()) : self }
}
