/// A decision record taken apart: front matter, fields and sections, of Markdown, AsciiDoc or reStructuredText.
///
/// Blocks of code are left out, so that an example of a record inside one is not taken for the record.
struct DecisionMarkup {
    struct Section {
        /// In lower case, without numbers and marks.
        var name: String
        var level: Int
        var lines: [Substring] = []
    }

    /// As in the first heading of the first level; nil without one.
    private(set) var title: String?
    /// "Status: accepted" in the front matter or above the second section, by the name in lower case, as written.
    private var fields: [String: String] = [:]
    /// Lines of front matter and text outside blocks of code.
    private(set) var lines: [Substring] = []
    private(set) var sections: [Section] = []

    init(_ text: String) {
        var rest = text.split(omittingEmptySubsequences: false) { $0.isNewline }[...]
        readFrontMatter(&rest)
        rest = Self.withoutCode(rest)[...]
        var skipsRule = false
        for (place, line) in zip(rest.indices, rest) {
            if skipsRule {
                skipsRule = false
                continue
            }
            lines.append(line)
            let next = place + 1 < rest.endIndex ? rest[place + 1] : ""
            if let heading = DocumentHeading(line, next: next) {
                skipsRule = heading.isUnderlined
                open(heading)
            } else {
                if sections.count <= 2 { readField(line) }
                if !sections.isEmpty { sections[sections.count - 1].lines.append(line) }
            }
        }
    }

    private mutating func open(_ heading: DocumentHeading) {
        if title == nil, heading.level == 1 { title = heading.text }
        let name = heading.text.lowercased().drop { !$0.isLetter }
        sections.append(Section(name: name.trimmed.droppingSuffix(":"), level: heading.level))
    }

    func field(_ name: String) -> String? { fields[name] }

    /// The lines under a heading, those of the headings below it included; nil without such a heading.
    func section(_ name: String) -> [Substring]? {
        guard let start = sections.firstIndex(where: { $0.name == name }) else { return nil }
        let below = sections[(start + 1)...].prefix { $0.level > sections[start].level }
        return sections[start].lines + below.flatMap(\.lines)
    }

    func hasSection(_ word: String) -> Bool { sections.contains { $0.name.hasPrefix(word) } }

    private mutating func readFrontMatter(_ rest: inout ArraySlice<Substring>) {
        guard let first = rest.first, first == "---" || first == "\u{FEFF}---",
            let end = rest.dropFirst().firstIndex(where: { $0.trimmed == "---" || $0.trimmed == "..." })
        else { return }
        var key: String?
        for line in rest[(rest.startIndex + 1)..<end] where !line.trimmed.hasPrefix("#") {
            let item = line.trimmed
            if item.hasPrefix("- "), let key {
                fields[key] = [fields[key] ?? "", item.dropFirst(2).trimmed].filter { !$0.isEmpty }.joined(
                    separator: ", ")
            } else if let colon = line.firstIndex(of: ":"), line.first?.isWhitespace == false {
                let name = Self.key(line[..<colon])
                fields[name] = Self.value(line[line.index(after: colon)...])
                key = name
            }
        }
        rest = rest[(end + 1)...]
    }

    /// Hyphens, underscores and blanks are one: `decision-makers` is "decision makers".
    private static func key(_ text: Substring) -> String {
        String(text.lowercased().map { "-_".contains($0) ? " " : $0 }).filter { !"*".contains($0) }[...].trimmed
    }

    /// Without quotes and a comment behind it; empty for a placeholder that nobody filled in.
    private static func value(_ text: Substring) -> String {
        let comment = text.indices.first {
            text[$0] == "#" && $0 > text.startIndex && text[text.index(before: $0)] == " "
        }
        var value = (comment.map { text[..<$0] } ?? text).trimmed
        for quote in ["\"", "'"] where value.count > 1 && value.hasPrefix(quote) && value.hasSuffix(quote) {
            value = String(value.dropFirst().dropLast())
        }
        return value.hasPrefix("{") || value == "[]" ? "" : value
    }

    /// `Status: accepted`, also in a list, in bold, as a field of AsciiDoc or as a row of a table.
    private mutating func readField(_ line: Substring) {
        var text = line.trimmed[...]
        if text.hasPrefix("|") {
            let cells = text.split(separator: "|").map(\.trimmed)
            guard cells.count == 2 else { return }
            text = "\(cells[0]): \(cells[1])"
        }
        text = text.drop { "*-+_: ".contains($0) }
        guard let colon = text.firstIndex(of: ":"), text[..<colon].count <= 24 else { return }
        let name = Self.key(text[..<colon])
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == " " }), fields[name] == nil else { return }
        fields[name] = Self.value(text[text.index(after: colon)...].drop { "*_ ".contains($0) })
    }

    private static func withoutCode(_ lines: ArraySlice<Substring>) -> [Substring] {
        var fence: String?
        var isComment = false
        return lines.filter { line in
            let text = line.trimmed
            if let open = fence {
                if text.hasPrefix(open) { fence = nil }
                return false
            }
            fence = ["```", "~~~"].first(where: text.hasPrefix)
            if text.hasPrefix("<!--") { isComment = true }
            let isShown = fence == nil && !isComment
            if text.hasSuffix("-->") { isComment = false }
            return isShown
        }
    }
}

/// A heading of one of the three markups.
struct DocumentHeading {
    var text: String
    /// From 1.
    var level: Int
    var isUnderlined = false

    init?(_ line: Substring, next: Substring) {
        for mark: Character in ["#", "="] where line.first == mark {
            let rest = line.drop { $0 == mark }
            guard rest.first == " " else { continue }
            level = line.count - rest.count
            text = rest.trimmed
            while text.last == mark { text.removeLast() }
            text = text[...].trimmed
            return
        }
        guard let mark = next.first, let depth = "=-~^".firstIndex(of: mark), next.trimmed.count >= 3,
            next.trimmed.allSatisfy({ $0 == mark }), line.contains(where: \.isLetter), !line.hasPrefix("|")
        else { return nil }
        level = "=-~^".distance(from: "=-~^".startIndex, to: depth) + 1
        text = line.trimmed
        isUnderlined = true
    }
}

extension Substring {
    /// Without blanks at either end.
    var trimmed: String {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

extension String {
    fileprivate func droppingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
