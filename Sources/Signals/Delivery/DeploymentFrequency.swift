import Records
import Statistics

extension DeliverySignal {
    /// On how many days of a week something reaches users.
    package static let deploymentFrequency = DeliverySignal(
        id: "deployment-frequency",
        title: "Deployment frequency",
        question: "On how many days of a week is a service deployed to production?",
        unit: .daysPerWeek,
        direction: .higher,
        source: "HANDBOOK A1; DORA 2024, 2026"
    ) { reading in DeploymentFrequency(reading).measurement }
}

/// Deployments of one service in weeks that are complete.
struct DeploymentWeeks {
    let days: [Int]
    let deployments: [Int]

    init(_ instants: [Int64], in weeks: CompleteWeeks) {
        var days = [Set<CivilDay>](repeating: [], count: weeks.weeks.count)
        var deployments = [Int](repeating: 0, count: weeks.weeks.count)
        for instant in instants {
            guard let place = weeks.place(of: instant) else { continue }
            days[place].insert(weeks.day(at: instant))
            deployments[place] += 1
        }
        self.init(days: days.map(\.count), deployments: deployments)
    }

    init(days: [Int], deployments: [Int]) {
        self.days = days
        self.deployments = deployments
    }

    var daysPerWeek: Double? { Statistics.median(days.map(Double.init)) }
    var deploymentsPerWeek: Double? { Statistics.mean(deployments.map(Double.init)) }

    var category: ReleaseDays.Frequency {
        let (days, deployments) = (daysPerWeek ?? 0, deploymentsPerWeek ?? 0)
        if deployments > 7 { return days >= 5 ? .onDemand : .days }
        if days >= 5 { return .days }
        if days >= 1 { return .weeks }
        // One in 30.44 days, one in 26 weeks, on the average.
        let mean = Statistics.mean(self.days.map(Double.init)) ?? 0
        if mean * ReleaseCadence.month / 7 >= 1 { return .months }
        return mean * 26 >= 1 ? .someMonths : .rarely
    }
}

private struct DeploymentFrequency {
    static let needed = 4
    /// More weeks than half a year are not spelled out.
    private static let listed = 26

    let isFromReleases: Bool
    /// Instants of each service, or of each repository's releases.
    let instants: [String: [Int64]]
    let evidence: DeliveryEvidence
    let folded: Int
    let failed: Int

    init(_ reading: DeliveryReading) {
        let rollouts = reading.rollouts
        evidence = reading.evidence
        isFromReleases = rollouts.all.isEmpty && rollouts.failedBefore == 0
        failed = rollouts.failedBefore
        folded = rollouts.places.reduce(0) { $0 + rollouts.all[$1].repeats }
        instants =
            isFromReleases
            ? Self.released(evidence)
            : Dictionary(grouping: rollouts.all, by: \.service).mapValues { $0.map(\.finishedAt) }
    }

    private static func released(_ evidence: DeliveryEvidence) -> [String: [Int64]] {
        let releases = (evidence.releases ?? []).filter { !$0.isDraft && !$0.isPrerelease }
        return Dictionary(grouping: releases, by: \.repository.description).mapValues { own in
            own.compactMap { $0.publishedAt ?? $0.createdAt }.filter { $0 <= evidence.now }
        }.filter { !$0.value.isEmpty }
    }

    private func weeks(of instants: [Int64]) -> CompleteWeeks {
        CompleteWeeks(evidence, since: instants.min().map { max($0, evidence.timeframe.start ?? .min) })
    }

    private func service(_ name: String, _ instants: [Int64]) -> DeploymentFrequencyDetails.Service? {
        let complete = weeks(of: instants)
        let counted = DeploymentWeeks(instants, in: complete)
        guard counted.days.count >= Self.needed, let days = counted.daysPerWeek, let mean = counted.deploymentsPerWeek
        else { return nil }
        return .init(
            service: name, days: complete.series { Double(counted.days[$0]) }, deployments: counted.deployments,
            daysPerWeek: days, deploymentsPerWeek: mean, category: counted.category.rawValue,
            categoryWords: counted.category.words)
    }

