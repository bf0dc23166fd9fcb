import Connectors
import Crypto
import Features
import Foundation
import Records

/// Works out what mending the findings of a commit would take, from reports, costs and the lines of the clone.
struct DebtReading {
    let costs: MendingCosts
    /// The file that the costs come from.
    let place: String
    /// Told by whoever has no clone; nil where the clone is to be counted.
    let lines: Int?

    struct Outcome {
        var tally: DebtTally
        var lines: Int
        /// Whose lines they are; nil where the lines were told.
        var files: Int?
        /// Becomes another text with other tools, other versions of them or other costs.
        var rules: String
    }

    /// - Throws: `CommandTrouble`.
    init(costs place: String, lines: Int?) throws {
        var input = try MapInput(place)
        let content = try input.content()
        do { costs = try MendingCosts(content) } catch { throw CommandTrouble("\(place): \(error)") }
        self.place = place
        self.lines = lines
        if lines == nil, !costs.namesFiles {
            throw CommandTrouble(
                "\(place): “files” is missing, so that nobody knows whose lines to count. Add \"files\": [\"**/*.swift\"], or tell the lines with --lines."
            )
        }
    }

    /// - Parameters:
    ///   - commit: whose lines are counted; nil for the head.
    ///   - format: of all reports, or `auto`.
    /// - Throws: `CommandTrouble`, `GitTrouble`.
    func outcome(of reports: [String], format: String, at commit: String?) async throws -> Outcome {
        let (isAnalysed, lines, files) = try await extent(at: commit)
        var tally = DebtTally(costs, isAnalysed: isAnalysed)
        var tools: Set<String>?
        for path in reports {
            if let own = try Self.read(path, format, into: { tally.add($0) }) { tools = (tools ?? []).union(own) }
        }
        guard let tools else {
            throw CommandTrouble(
                "--costs needs a report of findings, and there is none among \(reports.joined(separator: ", ")). Add one in SARIF, of ESLint or of Prettier, or lines of a linter."
            )
        }
        return Outcome(tally: tally, lines: lines, files: files, rules: try rules(tools))
    }

    // MARK: Lines

    private func extent(
        at commit: String?
    ) async throws -> (isAnalysed: @Sendable (String) -> Bool, lines: Int, files: Int?) {
        if let lines { return ({ [costs] in costs.cover(Self.plain($0)) }, lines, nil) }
        let clone = try await clone()
        let snapshot = try await clone.snapshot(at: clone.commit(commit), dating: .none)
        let analysed = snapshot.files.filter { $0.isCounted && costs.cover($0.path) }
        if let absent = analysed.first(where: { $0.size == nil }) {
            throw CommandTrouble(
                "The content of \(absent.path) is not in this clone, so that its lines cannot be counted. Fetch the whole commit, or tell the lines with --lines."
            )
        }
        let lines = analysed.reduce(0) { $0 + $1.nonBlankLines }
        guard lines > 0 else {
            throw CommandTrouble(
                "\(place): “files” fits no line of code of this commit. Its patterns begin at the root of the repository: \"**/*.swift\"."
            )
        }
        let paths = ReportedPaths(snapshot.files.map(\.path))
        let own = Set(analysed.map(\.path))
        return ({ paths.match($0).map(own.contains) ?? false }, lines, analysed.count)
    }

    private func clone() async throws -> GitRepository {
        do { return try await GitRepository.open(".") } catch GitTrouble.notARepository {
            throw CommandTrouble(
                "There is no clone here to count lines in. Go into one, or tell the lines with --lines.")
        }
    }

    /// Without a clone nothing tells where its root is.
    private static func plain(_ path: String) -> String {
        var path = path.replacing("\\", with: "/")[...]
        for prefix in ["file://", "./", "/"] where path.hasPrefix(prefix) { path = path.dropFirst(prefix.count) }
        return String(path)
    }

    // MARK: Reports

    /// - Returns: the tools with their versions, where it tells them; nil for a report of something other than findings.
    private static func read(
        _ path: String, _ format: String, into take: (CodeFinding) -> Void
    ) throws -> Set<String>? {
        let file = try ReportFile.open(path)
        defer { try? file.close() }
        let head = try file.read(upToCount: FileFormat.headLength) ?? Data()
        guard let found = format == "auto" ? FileFormat.detect(head) : FileFormat.named(format) else {
            throw CommandTrouble("\(path): Its beginning does not tell which format it has. Name it with --format.")
        }
        try file.seek(toOffset: 0)
        var reader = found.reader()
        do {
            let summary = try reader.read(file) { if case .finding(let finding) = $0 { take(finding) } }
            guard case .findings(let totals) = summary else { return nil }
            return totals.toolVersions.isEmpty ? [found.id] : totals.toolVersions
        } catch let trouble as FormatTrouble { throw CommandTrouble("\(path): \(trouble)") }
    }

    private func rules(_ tools: Set<String>) throws -> String {
        let named = try JSONValue.canonical(tools.sorted())
        return Hexadecimal.text(Array(SHA256.hash(data: named + costs.canonical).prefix(16)))
    }
}

extension Snapshot.File {
    /// Text that somebody wrote here; which of it is analysed the costs say.
    fileprivate var isCounted: Bool {
        !isBinary && !isLFSPointer && !isGenerated && !isVendored && (mode == .regular || mode == .executable)
    }
}

extension DebtReading.Outcome {
    /// What it comes to, in words.
    func say(_ place: String) {
        let extent = files.map { "\(lines) lines in \($0) file\($0 == 1 ? "" : "s")" } ?? "\(lines) lines"
        let count = tally.findings
        Output.write("\(minutesText) minutes to mend \(count) finding\(count == 1 ? "" : "s"), beside \(extent)\n")
        let missing = tally.withoutCost.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        if !missing.isEmpty {
            let names = missing.prefix(5).map { Printable.text($0.key.isEmpty ? "no rule" : $0.key) }
            let count = missing.reduce(0) { $0 + $1.value }
            Output.complain(
                "\(count) finding\(count == 1 ? " is" : "s are") in no sum, because \(place) gives no cost to \(names.joined(separator: ", "))\(missing.count > 5 ? " and \(missing.count - 5) more" : "")"
            )
        }
        if tally.elsewhere > 0 {
            Output.complain(
                "\(tally.elsewhere) finding\(tally.elsewhere == 1 ? " is" : "s are") in no sum, because \(tally.elsewhere == 1 ? "it is" : "they are") in files whose lines are not counted"
            )
        }
    }

    private var minutesText: String {
        Int(exactly: tally.minutes).map(String.init) ?? String((tally.minutes * 10).rounded() / 10)
    }
}
