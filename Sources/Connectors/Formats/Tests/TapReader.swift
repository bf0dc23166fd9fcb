import Records

/// Reads TAP, the Test Anything Protocol: `ok 1 - adds`, `not ok 2 - divides # TODO`.
struct TapReader: LineReading, ReadyRecords {
    static let title = "TAP report"

    var ready: [Record] = []
    private var tally = TestTally()
    private var hasPlan = false

    var summary: FormatSummary { .tests(tally.totals) }

    /// Indented lines are parts of a test that has a line of its own.
    mutating func read(_ line: String, _ number: Int) {
        hasPlan = hasPlan || line.hasPrefix("TAP version") || line.wholeMatch(of: /1\.\.\d+.*/) != nil
        guard let match = line.wholeMatch(of: /(not )?ok\b\s*(\d+)?\s*(?:- )?([^#]*)(?:#\s*(.*))?/) else { return }
        hasPlan = true
        let directive = match.4?.lowercased() ?? ""
        let isUnrun = directive.hasPrefix("skip") || directive.hasPrefix("todo")
        let outcome: TestResult.Outcome = isUnrun ? .skipped : match.1 == nil ? .passed : .failed
        let words = String(match.3).split(separator: " ").joined(separator: " ")
        let name = words.isEmpty ? match.2.map(String.init) ?? "" : words
        tally.count(name.isEmpty ? nil : [name], outcome)
        ready.append(.testResult(TestResult(suite: "", name: name, outcome: outcome)))
    }

    mutating func end(_ lines: Int) throws {
        guard hasPlan else {
            throw lines == 0 ? .empty : FormatTrouble.other(than: Self.title, found: "no line begins with “ok”")
        }
        tally.addSuite()
    }
}
