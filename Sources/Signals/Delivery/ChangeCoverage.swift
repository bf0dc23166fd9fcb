import Records

extension DeliverySignal {
    /// How much of what pull requests add the tests run.
    package static let changeCoverage = DeliverySignal(
        id: "change-coverage",
        title: "Coverage of changes",
        question: "How many of the lines that merged pull requests add do the tests run?",
        unit: .percent,
        direction: .higher,
        source: "HANDBOOK A21"
    ) { reading in ChangeCoverage(reading).measurement }
}

private struct ChangeCoverage {
    static let needed = 10

    let isKnown: Bool
    let details: ChangeCoverageDetails
    let filter: PullRequestFilter
    private let byKey: [RecordKey: DiffCoverage]
    private let reading: DeliveryReading

    init(_ reading: DeliveryReading) {
        self.reading = reading
        isKnown = reading.evidence.changeCoverage != nil
        // Told twice, the one with more lines stands, whatever the order.
        let byKey = Dictionary(
            (reading.evidence.changeCoverage ?? []).map { ($0.pullRequest, $0.coverage) }
        ) { ($0.coverable, $0.covered) >= ($1.coverable, $1.covered) ? $0 : $1 }
        self.byKey = byKey
        filter = PullRequestFilter(reading, reading.places(where: \.merged), without: [.empty, .generated])
        let keys = filter.kept.map { reading.evidence.pullRequests[$0].pullRequest.key }
        let measured = keys.compactMap { byKey[$0] }
        details = ChangeCoverageDetails(
            pullRequests: measured.count { $0.coverable > 0 }, covered: measured.reduce(0) { $0 + $1.covered },
            coverable: measured.reduce(0) { $0 + $1.coverable }, withoutLines: measured.count { $0.coverable == 0 },
            missing: keys.count - measured.count)
    }

    private func value(_ places: [Int]) -> Double? {
        let all = places.compactMap { byKey[reading.evidence.pullRequests[$0].pullRequest.key] }
        let coverable = all.reduce(0) { $0 + $1.coverable }
        return coverable > 0 ? 100 * Double(all.reduce(0) { $0 + $1.covered }) / Double(coverable) : nil
    }

    var measurement: Measurement {
        guard isKnown else {
            return .unavailable(
                "changed lines", needed: Self.needed, why: "No pipeline hands in reports of coverage for pull requests."
            )
        }
        let sample = Measurement.Sample(details.coverable, needed: Self.needed, of: "changed lines that can run")
        let apart = [
            ("pull requests that add no line that can run", details.withoutLines),
            ("pull requests that nobody measured", details.missing),
        ].filter { $0.1 > 0 }.map { Measurement.Exclusion($0.0, count: $0.1) }
        let excluded = filter.exclusions(value) + apart
        guard sample.count >= sample.needed, let value = value(filter.kept) else {
            return .tooFew(sample, excluded: excluded)
        }
        return Measurement(
            value: value, interval: .wilson(details.covered, of: details.coverable), sample: sample,
            why: "What ran, not what was checked. A report that did not arrive is missing, and never 0 %.",
            excluded: excluded,
            steps: [
                "\(Phrase.count(details.pullRequests, "merged pull request")) with added lines that can run, on the state that each merge made.",
                "\(Phrase.number(details.covered)) of \(Phrase.number(details.coverable)) such lines were run by tests: \(Phrase.decimal(value)) %, a ratio of sums. Deleted lines do not count.",
            ], details: SignalDetails(details))
    }
}
