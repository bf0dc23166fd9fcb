/// One decision record, read from its file.
struct DecisionRecord {
    let details: DecisionRecordsDetails.Record
    let folder: String
    /// Whether the record has a field for those who decided, and whether somebody is named in it.
    let hasDeciderField: Bool
    let namesDeciders: Bool
    /// Relative links to other documents, as written.
    let links: [String]

    init(path: String, text: String) {
        let markup = DecisionMarkup(text)
        let name = DecisionRecordName(path)
        let relations = DecisionRelations(markup)
        let deciders = Self.deciderFields.compactMap { field in
            markup.field(field) ?? markup.section(field).map { $0.joined(separator: " ").trimmedText }
        }
        folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        hasDeciderField = !deciders.isEmpty
        namesDeciders = deciders.contains { !$0.isEmpty }
        links = markup.lines.flatMap { line in DocumentMentions.all(in: String(line)) }
            .filter { !$0.isCode && DocumentPath.isMarkup(String($0.target.prefix { $0 != "#" })) }.map(\.target)
            .sorted()
        details = .init(
            path: path, number: name.number,
            title: Self.title(markup, name), status: Self.status(markup), date: Self.date(markup),
            options: Self.options(markup), supersedes: relations.supersedes, supersededBy: relations.supersededBy)
    }

    private static let deciderFields = [
        "deciders", "decider", "decision makers", "decision maker", "decided by", "approvers", "approved by",
    ]

    /// Without the number in front: "ADR 7: Use X" and "7. Use X" are "Use X".
    private static func title(_ markup: DecisionMarkup, _ name: DecisionRecordName) -> String {
        guard let title = markup.title ?? markup.field("title"), !title.isEmpty else { return name.words }
        let letters = title.prefix(while: \.isLetter).lowercased()
        let isNamed = ["adr", "decision", "record"].contains(letters)
        let rest = isNamed ? title.dropFirst(letters.count).drop { "-_ #".contains($0) } : title[...]
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let after = rest.dropFirst(digits.count)
        guard !digits.isEmpty, isNamed || after.trimmed.first.map({ ".:)–—-".contains($0) }) == true else {
            return title
        }
        let bare = after.drop { ".:)–—- ".contains($0) }
        return bare.isEmpty ? title : String(bare)
    }

    private static func status(_ markup: DecisionMarkup) -> String? {
        let field = markup.field("status").flatMap { $0.isEmpty ? nil : $0 }
        let lines = field.map { [$0[...]] } ?? (markup.section("status") ?? [])
        let words = lines.map { DecisionRelations.plain($0.lowercased()) }.filter { !$0.isEmpty }
        if words.contains(where: { $0.contains("superseded") || $0.contains("superceded") }) { return "superseded" }
        guard let first = words.first, !first.hasPrefix("{") else { return nil }
        let end = [" by ", " on ", " · ", " | ", " — ", " (", ",", ";", " - ", " – ", "."].compactMap {
            first.firstRange(of: $0)?.lowerBound
        }
        let status = first[..<(end.min() ?? first.endIndex)].trimmed
        return status.isEmpty ? nil : status
    }

    private static func date(_ markup: DecisionMarkup) -> String? {
        let date = markup.field("date") ?? markup.section("date")?.map(\.trimmed).first { !$0.isEmpty }
        return date.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Items of the list of options, those inside others left out; else the headings below.
    private static func options(_ markup: DecisionMarkup) -> Int {
        let names = ["considered options", "options considered", "options", "alternatives considered", "alternatives"]
        guard let start = markup.sections.firstIndex(where: { names.contains($0.name) }) else { return 0 }
        let own = markup.sections[start]
        let items = own.lines.compactMap { line -> Int? in
            let text = line.drop(while: \.isWhitespace)
            return text.isListItem ? line.count - text.count : nil
        }
        if let least = items.min() { return items.count { $0 <= least + 1 } }
        let below = markup.sections[(start + 1)...].prefix { $0.level > own.level }
        return below.count { $0.level == own.level + 1 }
    }
}

extension Substring {
    /// `* `, `- `, `+ `, `1. ` or `1) `.
    var isListItem: Bool {
        if let first, "*-+".contains(first) { return dropFirst().first == " " }
        let rest = drop(while: \.isNumber)
        return rest.count < count && (rest.hasPrefix(". ") || rest.hasPrefix(") "))
    }
}

extension String {
    fileprivate var trimmedText: String { self[...].trimmed }
}
