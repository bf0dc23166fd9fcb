import Records

/// Reads what ESLint writes with `--format json`.
struct EslintReader: JSONElementReading, ReadyRecords {
    static let title = "ESLint report"

    let places: [JSONPlace] = [.mark(), .whole("*")]
    let skipped: Set<String> = ["source", "output", "fix", "suggestions", "usedDeprecatedRules"]
    var ready: [Record] = []
    private var totals = FindingTotals()

    var summary: FormatSummary { .findings(totals) }

    mutating func begin(_ place: Int) { totals.runs = 1 }

    mutating func element(_ place: Int, _ value: JSONValue) throws {
        guard let path = value["filePath"]?.text, value["messages"] != nil else {
            throw Flaw.trouble(.other(than: Self.title, found: "an element has no “filePath” and “messages”"))
        }
        totals.tools = ["ESLint"]
        for message in value["messages"]?.elements ?? [] { report(message, path, isSuppressed: false) }
        for message in value["suppressedMessages"]?.elements ?? [] { report(message, path, isSuppressed: true) }
    }

    mutating func finish() {}

    private mutating func report(_ message: JSONValue, _ path: String, isSuppressed: Bool) {
        let isError = message["severity"]?.count == 2 || message["fatal"]?.flag == true
        var finding = CodeFinding(
            tool: "ESLint", rule: message["ruleId"]?.text, level: isError ? .error : .warning,
            message: message["message"]?.text ?? "", path: path, line: message["line"]?.count,
            isSuppressed: isSuppressed)
        finding.column = message["column"]?.count
        totals.count(finding)
        ready.append(.finding(finding))
    }
}
