import Records

extension DeliverySignal {
    /// How much of the code the tests run.
    package static let coverage = DeliverySignal(
        id: "coverage",
        title: "Coverage",
        question: "How many of the lines that can run do the tests run?",
        unit: .percent,
        direction: .higher,
        source: "HANDBOOK A21"
    ) { reading in Coverage(reading.evidence).measurement }
}

private struct Coverage {
    private struct Place: Hashable {
        var repository: RecordKey?
        var commit: String
    }

    let measured: [CoverageDetails.Repository]
    let latest: [CoverageDetails.Repository]
    let generated: Int
    let latestWithGenerated: CoverageTotals
    let isKnown: Bool

    init(_ evidence: DeliveryEvidence) {
        isKnown = evidence.coverage != nil
        let range = evidence.timeframe
        let reports = (evidence.coverage ?? []).filter { $0.at < range.end && $0.at >= range.start ?? .min }
        let keeps = !evidence.options.leavesOut.contains(.generated)
        var left: [Place: CoverageTotals] = [:]
        var own: [CoverageDetails.Repository] = []
        for (place, reports) in Dictionary(
            grouping: reports, by: { Place(repository: $0.repository, commit: $0.commit) })
        {
            let union = CoverageUnion(reports.flatMap(\.files))
            var totals = CoverageTotals()
            for file in union.files {
                let isLeft = !keeps && (GeneratedPath.isGenerated(file.path) || GeneratedPath.isVendored(file.path))
                if isLeft {
                    left[place, default: CoverageTotals()] += CoverageTotals(file)
                } else {
                    totals += CoverageTotals(file)
                }
            }
            own.append(
                .init(
                    repository: place.repository, commit: place.commit, at: reports.map(\.at).max() ?? 0,
                    reports: reports.count, totals: totals))
        }
        measured = own.sorted { ($0.at, $0.commit, $0.name) < ($1.at, $1.commit, $1.name) }
        latest = Dictionary(grouping: measured, by: \.name).compactMap(\.value.last).sorted { $0.name < $1.name }
        let gone = latest.compactMap { left[Place(repository: $0.repository, commit: $0.commit)] }
        generated = gone.reduce(0) { $0 + $1.files }
        latestWithGenerated = (latest.map(\.totals) + gone).reduce(CoverageTotals(), +)
    }

    var measurement: Measurement {
        guard isKnown else {
            return .unavailable("reports", needed: 1, why: "No pipeline hands in reports of coverage.")
        }
        let totals = latest.map(\.totals).reduce(CoverageTotals(), +)
        let sample = Measurement.Sample(latest.reduce(0) { $0 + $1.reports }, needed: 1, of: "reports")
        guard sample.count >= 1, let share = totals.lineShare else { return .tooFew(sample) }
        let excluded: [Measurement.Exclusion] =
            generated > 0
            ? [
                .init(
                    "generated and vendored files", count: generated,
                    valueWithout: latestWithGenerated.lineShare.map { 100 * $0 })
            ] : []
        let details = CoverageDetails(
            repositories: latest, totals: totals,
            trend: measured.compactMap { point in
                point.totals.lineShare.map { .init(at: point.at, commit: point.commit, lineShare: $0) }
            })
        return Measurement(
            value: 100 * share, sample: sample,
            why: "What ran, not what was checked: tests that assert nothing cover as much.", excluded: excluded,
            steps: steps(details), finding: finding(details), details: SignalDetails(details))
    }

    private func steps(_ details: CoverageDetails) -> [String] {
        let totals = details.totals
        var steps = [
            "\(Phrase.count(latest.reduce(0) { $0 + $1.reports }, "report")) of the latest measured commit of \(Phrase.count(latest.count, "repository", plural: "repositories")); reports of one commit are joined line by line.",
            "\(Phrase.number(totals.linesCovered)) of \(Phrase.number(totals.lines)) lines that can run: \(Phrase.decimal(100 * (totals.lineShare ?? 0))) %, a ratio of sums over \(Phrase.count(totals.files, "file")).",
        ]
        if let branches = totals.branchShare, let combined = totals.combinedShare {
            steps.append(
                "\(Phrase.number(totals.branchesTaken)) of \(Phrase.number(totals.branches)) branches: \(Phrase.decimal(100 * branches)) %; lines and branches together \(Phrase.decimal(100 * combined)) %."
            )
        }
        return steps + [
            "A guidance at Google calls 60 % acceptable, 75 % commendable, 90 % exemplary (2020); the good of more falls sharply."
        ]
    }

    private func finding(_ details: CoverageDetails) -> Measurement.Finding? {
        guard let first = details.trend.first, let last = details.trend.last, latest.count == 1,
            first.lineShare - last.lineShare >= 0.05
        else { return nil }
        return Measurement.Finding(
            sentence: "Coverage has fallen by \(Phrase.decimal(100 * (first.lineShare - last.lineShare))) points",
            evidence:
                "\(Phrase.percent(first.lineShare)) at the first measured commit of the timeframe, \(Phrase.percent(last.lineShare)) at the latest.",
            uncertainty: "A suite that did not report looks the same as one that was deleted.",
            suggestion: "Try: look which files lost most, and whether their tests still run.", weight: 0.35)
    }
}

extension CoverageDetails.Repository {
    fileprivate var name: String { repository?.description ?? "" }
}
