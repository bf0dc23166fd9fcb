import Records

/// Where the decision records of a repository lie: by their folders, and elsewhere by their content.
struct DecisionRecordFiles {
    /// Sorted.
    let paths: [String]

    init(_ evidence: Evidence) {
        paths = evidence.snapshot.files.filter { file in
            guard !file.isVendored, !file.isGenerated, DocumentPath.isMarkup(file.path),
                evidence.options.covers(file.path), !Self.isAround(file.path)
            else { return false }
            return Self.isRecord(file.path, evidence.snapshot.texts[file.path])
        }.map(\.path).sorted()
    }

    /// In a folder of decisions a number in the name is enough, or the sections of a record; elsewhere it takes both
    /// context and decision, and a status or options.
    private static func isRecord(_ path: String, _ text: String?) -> Bool {
        let lies = liesAmongDecisions(path)
        if lies, DecisionRecordName(path).number != nil { return true }
        guard let text, lies || text.utf8.count < 65_536 else { return false }
        let markup = DecisionMarkup(text)
        let hasStatus = markup.field("status") != nil || markup.section("status") != nil
        let decides = markup.hasSection("decision")
        if lies { return decides || hasStatus }
        return decides && markup.hasSection("context") && (hasStatus || markup.hasSection("considered options"))
    }

    /// Indexes, templates and explanations stand around the records.
    private static func isAround(_ path: String) -> Bool {
        let words = DocumentPath.name(of: path).lowercased().split { !$0.isLetter }
        return words.contains("template") || words.contains("templates")
            || words.count == 2 && words.first.map { around.contains(String($0)) } == true
            || DocumentPath.folders(of: path).contains { $0.contains("template") }
    }

    private static let around: Set = ["readme", "index", "toc", "summary", "overview", "about"]

    private static func liesAmongDecisions(_ path: String) -> Bool {
        let folders = DocumentPath.folders(of: path)
        return folders.contains { names.contains($0.filter(\.isLetter)) }
            || zip(folders, folders.dropFirst()).contains { ["doc", "docs"].contains($0) && $1 == "arch" }
    }

    /// Folders by their letters alone: `decision-records` and `decision_records` are one.
    private static let names: Set = [
        "adr", "adrs", "decision", "decisions", "decisionrecord", "decisionrecords", "decisionlog",
        "architecturedecisions", "architecturaldecisions", "architecturedecisionrecords",
        "architecturaldecisionrecords",
    ]
}

/// What the name of a record's file tells.
struct DecisionRecordName {
    /// Of `0007-use-x.md`, `adr-7.md` or `ADR_0007_use_x.rst`; nil for a date or none.
    let number: Int?
    /// The words after the number: "use x".
    let words: String

    init(_ path: String) {
        let name = DocumentPath.name(of: path)
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
        let letters = stem.prefix(while: \.isLetter).lowercased()
        var rest = stem[...]
        if ["adr", "adrs", "decision", "dr", "ad", "d"].contains(letters) {
            rest = stem.dropFirst(letters.count).drop { "-_ .".contains($0) }
        }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let after = rest.dropFirst(digits.count)
        // 2026-03-02-use-x is a day; so is 20260302.
        let isDate = digits.count == 4 && Self.isMonth(after)
        let isNumber = !digits.isEmpty && digits.count <= 5 && !isDate && after.first?.isLetter != true
        number = isNumber ? Int(digits) : nil
        words = String((isNumber ? after : stem).map { "-_".contains($0) ? " " : $0 })
            .split(separator: " ").joined(separator: " ")
    }

    private static func isMonth(_ rest: Substring) -> Bool {
        let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count >= 3 && parts[0].isEmpty && parts[1].count == 2 && parts[2].prefix(2).allSatisfy(\.isNumber)
            && Int(parts[1]) != nil
    }
}
