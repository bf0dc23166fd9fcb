import Records

/// Reads coverage in the XML of Cobertura, Clover and SonarQube. All begin with `<coverage>`; inside they have different
/// words for everything, so that each word tells what it is.
struct CoverageReportReader: XMLReading, RecordSource {
    static let title = "coverage report"

    private var collector = CoverageCollector()
    private var file: FileCoverage?
    /// The element whose end is the file's: Cobertura has classes, the others have files.
    private var fileElement = ""
    private var hasRoot = false
    private var source: CapturedText?
    private var sources: [String] = []

    var summary: FormatSummary { collector.summary }
    mutating func takeReady() -> [Record] { collector.takeReady() }

    mutating func open(_ tag: XMLTag) throws {
        guard hasRoot else { return try root(tag) }
        switch tag.name {
        case "source": source = CapturedText(limit: 4096)
        case "class" where tag.has("filename"): begin(placed(tag["filename"] ?? ""), tag)
        case "file": begin(tag["path"] ?? tag["name"] ?? "", tag)
        case "line" where tag.has("hits"): cobertura(tag)
        case "line": clover(tag)
        case "lineToCover": sonar(tag)
        default: break
        }
    }

    mutating func text(_ bytes: UnsafeRawBufferPointer) { source?.append(bytes) }

    mutating func close(_ name: String) {
        if name == "source", let text = source?.text {
            if !text.isEmpty, text != "." { sources.append(text) }
            source = nil
        } else if name == fileElement, let done = file {
            collector.add(done)
            file = nil
        }
    }

    mutating func end() { collector.end() }

    private mutating func root(_ tag: XMLTag) throws(Flaw) {
        guard tag.name == "coverage" else {
            throw .trouble(.other(than: Self.title, found: "it begins with <\(tag.name.prefix(40))>"))
        }
        hasRoot = true
    }

    private mutating func begin(_ path: String, _ tag: XMLTag) {
        file = FileCoverage(path: path)
        fileElement = tag.name
    }

    /// Below the one source folder, where the report names one. Of several it does not say which.
    private func placed(_ path: String) -> String {
        guard sources.count == 1, let source = sources.first, !path.hasPrefix("/"), !path.hasPrefix("\\"),
            !path.dropFirst().hasPrefix(":")
        else { return path }
        return source.hasSuffix("/") || source.hasSuffix("\\") ? source + path : "\(source)/\(path)"
    }

    /// A class lists its lines twice, by method and by itself: the greater count is the line's.
    private mutating func ran(_ line: Int, _ hits: Int) {
        let known = file?.lines[line] ?? 0
        file?.lines[line] = max(known, hits)
    }

    private mutating func cobertura(_ tag: XMLTag) {
        guard let number = tag.number("number"), number > 0, let hits = tag.number("hits") else { return }
        ran(number, hits)
        guard let counts = tag["condition-coverage"].flatMap(Self.conditions) else { return }
        let known = file?.branches[number]
        file?.branches[number] = .init(
            taken: max(counts.taken, known?.taken ?? 0), all: max(counts.all, known?.all ?? 0))
    }

    /// `50% (1/2)`.
    private static func conditions(_ text: String) -> FileCoverage.BranchCount? {
        guard let match = text.wholeMatch(of: /[^(]*\((\d+)\/(\d+)\)\s*/), let taken = Int(match.1),
            let all = Int(match.2), taken <= all
        else { return nil }
        return FileCoverage.BranchCount(taken: taken, all: all)
    }

    /// Lines of type `method` are the heads of methods, no statements.
    private mutating func clover(_ tag: XMLTag) {
        guard let number = tag.number("num"), number > 0, tag["type"] != "method" else { return }
        if let yes = tag.number("truecount"), let no = tag.number("falsecount") {
            file?.branches[number] = FileCoverage.BranchCount(arms: [yes > 0, no > 0])
            ran(number, tag.number("count") ?? max(yes, no))
        } else if let hits = tag.number("count") {
            ran(number, hits)
        }
    }

    private mutating func sonar(_ tag: XMLTag) {
        guard let number = tag.number("lineNumber"), number > 0 else { return }
        file?.lines[number] = tag["covered"] == "true" ? 1 : 0
        guard let all = tag.number("branchesToCover"), all > 0 else { return }
        file?.branches[number] = FileCoverage.BranchCount(taken: min(all, tag.number("coveredBranches") ?? 0), all: all)
    }
}
