import Records
import Statistics

extension DeliverySignal {
    /// Where the time of merged pull requests goes, from the first commit to production.
    package static let cycleTime = DeliverySignal(
        id: "cycle-time",
        title: "Cycle time",
        question: "How long does a change take from its first commit to production, and where does the time go?",
        unit: .hours,
        direction: .lower,
        source: "HANDBOOK A6; parts as commonly implemented, tightened"
    ) { reading in CycleTime(reading).measurement }
}

private struct CycleTime {
    static let needed = 10

    let reading: DeliveryReading
    let filter: PullRequestFilter

    init(_ reading: DeliveryReading) {
        self.reading = reading
        filter = PullRequestFilter(reading, reading.places(where: \.merged), without: PullRequestFilter.flow)
    }

    func clocks(_ places: [Int]) -> [PullRequestClock] { places.compactMap { reading.clocks[$0] } }

    /// Merged without a review is told apart: its time is no part of anything.
    func reviewed(_ places: [Int]) -> [PullRequestClock] { clocks(places).filter { $0.firstReview != nil } }

    func value(_ places: [Int]) -> Double? { HoursSpread(seconds: reviewed(places).compactMap(\.parts.cycle))?.p50 }

    var measurement: Measurement {
        let reviewed = reviewed(filter.kept)
        let sample = Measurement.Sample(reviewed.count, needed: Self.needed, of: "merged and reviewed pull requests")
        let excluded = filter.exclusions(value)
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded) }
        let details = details(reviewed)
        return Measurement(
            value: value(filter.kept), sample: sample, why: why(details), excluded: excluded,
            steps: steps(details), finding: finding(details), details: SignalDetails(details))
    }

    private func details(_ reviewed: [PullRequestClock]) -> CycleTimeDetails {
        let all = clocks(filter.kept)
        let count = { (flag: PullRequestClock.Flags) in all.count { $0.flags.contains(flag) } }
        let weeks = CompleteWeeks(reading.evidence, since: reviewed.compactMap(\.merged).min())
        let byWeek = Dictionary(grouping: reviewed) { $0.merged.flatMap(weeks.place) }
        return CycleTimeDetails(
            parts: PullRequestParts.Part.allCases.map { part in
                CycleTimeDetails.Part(
                    part: part, spread: HoursSpread(seconds: reviewed.compactMap { $0.parts[part] }),
                    absent: Dictionary(grouping: reviewed.compactMap { $0.parts.absent[part]?.rawValue }) { $0 }
                        .mapValues(\.count),
                    weeks: weeks.series { week in
                        let known = (byWeek[week] ?? []).compactMap { $0.parts[part] }
                        return known.count < CycleTimeDetails.leastOfWeek ? nil : HoursSpread(seconds: known)?.p50
                    })
            },
            cycle: HoursSpread(seconds: reviewed.compactMap(\.parts.cycle)),
            open: AgeSpread(
                days: all.compactMap { clock in clock.merged.map { Double($0 - clock.opened) / Double(Timeframe.day) } }
            ), merged: all.count,
            machines: HoursSpread(seconds: machines.compactMap(\.parts.open)),
            withoutReview: count(.mergedWithoutReview), reviewedLate: count(.lateReview),
            reviewedAsDraft: count(.reviewedAsDraft), codingClipped: count(.codingClipped),
            clockSkew: count(.clockSkew),
            redraftHours: Double(reviewed.reduce(0) { $0 + $1.parts.redraft }) / 3600,
            closedHours: Double(reviewed.reduce(0) { $0 + $1.parts.closed }) / 3600)
    }

    private var machines: [PullRequestClock] { clocks(reading.places(where: \.merged)).filter { !$0.isHuman } }

    private func why(_ details: CycleTimeDetails) -> String {
        let missing = details.parts.filter { $0.spread == nil }.map(\.part.rawValue)
        let words = "Half of the pull requests took no longer. Speed says nothing without stability beside it."
        return missing.isEmpty ? words : "\(words) Not part of it, because unknown: \(Phrase.list(missing))."
    }

    private func steps(_ details: CycleTimeDetails) -> [String] {
        var steps = [
            "\(Phrase.count(details.merged, "pull request")) merged in the timeframe; \(Phrase.number(details.withoutReview)) without a review, told apart."
        ]
        for part in details.parts {
            let absent = part.absent.sorted { $0.key < $1.key }.map { "\(Phrase.number($0.value)) \($0.key)" }
            let missing = absent.isEmpty ? "" : "; unknown for \(Phrase.list(absent))"
            let spread = part.spread.map { spread in
                "half within \(Phrase.decimal(spread.p50)) h, nine tenths within \(Phrase.decimal(spread.p90)) h (\(Phrase.number(spread.count)))"
            }
            steps.append("\(part.part.title): \(spread ?? "known for none")\(missing).")
        }
        if details.redraftHours + details.closedHours > 0 {
            steps.append(
                "Taken out: \(Phrase.decimal(details.redraftHours)) h as drafts again, \(Phrase.decimal(details.closedHours)) h closed in between."
            )
        }
        steps.append("The number is the median of each one's known parts together, never the sum of medians.")
        return steps
    }

    private func finding(_ details: CycleTimeDetails) -> Measurement.Finding? {
        let known = details.parts.compactMap { part in part.spread.map { (part.part, $0.p50) } }
        guard let longest = known.max(by: { $0.1 < $1.1 }), longest.1 >= 1, let cycle = details.cycle else {
            return nil
        }
        return Measurement.Finding(
            sentence: "Most of the time of a change goes into \(longest.0.rawValue)",
            evidence:
                "Half of \(Phrase.count(cycle.count, "pull request")) spent at least \(Phrase.decimal(longest.1)) h there.",
            uncertainty: "Elapsed time: nights and weekends count.",
            suggestion: longest.0.offer, weight: 0.4)
    }
}

extension PullRequestParts.Part {
    fileprivate var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    fileprivate var offer: String {
        switch self {
        case .coding: "Try: open the next change as a draft on its first day and cut it in two."
        case .pickup: "Try: one fixed time a day at which everybody looks at what waits."
        case .review: "Try: after the second round, talk instead of writing."
        case .merge: "Try: let approved changes merge by themselves once the checks pass."
        case .deploy: "Try: look at what a merged change waits for, and take away one step."
        }
    }
}
