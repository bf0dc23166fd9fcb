import Records

/// Reads JaCoCo's XML: instructions and branches by line, and sums by file.
///
/// It says how many instructions of a line ran, not how often: a line that ran counts as run once. Reports that name
/// lines without instructions are taken by their sums.
struct JacocoReader: XMLReading, RecordSource {
    static let title = "JaCoCo report"

    private var collector = CoverageCollector()
    private var package = ""
    private var file: FileCoverage?
    private var hasRoot = false

    var summary: FormatSummary { collector.summary }
    mutating func takeReady() -> [Record] { collector.takeReady() }

    mutating func open(_ tag: XMLTag) throws {
        guard hasRoot else { return try root(tag) }
        switch tag.name {
        case "package": package = tag["name"] ?? ""
        case "sourcefile":
            let name = tag["name"] ?? ""
            file = FileCoverage(path: package.isEmpty ? name : "\(package)/\(name)")
        case "line": line(tag)
        case "counter": counter(tag)
        default: break
        }
    }

    mutating func text(_ bytes: UnsafeRawBufferPointer) {}

    mutating func close(_ name: String) {
        guard name == "sourcefile", let done = file else { return }
        collector.add(done)
        file = nil
    }

    mutating func end() { collector.end() }

    private mutating func root(_ tag: XMLTag) throws(Flaw) {
        guard tag.name == "report" else {
            throw .trouble(.other(than: Self.title, found: "it begins with <\(tag.name.prefix(40))>"))
        }
        hasRoot = true
    }

    private mutating func line(_ tag: XMLTag) {
        guard let number = tag.number("nr"), number > 0 else { return }
        if tag.has("mi") || tag.has("ci") { file?.lines[number] = (tag.number("ci") ?? 0) > 0 ? 1 : 0 }
        let (missed, taken) = (tag.number("mb") ?? 0, tag.number("cb") ?? 0)
        if missed + taken > 0 { file?.branches[number] = .init(taken: taken, all: missed + taken) }
    }

    private mutating func counter(_ tag: XMLTag) {
        guard file != nil, let missed = tag.number("missed"), let covered = tag.number("covered") else { return }
        var stated = file?.stated ?? CoverageTotals(files: 1)
        switch tag["type"] {
        case "LINE": (stated.lines, stated.linesCovered) = (missed + covered, covered)
        case "BRANCH": (stated.branches, stated.branchesTaken) = (missed + covered, covered)
        default: return
        }
        file?.stated = stated
    }
}
