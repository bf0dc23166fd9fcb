import Records
import Statistics

extension DeliverySignal {
    /// How large the changes are that people are asked to review.
    package static let pullRequestSize = DeliverySignal(
        id: "pull-request-size",
        title: "Pull request size",
        question: "How many lines does a pull request change?",
        unit: .lines,
        direction: .lower,
        source: "HANDBOOK A12; Sadowski et al., ICSE-SEIP 2018"
    ) { reading in PullRequestSizes(reading).measurement }
}

private struct PullRequestSizes {
    static let needed = 10

    let filter: PullRequestFilter
    let sizes: [Int: PullRequestSize]
    let bulk: Int

    init(_ reading: DeliveryReading) {
        let merged = reading.places(where: \.merged)
        filter = PullRequestFilter(reading, merged, without: PullRequestFilter.size)
        var sizes: [Int: PullRequestSize] = [:]
        for place in merged { sizes[place] = PullRequestSize(reading.evidence.pullRequests[place]) }
        self.sizes = sizes
        bulk = merged.count { reading.clocks[$0]?.isHuman == true && sizes[$0]?.isBulk == true }
    }

    func lines(_ places: [Int]) -> [Double] { places.compactMap { sizes[$0]?.lines }.map(Double.init) }

    var measurement: Measurement {
        let lines = lines(filter.kept)
        let sample = Measurement.Sample(lines.count, needed: Self.needed, of: "merged pull requests of known size")
        let excluded = filter.exclusions { Statistics.median(self.lines($0)) }
        guard sample.count >= sample.needed, let half = Statistics.median(lines),
            let most = Statistics.percentile(lines, 0.75), let nearlyAll = Statistics.percentile(lines, 0.9)
        else { return .tooFew(sample, excluded: excluded) }
        let bands = filter.kept.compactMap { sizes[$0]?.band }
        let details = PullRequestSizeDetails(
            bands: PullRequestSize.Band.allCases.map { band in
                .init(band: band, count: band == .bulk ? bulk : bands.count { $0 == band })
            }, p50: half, p75: most, p90: nearlyAll, unknown: filter.kept.count - lines.count)
        return Measurement(
            value: half, sample: sample,
            why: "Added and deleted lines that people wrote. Splitting a change for the number's sake helps nobody.",
            excluded: excluded, steps: steps(details, lines.count), finding: finding(details, lines.count),
            details: SignalDetails(details))
    }

    private func steps(_ details: PullRequestSizeDetails, _ count: Int) -> [String] {
        let bands = details.bands.filter { $0.count > 0 }.map { "\(Phrase.number($0.count)) \($0.band.rawValue)" }
        return [
            "\(Phrase.count(count, "merged pull request")); lines in generated, vendored, lock and snapshot files are left out, and a moved file counts only what was edited.",
            "Up to 10 lines are XS, up to 50 S, up to 200 M, up to 400 L, above XL: \(Phrase.list(bands)).",
            "Half changed at most \(Phrase.decimal(details.p50)) lines, three quarters \(Phrase.decimal(details.p75)), nine tenths \(Phrase.decimal(details.p90)).",
        ]
    }

    private func finding(_ details: PullRequestSizeDetails, _ count: Int) -> Measurement.Finding? {
        let large = details.bands.first { $0.band == .extraLarge }?.count ?? 0
        guard large * 4 >= count else { return nil }
        return Measurement.Finding(
            sentence: "\(Phrase.percent(Double(large) / Double(count))) of the pull requests are over 400 lines",
            evidence: "\(Phrase.number(large)) of \(Phrase.number(count)); reviews find most below 200 to 400.",
            uncertainty: "Moved code counts as changed where the source does not tell.",
            suggestion: "Try: agree on one change that would have been better as two, and how it could have been cut.",
            weight: 0.4)
    }
}
