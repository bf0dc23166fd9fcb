import Records

/// The totals of one file, as they are printed.
package struct FileSummary: Encodable, Sendable {
    private let totals: FormatSummary

    package init(_ totals: FormatSummary) { self.totals = totals }

    package func encode(to encoder: any Encoder) throws {
        switch totals {
        case .tests(let it): try it.encode(to: encoder)
        case .coverage(let it): try it.encode(to: encoder)
        case .findings(let it): try Findings(it).encode(to: encoder)
        case .rows(let count): try ["rows": count].encode(to: encoder)
        }
    }

    private struct Findings: Encodable {
        let runs: Int
        let tools: [String]
        let results: Int
        let byLevel: [String: Int]
        let rules, files, suppressed: Int

        init(_ it: FindingTotals) {
            runs = it.runs
            tools = it.tools.sorted()
            results = it.findings
            byLevel = Dictionary(uniqueKeysWithValues: it.byLevel.map { ($0.rawValue, $1) })
            rules = it.rules.count
            files = it.paths.count
            suppressed = it.suppressed
        }
    }

    /// In one line.
    package var text: String {
        switch totals {
        case .tests(let it):
            "\(Self.count(it.tests, "test")): \(it.passed) passed, \(it.skipped) skipped, \(it.failed) failed, "
                + "\(Self.count(it.errors, "error")); \(Self.count(it.suites, "suite")), \((it.seconds * 1000).rounded() / 1000) seconds"
        case .coverage(let it):
            "\(Self.count(it.files, "file")): \(it.linesCovered) of \(Self.count(it.lines, "line")), "
                + "\(it.branchesTaken) of \(it.branches) branch\(it.branches == 1 ? "" : "es")"
        case .findings(let it):
            "\(Self.count(it.findings, "finding")): \(Self.levels(of: it)); \(Self.count(it.rules.count, "rule")), "
                + "\(Self.count(it.paths.count, "file")), \(it.suppressed) suppressed; "
                + ([Self.count(it.runs, "run")] + it.tools.sorted()).joined(separator: ", ")
        case .rows(let count): Self.count(count, "row")
        }
    }

    private static func levels(of totals: FindingTotals) -> String {
        CodeFinding.Level.allCases.map { "\(totals.byLevel[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
    }

    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
