import Records

extension Signal {
    /// Files that change much and are complex: where work, and care, pays first.
    package static let hotspots = Signal(
        id: "hotspots",
        title: "Hotspots",
        question: "How many files are both among the busiest and among the most complex?",
        unit: .count,
        direction: .lower,
        source: "Tornhill, Your Code as a Crime Scene, 2015; HANDBOOK A25"
    ) { evidence in Hotspots(evidence).measurement }
}

/// The heat of every source file, and how it came about.
struct Hotspots {
    /// A file in the upper tenth of both ranks is at least this hot.
    static let hot = 0.81
    let evidence: Evidence
    let source: SourceFiles
    let modules: Modules
    /// For every source file, commits of the last 12 months.
    let churn: [Int]
    let heat: [Double]
    let isNew: [Bool]
    let commits: Int
    let leftOut: CommitFilter.LeftOut

    init(_ evidence: Evidence, dropsBulk: Bool = true) {
        self.evidence = evidence
        let source = SourceFiles(evidence)
        let end = evidence.timeframe.end
        var churn = [Int](repeating: 0, count: source.files.count)
        var commits = 0
        let filter = CommitFilter(
            since: end - 365 * Timeframe.day, dropsBulk: dropsBulk, dropsIgnored: true)
        leftOut = filter.visit(evidence, source) { _, _, touches in
            commits += 1
            for touch in touches { churn[touch.file] += 1 }
        }
        self.churn = churn
        self.commits = commits
        self.source = source
        modules = Modules(of: source.files.map(\.path))
        heat = Heat.of(churn: churn, complexity: source.files.map(\.nonBlankLines))
        isNew = Self.births(evidence, source).map { $0.map { $0 > end - 30 * Timeframe.day } ?? false }
    }

    /// For every source file, when it was first seen, by anybody and anything.
    private static func births(_ evidence: Evidence, _ source: SourceFiles) -> [Int64?] {
        var births = [Int64?](repeating: nil, count: source.files.count)
        for commit in evidence.history.commits where commit.committed.seconds < evidence.timeframe.end {
            for place in Int(commit.changes.lowerBound)..<Int(commit.changes.upperBound) {
                let file = Int(source.placeOfLife[Int(evidence.lineage.fileOfChange[place])])
                if file >= 0 { births[file] = min(births[file] ?? .max, commit.committed.seconds) }
            }
        }
        return births
    }

    /// Hottest first: places in the source files.
    var order: [Int] {
        heat.indices.filter { churn[$0] > 0 }.sorted { (heat[$1], $0) < (heat[$0], $1) }
    }

    var hotCount: Int { heat.indices.count { churn[$0] > 0 && heat[$0] >= Self.hot } }

    /// Enough files and commits for the heat to mean anything.
    var isEnough: Bool { source.files.count >= 20 && commits >= 100 }

    var measurement: Measurement {
        let excluded = exclusions
        let fileSample = Measurement.Sample(source.files.count, needed: 20, of: "files")
        guard source.files.count >= 20 else { return .tooFew(fileSample, excluded: excluded) }
        let sample = Measurement.Sample(commits, needed: 100, of: "commits in 12 months")
        guard commits >= 100 else { return .tooFew(sample, excluded: excluded) }
        return Measurement(
            value: Double(hotCount), sample: sample,
            why:
                "Heat compares the files of one repository with each other; it says nothing beside another repository.",
            excluded: excluded, steps: steps, finding: finding, details: SignalDetails(details))
    }

    private var exclusions: [Measurement.Exclusion] {
        var list = source.exclusions + leftOut.exclusions
        if leftOut.bulk > 0, let place = list.firstIndex(where: { $0.what.hasPrefix("bulk") }) {
            list[place].valueWithout = Double(Hotspots(evidence, dropsBulk: false).hotCount)
        }
        return list
    }

    private var steps: [String] {
        var steps = [
            "\(Phrase.count(commits, "commit")) of the last 12 months touched \(Phrase.count(churn.count { $0 > 0 }, "file")) of \(Phrase.number(source.files.count))."
        ]
        for place in order.prefix(3) {
            let file = source.files[place]
            steps.append(
                "\(file.path): \(Phrase.count(churn[place], "commit")), \(Phrase.count(file.nonBlankLines, "non-blank line")), heat \(Phrase.decimal(heat[place]))."
            )
        }
        steps.append("\(Phrase.count(hotCount, "file")) reach a heat of \(Self.hot), the upper tenth on both sides.")
        return steps
    }

    private var details: HotspotsDetails {
        HotspotsDetails(
            fileCount: source.files.count, commits: commits,
            files: order.prefix(200).map { place in
                let file = source.files[place]
                return .init(
                    path: file.path, module: modules.paths[modules.ofFile[place]], churn: churn[place],
                    lines: file.nonBlankLines, indentation: file.indentation, heat: heat[place], isNew: isNew[place])
            })
    }

    private var finding: Measurement.Finding? {
        guard let top = order.first(where: { !isNew[$0] }), heat[top] >= Self.hot, churn[top] >= 10 else { return nil }
        let file = source.files[top]
        let share = Double(churn[top]) / Double(commits)
        return Measurement.Finding(
            sentence: share > 0.5
                ? "Most changes go through \(file.path)"
                : "One change in \(Int((1 / share).rounded())) goes through \(file.path)",
            evidence:
                "\(Phrase.number(churn[top])) of \(Phrase.count(commits, "commit")) in 12 months touched it, and with \(Phrase.count(file.nonBlankLines, "non-blank line")) it is among the largest files.",
            uncertainty: "Size stands in for complexity; a long list that grows at the end is busy and harmless.",
            suggestion: "Try: before the next change there, take an hour to split off the part that changes most.",
            weight: min(0.6, 0.3 + share))
    }
}
