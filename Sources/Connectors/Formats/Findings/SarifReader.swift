import Records

/// Reads SARIF 2.1.0, the common language of tools that look for mistakes in code.
///
/// A result may be told before the tool, its rules and the files it points to; such results wait until the run ends.
struct SarifReader: JSONElementReading {
    static let title = "SARIF log"

    let places: [JSONPlace] = [
        .whole("version"), .mark("runs"), .mark("runs", "*"), .whole("runs", "*", "tool"),
        .whole("runs", "*", "originalUriBaseIds"), .whole("runs", "*", "artifacts", "*"),
        .whole("runs", "*", "results", "*"),
    ]
    /// Explanations that no finding needs, and paths through the code that can be longer than all the rest.
    let skipped: Set<String> = [
        "help", "fullDescription", "shortDescription", "codeFlows", "graphs", "graphTraversals", "stacks", "fixes",
        "relatedLocations", "properties", "contents", "hashes", "snippet", "contextRegion", "taxa", "webRequest",
        "webResponse", "attachments",
    ]

    /// Results handed out at a time, of those that waited.
    private static let portion = 512

    private var ready: [Record] = []
    private var totals = FindingTotals()
    private var run = SarifRun()
    private var waiting: [SarifResult] = []
    /// Runs that are over, with results that waited for it.
    private var over: [(run: SarifRun, results: ArraySlice<SarifResult>)] = []
    private var hasRuns = false

    var summary: FormatSummary { .findings(totals) }

    /// What waited is handed out some at a time: a record takes more room than the result that it comes from.
    mutating func takeReady() -> [Record] {
        if !ready.isEmpty {
            defer { ready.removeAll(keepingCapacity: true) }
            return ready
        }
        guard let (run, results) = over.first else { return [] }
        let portion = results.prefix(Self.portion)
        if portion.count == results.count { over.removeFirst() } else { over[0].results.removeFirst(portion.count) }
        return portion.map { .finding(run.finding($0)) }
    }

    mutating func begin(_ place: Int) {
        if place == 1 { hasRuns = true }
        if place == 2 { run = SarifRun() }
    }

    mutating func end(_ place: Int) {
        guard place == 2 else { return }
        totals.runs += 1
        if let tool = run.tool, !tool.isEmpty { totals.tools.insert(tool) }
        totals.toolVersions.formUnion(run.toolVersions)
        for result in waiting { totals.count(run.finding(result)) }
        if !waiting.isEmpty { over.append((run, waiting[...])) }
        waiting = []
    }

    mutating func element(_ place: Int, _ value: JSONValue) throws {
        switch place {
        case 0: try version(value)
        case 3: run.describe(tool: value)
        case 4: run.bases = value.members
        case 5: run.artifacts.append(value["location"]?["uri"]?.text)
        default:
            let result = SarifResult(value, sharing: &run.shared)
            if run.knowsAll(about: result) { report(result) } else { waiting.append(result) }
        }
    }

    mutating func finish() throws {
        if !hasRuns { throw FormatTrouble.other(than: Self.title, found: "it has no “runs”") }
    }

    private func version(_ value: JSONValue) throws {
        guard let text = value.text, !text.hasPrefix("2.") else { return }
        throw FormatTrouble.other(than: Self.title + " of version 2", found: "it is of version “\(text.prefix(20))”")
    }

    private mutating func report(_ result: SarifResult) {
        let finding = run.finding(result)
        totals.count(finding)
        ready.append(.finding(finding))
    }
}
