import Records

extension DeliverySignal {
    /// How much of the time that items are under way somebody works on them.
    package static let flowEfficiency = DeliverySignal(
        id: "flow-efficiency",
        title: "Flow efficiency",
        question: "How much of the time that work is under way does somebody work on it?",
        unit: .percent,
        direction: .higher,
        source: "HANDBOOK A16"
    ) { reading in
        guard let lives = reading.lives else { return .noTracker("finished items", needed: 10) }
        return FlowEfficiency(reading.evidence, lives).measurement
    }
}

private struct FlowEfficiency {
    static let needed = 10

    let counted: [WorkLife]
    let unmapped: [WorkLife]
    let silent: Int

    init(_ evidence: DeliveryEvidence, _ lives: WorkLives) {
        let finished = lives.finished(in: evidence.timeframe)
        let timed = finished.filter { $0.active + $0.waiting > 0 }
        silent = finished.count - timed.count
        counted = timed.filter(\.isMapped)
        unmapped = timed.filter { !$0.isMapped }
    }

    private func share(_ lives: [WorkLife]) -> Double? {
        let (active, waiting) = lives.reduce((Int64(0), Int64(0))) { ($0.0 + $1.active, $0.1 + $1.waiting) }
        return active + waiting > 0 ? 100 * Double(active) / Double(active + waiting) : nil
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(counted.count, needed: Self.needed, of: "finished items")
        var excluded: [Measurement.Exclusion] = []
        if !unmapped.isEmpty {
            excluded.append(
                .init(
                    "items in states of which nobody said what they mean", count: unmapped.count,
                    valueWithout: share(counted + unmapped)))
        }
        if silent > 0 { excluded.append(.init("items of which no state on the way is known", count: silent)) }
        guard sample.count >= sample.needed, let value = share(counted) else {
            return .tooFew(sample, excluded: excluded)
        }
        let hours = { (seconds: Int64) in Double(seconds) / 3600 }
        let details = FlowEfficiencyDetails(
            items: counted.count, activeHours: hours(counted.reduce(0) { $0 + $1.active }),
            waitingHours: hours(counted.reduce(0) { $0 + $1.waiting }))
        let total = details.activeHours + details.waitingHours
        return Measurement(
            value: value, sample: sample,
            why: "Elapsed time: nights and weekends are in both parts. A share of the items' time, not of anybody's.",
            excluded: excluded,
            steps: [
                "\(Phrase.count(details.items, "item")) done in the timeframe, by the states that they were in.",
                "In states that are work \(Phrase.decimal(details.activeHours)) h, in states that are waiting \(Phrase.decimal(details.waitingHours)) h.",
                "\(Phrase.decimal(details.activeHours)) of \(Phrase.decimal(total)) h: \(Phrase.decimal(value)) %, a ratio of sums.",
                "Practice reports call 5 to 15 % ordinary and over 40 % rare (D. Vacanti 2015).",
            ],
            finding: finding(value, details), details: SignalDetails(details))
    }

    private func finding(_ value: Double, _ details: FlowEfficiencyDetails) -> Measurement.Finding? {
        guard value < 15 else { return nil }
        return Measurement.Finding(
            sentence: "Work that is under way mostly waits",
            evidence: "\(Phrase.percent(1 - value / 100)) of the time of \(Phrase.count(details.items, "item")).",
            uncertainty: "Only as true as the board: an item that nobody moves looks the same as one that waits.",
            suggestion: "Try: find the state in which items wait longest, and begin nothing new while it is full.",
            weight: 0.4)
    }
}
