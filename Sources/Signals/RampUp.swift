import Records
import Statistics

extension Signal {
    /// How long newcomers take from their first commit to their tenth.
    ///
    /// Git knows no start date. The first commit stands in for it, and the number says so wherever it is shown.
    package static let rampUp = Signal(
        id: "ramp-up",
        title: "Ramp-up from first commits",
        question: "How long does it take a newcomer to get from the first commit to the tenth?",
        unit: .days,
        direction: .lower,
        source: "Zhou and Mockus, FSE 2010; Kaplan–Meier; HANDBOOK B10"
    ) { evidence in RampUp(evidence).measurement }
}

private struct RampUp {
    static let milestone = 10
    /// Fewest newcomers of whom anything is said: a cohort of fewer would speak of somebody.
    static let needed = 5
    /// Two years.
    static let span = 731 * Timeframe.day

    let evidence: Evidence
    let cohorts: [RampUpCohort]
    let machines: Int

    init(_ evidence: Evidence) {
        self.evidence = evidence
        let credits = Credits(evidence.identities)
        var written = [[Int64]](repeating: [], count: evidence.identities.people.count)
        var machines = 0
        for commit in evidence.history.commits
        where !commit.isMerge && commit.committed.seconds < evidence.timeframe.end {
            let people = credits.people(of: commit)
            if people.isEmpty { machines += 1 }
            let at = min(commit.authored.seconds, commit.committed.seconds)
            for person in people { written[Int(person)].append(at) }
        }
        self.machines = machines
        cohorts = Self.cohorts(of: written, until: evidence.timeframe.end)
    }

    /// Latest first, the latest always, and earlier ones while somebody began.
    private static func cohorts(of written: [[Int64]], until end: Int64) -> [RampUpCohort] {
        var byAge: [Int64: [Statistics.Wait]] = [:]
        for times in written where !times.isEmpty {
            let times = times.sorted()
            let isThere = times.count >= milestone
            let last = isThere ? times[milestone - 1] : end
            let wait = Statistics.Wait(Double(last - times[0]) / Double(Timeframe.day), hasEnded: isThere)
            byAge[(end - 1 - times[0]) / span, default: []].append(wait)
        }
        let ages = Set(byAge.keys).union([0]).sorted()
        return ages.map { age in
            RampUpCohort(start: end - (age + 1) * span, end: end - age * span, waits: byAge[age] ?? [])
        }
    }

    private var latest: RampUpCohort { cohorts[0] }

    var measurement: Measurement {
        let sample = Measurement.Sample(latest.waits.count, needed: Self.needed, of: "newcomers in 24 months")
        if evidence.repository.isShallow {
            return Measurement(
                sample: sample, status: .unavailable,
                why:
                    "The clone is shallow: first commits before it begins are not known. A full clone shows them (git fetch --unshallow)."
            )
        }
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded) }
        let value = latest.median
        return Measurement(
            value: value, interval: interval, sample: sample, status: value == nil ? .unavailable : .ok, why: why,
            excluded: excluded,
            steps: steps, finding: finding, details: SignalDetails(details))
    }

    /// Nil unless both ends are known.
    private var interval: Measurement.Interval? {
        guard latest.median != nil, case (let low?, let high?) = Statistics.survivalMedianInterval(latest.waits) else {
            return nil
        }
        return .init(low: low, high: high, kind: "95 % Brookmeyer–Crowley")
    }

    private var why: String {
        let caution =
            "The first commit is not a start date: somebody may have learned, reviewed and planned for weeks before it."
        return latest.median == nil
            ? "Half of the \(Phrase.count(latest.waits.count, "newcomer")) have not made a tenth commit yet. \(caution)"
            : caution
    }

    private var excluded: [Measurement.Exclusion] {
        machines > 0 ? [.init("commits by bots and AI agents alone", count: machines)] : []
    }

    private var steps: [String] {
        let half = latest.median.map { "Half of them got there within \(Phrase.decimal($0)) days." }
        return [
            "\(Phrase.count(latest.waits.count, "human")) made a first commit in the last 24 months.",
            "\(Phrase.number(latest.arrived)) of them have made a tenth; the others count as still on the way, for as long as they have been (Kaplan–Meier).",
            half.map { $0 + openEnd } ?? "Half of them have not got there yet, so there is no median.",
        ]
    }

    /// What can be said of the interval where it has one end alone, or none.
    private var openEnd: String {
        switch Statistics.survivalMedianInterval(latest.waits) {
        case (_?, _?): ""
        case (let low?, nil):
            " At 95 % confidence it takes \(Phrase.decimal(low)) days or more; an upper end cannot be told yet."
        default: " So few waits, or waits so alike, give no interval."
        }
    }

    private var details: RampUpDetails {
        RampUpDetails(
            milestone: Self.milestone,
            cohorts: cohorts.filter { $0.waits.count >= Self.needed }.map(\.details),
            curve: Statistics.survivalCurve(latest.waits).map { .init(days: $0.time, remaining: $0.remaining) })
    }

    /// Only against the same repository's own past: there is no norm to compare with.
    private var finding: Measurement.Finding? {
        guard cohorts.count > 1, latest.waits.count >= 2 * Self.needed, cohorts[1].waits.count >= 2 * Self.needed,
            cohorts[1].end == latest.start, let now = latest.median, let before = cohorts[1].median,
            now >= 1.5 * before, now - before >= 14
        else { return nil }
        return Measurement.Finding(
            sentence: "Newcomers take longer to their tenth commit than those of two years ago",
            evidence:
                "Half of the \(Phrase.number(latest.waits.count)) newcomers of the last two years within \(Phrase.decimal(now)) days; half of the \(Phrase.number(cohorts[1].waits.count)) before them within \(Phrase.decimal(before)).",
            uncertainty: "The first commit is not a start date, and the two groups may do different work.",
            suggestion: "Try: ask the newest what held them up, and mend the first thing that two of them name.",
            weight: 0.3)
    }
}

/// Everybody who began in the same two years, as waits from the first commit to the tenth.
private struct RampUpCohort {
    let start: Int64
    let end: Int64
    let waits: [Statistics.Wait]
    let median: Double?

    init(start: Int64, end: Int64, waits: [Statistics.Wait]) {
        self.start = start
        self.end = end
        self.waits = waits
        median = waits.count >= RampUp.needed ? Statistics.survivalMedian(waits) : nil
    }

    var arrived: Int { waits.count(where: \.hasEnded) }

    var details: RampUpDetails.Cohort {
        .init(start: start, end: end, newcomers: waits.count, arrived: arrived, medianDays: median)
    }
}
