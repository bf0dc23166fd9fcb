import Records

/// Reads CTRF, the Common Test Report Format in JSON.
struct CtrfReader: JSONElementReading, ReadyRecords {
    static let title = "CTRF report"

    let places: [JSONPlace] = [.mark("results", "tests"), .whole("results", "tests", "*")]
    let skipped: Set<String> = ["trace", "stdout", "stderr", "attachments", "steps", "extra", "screenshot"]
    var ready: [Record] = []
    private var tally = TestTally()
    private var hasTests = false
    private var suites: Set<String> = []

    var summary: FormatSummary { .tests(tally.totals) }

    mutating func begin(_ place: Int) { hasTests = true }

    mutating func element(_ place: Int, _ value: JSONValue) {
        let suite = value["suite"]?.text ?? value["suite"]?.elements.compactMap(\.text).joined(separator: " > ") ?? ""
        let name = value["name"]?.text ?? ""
        let milliseconds = value["duration"]?.double.flatMap { $0 >= 0 ? $0 : nil }
        var result = TestResult(
            suite: suite, name: TestCaseDraft.full(name, group: suite), file: value["filePath"]?.text,
            outcome: Self.outcome(value["status"]?.text), seconds: milliseconds.map { $0 / 1000 },
            message: value["message"]?.text.map { String(decoding: $0.utf8.prefix(2_000), as: UTF8.self) })
        result.earlier = Self.earlier(value)
        tally.count(name.isEmpty ? nil : [suite, name], result.outcome)
        tally.add(seconds: result.seconds ?? 0)
        if suites.insert(suite).inserted { tally.addSuite() }
        ready.append(.testResult(result))
    }

    mutating func finish() throws {
        if !hasTests { throw FormatTrouble.other(than: Self.title, found: "it has no “results.tests”") }
    }

    private static func outcome(_ status: String?) -> TestResult.Outcome {
        switch status {
        case "passed": .passed
        case "failed": .failed
        case "skipped", "pending": .skipped
        default: .error
        }
    }

    /// Older reports tell only how many tries there were.
    private static func earlier(_ value: JSONValue) -> [TestResult.Outcome] {
        let attempts = value["retryAttempts"]?.elements ?? []
        if !attempts.isEmpty { return attempts.map { outcome($0["status"]?.text) } }
        return [TestResult.Outcome](repeating: .failed, count: min(value["retries"]?.count ?? 0, 100))
    }
}
