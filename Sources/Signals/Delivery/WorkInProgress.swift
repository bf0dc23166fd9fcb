import Records

extension DeliverySignal {
    /// How much a team has begun and not ended.
    package static let workInProgress = DeliverySignal(
        id: "work-in-progress",
        title: "Work in progress",
        question: "How many things are begun at once, and do as many end as begin?",
        unit: .count,
        direction: .lower,
        source: "HANDBOOK A14; J. Little 1961; DORA 2023"
    ) { reading in
        guard let lives = reading.lives else { return .noTracker("finished items", needed: 10) }
        return WorkInProgress(reading.evidence, lives).measurement
    }
}

private struct WorkInProgress {
    static let needed = 10

    let evidence: DeliveryEvidence
    let lives: [WorkLife]
    let withoutStart: Int
    let details: WorkInProgressDetails

    init(_ evidence: DeliveryEvidence, _ lives: WorkLives) {
        self.evidence = evidence
        let begun = lives.all.filter { $0.startedAt != nil }
        self.lives = begun
        withoutStart = lives.finished(in: evidence.timeframe).count { $0.startedAt == nil }
        let now = evidence.now
        let start = evidence.timeframe.start ?? begun.compactMap(\.startedAt).min() ?? now
        let days = { (seconds: Int64) in Double(seconds) / Double(Timeframe.day) }
        let law = LittlesLaw(
            begun.map { life in
                (
                    days((life.startedAt ?? now) - start), life.endedAt.map { days($0 - start) },
                    life.finishedAt != nil
                )
            }, from: 0, until: days(now - start))
        let open = begun.filter { $0.endedAt == nil }.map { life in
            WorkInProgressDetails.Item(
                key: life.item.key, reference: life.item.reference, title: life.item.title,
                state: life.item.originalState, days: days(now - (life.startedAt ?? now)))
        }
        details = WorkInProgressDetails(
            law: law, open: open.sorted { ($1.days, $0.key) < ($0.days, $1.key) },
            members: evidence.people.members.count,
            finished: AgeSpread(
                days: lives.finished(in: evidence.timeframe).compactMap { life in
                    life.startedAt.flatMap { start in life.finishedAt.map { days($0 - start) } }
                }),
            flow: CumulativeFlow(lives.all, in: evidence.timeframe))
    }

    var measurement: Measurement {
        let law = details.law
        let sample = Measurement.Sample(law.finished, needed: Self.needed, of: "finished items")
        let excluded: [Measurement.Exclusion] =
            withoutStart > 0
            ? [.init("finished items of which nobody tells when they were begun", count: withoutStart)] : []
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded) }
        return Measurement(
            value: law.average, sample: sample,
            why: law.holds
                ? "On average over the timeframe. Little's law holds: as much ends as begins."
                : "On average over the timeframe. Little's law does not hold: forecasts are not safe while work piles up or is given up.",
            excluded: excluded, steps: steps, finding: finding, details: SignalDetails(details))
    }

    private var steps: [String] {
        let law = details.law
        var steps = [
            "Begun and not ended: \(Phrase.decimal(law.average)) items on average; \(Phrase.number(details.open.count)) now. Blocked ones count, and those that were given up until they were.",
            "\(Phrase.count(law.finished, "item")) done: \(Phrase.decimal(law.rate)) a day, after \(Phrase.decimal(law.mean)) days on average, by calendar days.",
        ]
        if let ratio = law.ratio {
            steps.append(
                "\(Phrase.decimal(law.average)) / (\(Phrase.decimal(law.rate)) × \(Phrase.decimal(law.mean))) = \(Phrase.decimal(ratio)); from 0.8 to 1.25 Little's law holds."
            )
        }
        if details.members > 0 {
            let each = Double(details.open.count) / Double(details.members)
            steps.append(
                "For each of \(Phrase.number(details.members)) people \(Phrase.decimal(each)) now; one or two are common."
            )
        }
        return steps
    }

    private var finding: Measurement.Finding? {
        guard let ratio = details.law.ratio, !details.law.holds else { return nil }
        return Measurement.Finding(
            sentence: ratio > 1 ? "More is begun than ends" : "What is done took longer than what is under way",
            evidence:
                "\(Phrase.decimal(details.law.average)) items under way; what was done accounts for \(Phrase.decimal(details.law.rate * details.law.mean)).",
            uncertainty: "Work outside the tracker does not show, and a short timeframe has ragged ends.",
            suggestion: ratio > 1
                ? "Try: end the oldest thing that is under way before anything new is begun."
                : "Try: look whether items are closed in one go long after they were done.", weight: 0.45)
    }
}
