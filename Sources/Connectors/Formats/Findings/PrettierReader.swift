import Records

/// Reads the files that Prettier would write differently, from `--list-different` or `--check`.
///
/// An empty list is a good one: everything is formatted.
struct PrettierReader: LineReading, ReadyRecords {
    var ready: [Record] = []
    private var totals = FindingTotals()

    var summary: FormatSummary { .findings(totals) }

    mutating func read(_ line: String, _ number: Int) {
        let text = line.trimmingPrefix(while: \.isWhitespace)
        if text.isEmpty || text.hasPrefix("Checking formatting") || text.hasPrefix("All matched files") { return }
        if text.hasPrefix("[error] ") { return error(text.dropFirst(8)) }
        let path = text.hasPrefix("[warn] ") ? text.dropFirst(7) : text
        if path.hasPrefix("Code style issues ") { return }
        report(path, .warning, "It is not formatted as Prettier would.")
    }

    mutating func end(_ lines: Int) {
        totals.runs = 1
        totals.tools = ["Prettier"]
    }

    /// `path: SyntaxError: …`, and below it lines that show the place.
    private mutating func error(_ text: Substring) {
        let parts = text.split(separator: ": ", maxSplits: 1)
        guard parts.count == 2, parts[1].contains("Error") else { return }
        report(parts[0], .error, String(parts[1]))
    }

    private mutating func report(_ path: Substring, _ level: CodeFinding.Level, _ message: String) {
        let finding = CodeFinding(tool: "Prettier", rule: nil, level: level, message: message, path: String(path))
        totals.count(finding)
        ready.append(.finding(finding))
    }
}