    var measurement: Measurement {
        guard !instants.isEmpty else {
            return .unavailable(
                "complete weeks", needed: Self.needed,
                why: failed > 0
                    ? "Nothing has been deployed to production successfully."
                    : "No source tells of deployments or releases. A code host's deployments or tutti deployed would.")
        }
        let most = instants.values.map { weeks(of: $0).weeks.count }.max() ?? 0
        let services = instants.keys.sorted().compactMap { service($0, instants[$0] ?? []) }
        let sample = Measurement.Sample(most, needed: Self.needed, of: "complete weeks")
        // The middle one: half of the services are deployed no more often.
        let ordered = services.sorted { ($0.daysPerWeek, $0.service) < ($1.daysPerWeek, $1.service) }
        guard sample.count >= sample.needed, !ordered.isEmpty else { return .tooFew(sample, excluded: excluded) }
        let shown = ordered[(ordered.count - 1) / 2]
        let details = DeploymentFrequencyDetails(
            services: services, shown: shown.service, isFromReleases: isFromReleases, reference: .frequency)
        let bounds = Statistics.medianInterval(shown.days.values)
        return Measurement(
            value: shown.daysPerWeek,
            interval: bounds.map { .init(low: $0.low, high: $0.high, kind: "95 % by ranks") },
            sample: .init(shown.days.weeks.count, needed: Self.needed, of: sample.of), why: why, excluded: excluded,
            steps: steps(shown, services.count), finding: finding(shown), details: SignalDetails(details))
    }

    private var why: String {
        isFromReleases
            ? "Counted from releases: no source tells of deployments."
            : "How often, of one service; whether it went well is told by the change fail rate."
    }

    private var excluded: [Measurement.Exclusion] {
        [
            ("deployments that did not reach production", failed),
            ("regions, retries and repeats of what already ran", folded),
        ].filter { $0.1 > 0 }.map { .init($0.0, count: $0.1) }
    }

    private func steps(_ shown: DeploymentFrequencyDetails.Service, _ count: Int) -> [String] {
        let days = shown.days.values.map { Phrase.decimal($0) }
        let latest = days.suffix(Self.listed)
        let holidays = shown.days.weeks.count(where: \.hasHoliday)
        var steps = [
            "\(Phrase.count(count, isFromReleases ? "repository" : "service", plural: isFromReleases ? "repositories" : "services")), never pooled; the number is of \(shown.service), the middle one.",
            "\(Phrase.count(days.count, "complete week")) by the team's clock since the first one; days with \(isFromReleases ? "a release" : "a successful deployment")\(latest.count < days.count ? ", of the latest \(latest.count)" : ""): \(latest.joined(separator: ", ")).",
            "Weeks without one count as 0: the median is \(Phrase.decimal(shown.daysPerWeek)) days a week. The mean is \(Phrase.decimal(shown.deploymentsPerWeek)) \(isFromReleases ? "releases" : "deployments") a week.",
            shown.days.step,
            DoraReference.frequency.step(shown.category, shown.categoryWords),
        ]
        if holidays > 0 { steps.insert("\(Phrase.count(holidays, "week")) with a public holiday stay in.", at: 2) }
        return steps
    }

    private func finding(_ shown: DeploymentFrequencyDetails.Service) -> Measurement.Finding? {
        guard let change = shown.days.change else { return nil }
        return Measurement.Finding(
            sentence: "Deploying \(shown.service) has changed: \(change.prefix(1).lowercased() + change.dropFirst())",
            evidence:
                "Usually \(Phrase.decimal(shown.days.chart?.centre ?? 0)) days a week, \(Phrase.decimal(shown.days.values.last ?? 0)) in the latest.",
            uncertainty: "One week in about 370 looks like this by chance.",
            suggestion: "Try: name what changed, if anything did, and mark it in the chart.", weight: 0.35)
    }
}
