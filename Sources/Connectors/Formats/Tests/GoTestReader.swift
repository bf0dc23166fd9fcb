import Records

/// Reads what `go test -json` writes: one event a line.
struct GoTestReader: JSONElementReading, ReadyRecords {
    static let title = "report of go test"

    let places: [JSONPlace] = [.whole()]
    var ready: [Record] = []
    private var tally = TestTally()
    private var hasEvents = false

    var summary: FormatSummary { .tests(tally.totals) }

    mutating func element(_ place: Int, _ value: JSONValue) {
        guard let action = value["Action"]?.text else { return }
        hasEvents = true
        guard let outcome = Self.outcome(action) else { return }
        let suite = value["Package"]?.text ?? ""
        let seconds = value["Elapsed"]?.double.flatMap { $0 >= 0 ? $0 : nil }
        guard let test = value["Test"]?.text else {
            tally.addSuite()
            tally.add(seconds: seconds ?? 0)
            return
        }
        tally.count([suite, test], outcome)
        ready.append(
            .testResult(
                TestResult(
                    suite: suite, name: TestCaseDraft.full(test, group: suite), outcome: outcome, seconds: seconds)))
    }

    mutating func finish() throws {
        if !hasEvents { throw FormatTrouble.other(than: Self.title, found: "it has no “Action”") }
    }

    private static func outcome(_ action: String) -> TestResult.Outcome? {
        switch action {
        case "pass": .passed
        case "fail": .failed
        case "skip": .skipped
        default: nil
        }
    }
}
