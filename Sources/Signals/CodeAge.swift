import Records

extension Signal {
    /// How long ago the code was last changed by anybody, line by line of today's files.
    package static let codeAge = Signal(
        id: "code-age",
        title: "Code age",
        question: "How long ago was half of the code last changed?",
        unit: .months,
        direction: .depends,
        source: "Tornhill, Your Code as a Crime Scene, 2015; HANDBOOK A25"
    ) { evidence in CodeAge(evidence).measurement }
}

private struct CodeAge {
    let evidence: Evidence
    let source: SourceFiles
    /// For every source file, months since its last content change; nil where none is known.
    let months: [Double?]
    let commits: Int
    let leftOut: CommitFilter.LeftOut

    init(_ evidence: Evidence) {
        self.evidence = evidence
        let source = SourceFiles(evidence)
        var last = [Int64?](repeating: nil, count: source.files.count)
        var commits = 0
        let ignored = evidence.snapshot.ignoredRevisions
        var dropped = (bulk: 0, ignored: 0)
        var leftOut = CommitFilter().visit(evidence, source) { commit, _, touches in
            commits += 1
            let isIgnored = ignored.contains(commit.id)
            let isBulk = !isIgnored && evidence.history.isBulk(commit)
            if isIgnored { dropped.ignored += 1 }
            if isBulk { dropped.bulk += 1 }
            for touch in touches {
                let change = evidence.history.changes[touch.change]
                // Whatever else a commit is, the file did not exist before it.
                let creates = change.kind == .added || change.kind == .copied
                if creates || !isIgnored && !isBulk && change.changesContent {
                    last[touch.file] = max(last[touch.file] ?? .min, commit.committed.seconds)
                }
            }
        }
        leftOut.bulk = dropped.bulk
        leftOut.ignored = dropped.ignored
        self.source = source
        self.commits = commits
        self.leftOut = leftOut
        months = last.map { $0.map { Double(evidence.timeframe.end - $0) / WeightedAges.month } }
    }

    private var aged: [Int] { months.indices.filter { months[$0] != nil } }

    private func ages(_ places: [Int]) -> WeightedAges {
        WeightedAges(places.compactMap { place in months[place].map { ($0, source.files[place].lines) } })
    }

    var measurement: Measurement {
        let excluded = exclusions
        let fileSample = Measurement.Sample(aged.count, needed: 20, of: "files")
        guard aged.count >= 20 else { return .tooFew(fileSample, excluded: excluded) }
        guard commits >= 100 else {
            return .tooFew(.init(commits, needed: 100, of: "commits"), excluded: excluded)
        }
        let all = ages(aged)
        guard let median = all.percentile(0.5) else {
            return Measurement(
                sample: fileSample, status: .unavailable, why: "The files have no lines that could be counted.")
        }
        return Measurement(
            value: median, sample: fileSample,
            why: evidence.why("Old code is settled or forgotten: the number alone cannot tell which."),
            excluded: excluded, steps: steps(all, median), details: SignalDetails(details(all, median)))
    }

    private var exclusions: [Measurement.Exclusion] {
        let list = source.exclusions + leftOut.exclusions
        let unknown = source.files.count - aged.count
        return unknown == 0 ? list : list + [.init("files that nobody is known to have changed", count: unknown)]
    }

    private func steps(_ all: WeightedAges, _ median: Double) -> [String] {
        let young = aged.filter { (months[$0] ?? 0) < 12 }.reduce(0) { $0 + source.files[$1].lines }
        return [
            "\(Phrase.count(aged.count, "source file")) with \(Phrase.count(all.lines, "line")); each line is as old as the last content change of its file by a person.",
            "Renames, changes of mode, bulk commits and formatting commits make nothing younger.",
            "\(Phrase.percent(Double(young) / Double(max(all.lines, 1)))) of the lines are in files changed within 12 months.",
            "Half of the lines are in files last changed at most \(Phrase.decimal(median)) months ago.",
        ]
    }

    private func details(_ all: WeightedAges, _ median: Double) -> CodeAgeDetails {
        CodeAgeDetails(
            files: aged.count, lines: all.lines, p25: all.percentile(0.25) ?? median, median: median,
            p75: all.percentile(0.75) ?? median, p90: all.percentile(0.9) ?? median, buckets: buckets, modules: rows)
    }

    private var buckets: [CodeAgeDetails.Bucket] {
        let bounds: [Double] = [0, 1, 3, 6, 12, 24, 48]
        return bounds.indices.map { place in
            let next = place + 1 < bounds.count ? bounds[place + 1] : nil
            let inside = aged.filter { file in
                let age = months[file] ?? 0
                return (age >= bounds[place] || place == 0) && next.map { age < $0 } ?? true
            }
            return .init(
                fromMonths: bounds[place], toMonths: next, files: inside.count,
                lines: inside.reduce(0) { $0 + source.files[$1].lines })
        }
    }

    private var rows: [CodeAgeDetails.Module] {
        let modules = Modules(of: source.files.map(\.path))
        let places = Dictionary(grouping: aged) { modules.ofFile[$0] }
        return modules.paths.indices.compactMap { module in
            let ages = ages(places[module] ?? [])
            return ages.percentile(0.5).map {
                .init(
                    path: modules.paths[module], files: places[module]?.count ?? 0, lines: ages.lines,
                    medianMonths: $0)
            }
        }
    }
}

extension FileChange {
    /// False for a mere rename or change of mode; true where lines could not be counted.
    fileprivate var changesContent: Bool {
        kind != .deleted && (counting != .lines || added > 0 || deleted > 0)
    }
}
