import Records

/// Joins what a report says of each file, and hands it out at the end, each file once.
///
/// Reports name a file as often as it has classes, or suites that ran it.
struct CoverageCollector {
    /// Files handed out at a time.
    private static let portion = 64

    private var union = CoverageUnion()
    private var totals: CoverageTotals?

    mutating func add(_ file: FileCoverage, lines: [CoverageUnion.Line] = []) { union.add(file, lines: lines) }

    /// Of lines and branches that differ; a report's own sums may count a line once for each class that it is in.
    var summary: FormatSummary { .coverage(totals ?? union.totals) }

    mutating func end() { totals = union.totals }

    mutating func takeReady() -> [Record] {
        guard totals != nil else { return [] }
        var files: [Record] = []
        while files.count < Self.portion, let file = union.popFirst() { files.append(.coverage(file)) }
        return files
    }
}
