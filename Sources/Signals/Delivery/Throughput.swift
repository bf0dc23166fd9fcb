import Records
import Statistics

extension DeliverySignal {
    /// How many items are done in a week.
    package static let throughput = DeliverySignal(
        id: "throughput",
        title: "Throughput",
        question: "How many work items are done in a week?",
        unit: .perWeek,
        direction: .depends,
        source: "HANDBOOK A15"
    ) { reading in
        guard let lives = reading.lives else { return .noTracker("complete weeks", needed: 4) }
        return Throughput(reading.evidence, lives).measurement
    }
}

/// Items done in complete weeks, those without any included.
struct WeeklyThroughput: Sendable {
    let weeks: CompleteWeeks
    /// Done in each week.
    let finished: [[WorkLife]]

    init(_ evidence: DeliveryEvidence, _ lives: [WorkLife]) {
        let first = lives.map(\.item.createdAt).min().map { max($0, evidence.timeframe.start ?? .min) }
        weeks = CompleteWeeks(evidence, since: first)
        var finished = [[WorkLife]](repeating: [], count: weeks.weeks.count)
        for life in lives {
            if let place = life.finishedAt.flatMap(weeks.place) { finished[place].append(life) }
        }
        self.finished = finished
    }

    var counts: [Int] { finished.map(\.count) }
}

private struct Throughput {
    static let needed = 4

    let weekly: WeeklyThroughput

    init(_ evidence: DeliveryEvidence, _ lives: WorkLives) { weekly = WeeklyThroughput(evidence, lives.all) }

    var measurement: Measurement {
        let counts = weekly.counts.map(Double.init)
        let sample = Measurement.Sample(counts.count, needed: Self.needed, of: "complete weeks")
        guard sample.count >= sample.needed, let median = Statistics.median(counts),
            let mean = Statistics.mean(counts)
        else { return .tooFew(sample) }
        let kinds = Set(weekly.finished.joined().map(\.item.kind.rawValue)).sorted()
        let details = ThroughputDetails(
            weeks: weekly.weeks.series { counts[$0] }, mean: mean,
            kinds: kinds.map { kind in
                .init(kind: kind, finished: weekly.finished.map { $0.count { $0.item.kind.rawValue == kind } })
            }, reopened: weekly.finished.joined().count(where: \.wasReopened))
        return Measurement(
            value: median,
            interval: Statistics.medianInterval(counts).map {
                .init(low: $0.low, high: $0.high, kind: "95 % by ranks")
            },
            sample: sample, why: "A count and no goal: cutting items smaller makes more of them.",
            steps: steps(details, median), finding: finding(details), details: SignalDetails(details))
    }

    private func steps(_ details: ThroughputDetails, _ median: Double) -> [String] {
        let holidays = details.weeks.weeks.count(where: \.hasHoliday)
        let kinds = details.kinds.map { "\(Phrase.number($0.finished.reduce(0, +))) \($0.kind)" }
        var steps = [
            "Done in each complete week, weeks without any included: \(details.weeks.values.map { Phrase.decimal($0) }.joined(separator: ", ")).",
            "The median is \(Phrase.decimal(median)), the mean \(Phrase.decimal(details.mean)). Epics are not counted; what was given up is not done.",
        ]
        if !kinds.isEmpty { steps.append("By kind: \(Phrase.list(kinds)).") }
        if details.reopened > 0 {
            steps.append(
                "\(Phrase.number(details.reopened)) had been opened again; each counts once, when it was done last.")
        }
        if holidays > 0 { steps.append("\(Phrase.count(holidays, "week")) with a public holiday stay in.") }
        return steps + [details.weeks.step]
    }

    private func finding(_ details: ThroughputDetails) -> Measurement.Finding? {
        guard let change = details.weeks.change else { return nil }
        return Measurement.Finding(
            sentence: "What is done in a week has changed: \(change.prefix(1).lowercased() + change.dropFirst())",
            evidence:
                "Usually \(Phrase.decimal(details.weeks.chart?.centre ?? 0)), \(Phrase.decimal(details.weeks.values.last ?? 0)) in the latest week.",
            uncertainty: "Holidays and the size of items are not taken out.",
            suggestion: "Try: name what changed, if anything did, before a forecast rests on these weeks.", weight: 0.3)
    }
}
