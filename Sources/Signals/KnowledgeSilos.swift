import Records

extension Signal {
    /// How much of the code lies in modules that one person alone knows.
    ///
    /// Without pull requests, a commit stands for one; a review is a `Reviewed-by` trailer, so teams that review
    /// elsewhere look more alone than they are.
    package static let knowledgeSilos = Signal(
        id: "knowledge-silos",
        title: "Knowledge silos",
        question: "How much of the code lies in modules that one person alone knows?",
        unit: .percent,
        direction: .lower,
        source: "HANDBOOK B4; reviews spread knowledge: Bacchelli & Bird, ICSE 2013"
    ) { evidence in KnowledgeSilos(evidence).measurement }
}

private struct KnowledgeSilos {
    let evidence: Evidence
    let source: SourceFiles
    let modules: Modules
    let activity: Activity
    let nearness: Nearness
    let rows: [KnowledgeSilosDetails.Module]
    let leftOut: CommitFilter.LeftOut

    init(_ evidence: Evidence) {
        let source = SourceFiles(evidence)
        let modules = Modules(of: source.files.map(\.path))
        let activity = Activity(evidence)
        let authorship = Authorship(evidence, source)
        let nearness = Nearness(evidence, source, modules, activity)
        self.evidence = evidence
        self.source = source
        self.modules = modules
        self.activity = activity
        self.nearness = nearness
        leftOut = authorship.leftOut
        var rows = modules.paths.map { SiloRow(path: $0) }
        let authors = authorship.authors()
        for (place, file) in source.files.enumerated() {
            rows[modules.ofFile[place]].add(
                file, authors: authors[place].filter(activity.isActive), at: nearness.ever.lastChange[place])
        }
        self.rows = rows.enumerated().map { module, row in
            row.details(module, evidence, nearness)
        }.sorted { ($1.lines, $0.path) < ($0.lines, $1.path) }
    }

    var judged: [KnowledgeSilosDetails.Module] { rows.filter { $0.state != .small } }
    func lines(_ state: KnowledgeSilosDetails.State) -> Int {
        rows.filter { $0.state == state }.reduce(0) { $0 + $1.lines }
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(judged.count, needed: 1, of: "modules with 5 files and 10 commits")
        let excluded = source.exclusions + leftOut.exclusions
        guard !judged.isEmpty, source.lines > 0 else { return .tooFew(sample, excluded: excluded) }
        let share = Double(lines(.silo)) / Double(source.lines)
        var interval = Measurement.Interval.wilson(Int((share * Double(judged.count)).rounded()), of: judged.count)
        interval?.kind = "95 % Wilson over modules"
        return Measurement(
            value: 100 * share, interval: interval, sample: sample,
            why: evidence.why(
                "The lines of a module stand or fall together, so the interval counts modules, not lines."),
            excluded: excluded, steps: steps(share), finding: finding(share), details: SignalDetails(details))
    }

    private func steps(_ share: Double) -> [String] {
        let count = { (state: KnowledgeSilosDetails.State) in rows.count { $0.state == state } }
        var steps = [
            "\(Phrase.count(source.files.count, "source file")) with \(Phrase.count(source.lines, "line")) make \(Phrase.count(rows.count, "module"))."
        ]
        let apart: [(KnowledgeSilosDetails.State, String)] = [
            (.small, "too small to say (under 5 files or 10 commits)"),
            (.dormant, "dormant (no change in 12 months)"),
            (.orphaned, "without an active author"),
        ]
        for (state, words) in apart where count(state) > 0 {
            steps.append(
                "\(Phrase.opening(count(state), "module")) \(count(state) == 1 ? "is" : "are") \(words): not silos, listed apart."
            )
        }
        steps.append(
            "In \(Phrase.count(count(.silo), "module")) exactly one active person authors at least 80 % of the files, and nobody else changed or reviewed three times there in 180 days."
        )
        steps.append(
            "They hold \(Phrase.number(lines(.silo))) of \(Phrase.count(source.lines, "line")): \(Phrase.percent(share))."
        )
        return steps
    }

    private func finding(_ share: Double) -> Measurement.Finding? {
        let silos = rows.filter { $0.state == .silo }
        guard let largest = silos.first else { return nil }
        let shared = rows.count { $0.state == .shared }
        let names = silos.map { "\(Phrase.module($0.path)) (\(Phrase.count($0.lines, "line")))" }
        let near = largest.neighbours.isEmpty ? "somebody new to it" : "one of those who know its neighbourhood"
        return Measurement.Finding(
            sentence: "\(Phrase.opening(silos.count, "module")) \(silos.count == 1 ? "rests" : "rest") on one person"
                + (shared > 0 ? "; \(Phrase.number(shared)) \(shared == 1 ? "is" : "are") shared" : ""),
            evidence:
                "\(Phrase.list(names)): \(Phrase.percent(share)) of the lines. Nobody else changed or reviewed three times there in 180 days.",
            uncertainty: "Reviews count only where a commit names its reviewer.",
            suggestion: "Try: pair on \(Phrase.module(largest.path)) twice this month, with \(near).",
            weight: min(0.95, 0.45 + share))
    }

    private var details: KnowledgeSilosDetails {
        var byState: [String: Int] = [:]
        for row in rows { byState[row.state.rawValue, default: 0] += row.lines }
        return KnowledgeSilosDetails(modules: rows, lines: source.lines, linesByState: byState)
    }
}
