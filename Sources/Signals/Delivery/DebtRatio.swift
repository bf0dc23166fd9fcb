import Records

extension DeliverySignal {
    /// What a linter would have mended, beside what was written.
    package static let debtRatio = DeliverySignal(
        id: "debt-ratio",
        title: "Technical-debt ratio",
        question: "How much work would it be to mend what tools find, beside the work of writing the code?",
        unit: .percent,
        direction: .lower,
        source: "HANDBOOK A24; SonarSource 2025; J.-L. Letouzey 2012"
    ) { reading in DebtRatio(reading.evidence).measurement }
}

struct DebtRatio {
    /// Minutes that a line takes to write, by SonarQube's default.
    static let minutesPerLine = 30.0
    static let neededLines = 1000

    let isKnown: Bool
    let analyses: [DebtAnalysis]
    let latest: [DebtAnalysis]

    init(_ evidence: DeliveryEvidence) {
        isKnown = evidence.debt != nil
        let range = evidence.timeframe
        analyses = (evidence.debt ?? []).filter { $0.at < range.end && $0.at >= range.start ?? .min && $0.lines > 0 }
            .sorted { ($0.at, $0.name, $0.minutes, $0.lines) < ($1.at, $1.name, $1.minutes, $1.lines) }
        latest = Dictionary(grouping: analyses, by: \.name).compactMap(\.value.last).sorted { $0.name < $1.name }
    }

    static func rating(_ ratio: Double) -> String {
        switch ratio {
        case ...0.05: "A"
        case ...0.1: "B"
        case ...0.2: "C"
        case ...0.5: "D"
        default: "E"
        }
    }

    static func ratio(minutes: Double, lines: Int) -> Double { minutes / (minutesPerLine * Double(lines)) }

    var measurement: Measurement {
        guard isKnown else {
            return .unavailable(
                "analysed lines", needed: Self.neededLines,
                why:
                    "No analysis is known. A pipeline tells one by “tutti build --report findings.sarif --costs costs.json”."
            )
        }
        let minutes = latest.reduce(0) { $0 + $1.minutes }
        let lines = latest.reduce(0) { $0 + $1.lines }
        let without = latest.reduce(0) { $0 + $1.withoutCost }
        let sample = Measurement.Sample(lines, needed: Self.neededLines, of: "analysed lines")
        let excluded: [Measurement.Exclusion] =
            without > 0 ? [.init("findings of which nobody says what mending costs", count: without)] : []
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded) }
        let ratio = Self.ratio(minutes: minutes, lines: lines)
        let details = DebtRatioDetails(
            minutes: minutes, lines: lines, rating: Self.rating(ratio), withoutCost: without, points: points)
        return Measurement(
            value: 100 * ratio, sample: sample,
            why: "What tools see: neither a design that does not fit nor a document that is missing is in it.",
            excluded: excluded, steps: steps(details, ratio), finding: finding, details: SignalDetails(details))
    }

    private var points: [DebtRatioDetails.Point] {
        var rules: [String: String] = [:]
        return analyses.map { analysis in
            let before = rules.updateValue(analysis.rules, forKey: analysis.name)
            return .init(
                repository: analysis.repository, at: analysis.at,
                ratio: Self.ratio(minutes: analysis.minutes, lines: analysis.lines),
                isBreak: before.map { $0 != analysis.rules } ?? false)
        }
    }

    private func steps(_ details: DebtRatioDetails, _ ratio: Double) -> [String] {
        let breaks = details.points.count(where: \.isBreak)
        var steps = [
            "The latest analysis of \(Phrase.count(latest.count, "repository", plural: "repositories")): \(Phrase.decimal(details.minutes)) minutes to mend all findings, \(Phrase.number(details.lines)) lines of the languages that were analysed.",
            "\(Phrase.decimal(details.minutes)) / (30 × \(Phrase.number(details.lines))) = \(Phrase.decimal(100 * ratio)) %; 30 minutes a line is SonarQube's default.",
            "SonarQube calls this \(details.rating): A up to 5 %, B 10, C 20, D 50.",
        ]
        if breaks > 0 {
            steps.append(
                "Other rules came into force \(breaks == 1 ? "once" : "\(Phrase.number(breaks)) times"); before and after are not one series."
            )
        }
        return steps
    }

    /// Within one set of rules only.
    private var finding: Measurement.Finding? {
        guard latest.count == 1, let last = analyses.last,
            let first = analyses.last(where: { $0.rules != last.rules }).map({ other in
                analyses.first { $0.at > other.at && $0.rules == last.rules }
            }) ?? analyses.first
        else { return nil }
        let (before, now) = (
            Self.ratio(minutes: first.minutes, lines: first.lines), Self.ratio(minutes: last.minutes, lines: last.lines)
        )
        guard now >= 1.25 * before, now - before >= 0.01 else { return nil }
        return Measurement.Finding(
            sentence: "What tools find has grown faster than the code",
            evidence:
                "\(Phrase.decimal(100 * before)) % at the first analysis with these rules, \(Phrase.decimal(100 * now)) % now.",
            uncertainty: "What mending takes is a guess.",
            suggestion: "Try: pick the rule that adds most, and agree whether it is worth mending or switching off.",
            weight: 0.3)
    }
}

extension DebtAnalysis {
    fileprivate var name: String { repository.description }
}
