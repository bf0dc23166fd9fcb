import Records

/// Reads `file:line:column: code text`, one finding a line, as tools for PEP 8, type checkers and compilers print it.
/// Other lines are passed over: programs tell more than their findings.
struct LintLinesReader: LineReading, ReadyRecords {
    static let title = "list of findings"

    var ready: [Record] = []
    private let tool: String
    private var totals = FindingTotals()
    private var hasText = false

    init(tool: String) { self.tool = tool }

    var summary: FormatSummary { .findings(totals) }

    mutating func read(_ line: String, _ number: Int) {
        hasText = hasText || !line.allSatisfy(\.isWhitespace)
        guard let finding = Self.finding(line, tool: tool) else { return }
        totals.count(finding)
        ready.append(.finding(finding))
    }

    mutating func end(_ lines: Int) throws {
        totals.runs = 1
        totals.tools = [tool]
        guard totals.findings > 0 || !hasText else {
            throw FormatTrouble.other(than: Self.title, found: "no line has the shape “file:line:column: code text”")
        }
    }

    static func finding(_ line: String, tool: String) -> CodeFinding? {
        // A drive's letter has a colon too; what follows it is a slash, not a number.
        guard line.utf8.count < 10_000,
            let match = line.firstMatch(of: /^(.+?):(\d{1,9})(?::(\d{1,9}))?:\s+(.+)$/),
            match.1.contains(where: \.isLetter)
        else { return nil }
        let (level, text) = leveled(String(match.4))
        let (rule, message) = ruled(text)
        var finding = CodeFinding(
            tool: tool, rule: rule, level: level ?? .warning, message: message, path: String(match.1),
            line: Int(match.2))
        finding.column = match.3.flatMap { Int($0) }
        return finding
    }

    private static func leveled(_ text: String) -> (CodeFinding.Level?, String) {
        let words: [(String, CodeFinding.Level)] = [
            ("fatal error: ", .error), ("error: ", .error), ("warning: ", .warning), ("note: ", .note),
            ("info: ", .note), ("information: ", .note),
        ]
        for (word, level) in words where text.lowercased().hasPrefix(word) {
            return (level, String(text.dropFirst(word.count)))
        }
        return (nil, text)
    }

    /// `E302 expected 2 blank lines`, `C0114: Missing …`, or `… [no-untyped-def]`.
    private static func ruled(_ text: String) -> (String?, String) {
        if let match = text.wholeMatch(of: /([A-Z]{1,8}\d{1,6}):?\s+(.*)/) { return (String(match.1), String(match.2)) }
        if let match = text.wholeMatch(of: /(.*\S)\s+\[([\w.,+=-]+)\]/) { return (String(match.2), String(match.1)) }
        return (nil, text)
    }
}
