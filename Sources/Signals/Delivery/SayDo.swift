import Records

extension DeliverySignal {
    /// How much of what a team promised itself it got done.
    package static let sayDo = DeliverySignal(
        id: "say-do",
        title: "Say and do",
        question: "How much of what was planned for a sprint was done in it?",
        unit: .percent,
        direction: .depends,
        version: 2,
        source: "HANDBOOK A18"
    ) { reading in
        guard let work = reading.evidence.work else { return .noTracker("complete sprints", needed: 3) }
        return SayDo(SprintReading(reading.evidence, work)).measurement
    }
}

private struct SayDo {
    static let needed = 3

    let reading: SprintReading
    let planned: [(sprint: SprintReading.Complete, commitment: SprintCommitment)]
    let isInPoints: Bool

    init(_ reading: SprintReading) {
        self.reading = reading
        planned = reading.sprints.map { ($0, reading.commitment(of: $0)) }.filter { !$0.1.items.isEmpty }
        isInPoints = planned.allSatisfy { $0.commitment.items.allSatisfy { $0.estimate != nil } }
    }

    private func weight(_ estimate: Double?) -> Double { isInPoints ? estimate ?? 0 : 1 }

    private var sprints: [SayDoDetails.Sprint] {
        planned.map { sprint, commitment in
            let promised = commitment.items.filter { !commitment.releasedByAgreement.contains($0.workItem) }
            let done = promised.filter { entry in
                reading.item(entry.workItem).map { reading.isDone($0, in: sprint) } ?? false
            }
            let known = Set(commitment.items.map(\.workItem))
            let added = reading.items(in: sprint).filter { !known.contains($0.key) }
            let removed = promised.filter { !reading.isIn(sprint, $0.workItem) }
            let weights = added.map { (weight(reading.estimate($0, at: sprint.end)), reading.isDone($0, in: sprint)) }
            return .init(
                sprint: sprint.sprint.key, name: sprint.sprint.name,
                committed: promised.reduce(0) { $0 + weight($1.estimate) },
                done: done.reduce(0) { $0 + weight($1.estimate) }, added: weights.reduce(0) { $0 + $1.0 },
                addedDone: weights.reduce(0) { $0 + ($1.1 ? $1.0 : 0) },
                removed: removed.reduce(0) { $0 + weight($1.estimate) },
                released: commitment.items.count - promised.count, isOwnSnapshot: commitment.isOwn,
                isShort: sprint.isShort)
        }
    }

    var measurement: Measurement {
        let sprints = sprints
        let sample = Measurement.Sample(sprints.count, needed: Self.needed, of: "complete sprints")
        if let refusal = reading.refusal { return Measurement(sample: sample, status: .unavailable, why: refusal) }
        let (done, committed) = sprints.reduce((0.0, 0.0)) { ($0.0 + $1.done, $0.1 + $1.committed) }
        let excluded = excluded(sprints)
        guard sample.count >= sample.needed, committed > 0 else { return .tooFew(sample, excluded: excluded) }
        let details = SayDoDetails(isInPoints: isInPoints, sprints: sprints, burnUp: burnUp)
        return Measurement(
            value: 100 * done / committed,
            interval: isInPoints ? nil : .wilson(Int(done), of: Int(committed)), sample: sample,
            why:
                "80 to 100 % is a good band; always 100 % means that too little is planned. Nothing to work longer for.",
            excluded: excluded, steps: steps(details, done, committed), finding: finding(details),
            details: SignalDetails(details))
    }

    /// Days by UTC; the day that is going on stands as it is now.
    private var burnUp: SayDoDetails.BurnUp? {
        guard let sprint = reading.running ?? reading.sprints.last else { return nil }
        let commitment = reading.commitment(of: sprint)
        let promised = Dictionary(commitment.items.map { ($0.workItem, $0.estimate) }) { first, _ in first }
        let end = min(sprint.end, reading.now) - 1
        let days = (CivilDay(sprint.start).number...max(CivilDay(sprint.start).number, CivilDay(end).number)).map {
            number in
            let moment = max(sprint.start, min(CivilDay(number: number + 1).start - 1, end))
            let scope = reading.scope(of: sprint, at: moment).map {
                // What is estimated anew keeps the estimate that it was planned with.
                (weight(promised[$0.item.key] ?? reading.estimate($0.item, at: moment)), $0.isDone)
            }
            return SayDoDetails.BurnUp.Day(
                day: CivilDay(number: number), scope: scope.reduce(0) { $0 + $1.0 },
                done: scope.reduce(0) { $0 + ($1.1 ? $1.0 : 0) })
        }
        return .init(
            sprint: sprint.sprint.key, name: sprint.sprint.name, lastDay: CivilDay(sprint.end - 1),
            isRunning: reading.running != nil, committed: promised.values.reduce(0) { $0 + weight($1) },
            isOwnSnapshot: commitment.isOwn, days: days)
    }

    private func excluded(_ sprints: [SayDoDetails.Sprint]) -> [Measurement.Exclusion] {
        let released = sprints.reduce(0) { $0 + $1.released }
        let silent = reading.sprints.count - sprints.count
        return [("items taken out by agreement", released), ("sprints for which nothing was planned", silent)]
            .filter { $0.1 > 0 }.map { .init($0.0, count: $0.1) }
    }

    private func steps(_ details: SayDoDetails, _ done: Double, _ committed: Double) -> [String] {
        let unit = details.isInPoints ? "points" : "items"
        var steps = details.sprints.map { sprint in
            let added =
                sprint.added > 0
                ? "; added later \(Phrase.decimal(sprint.added)), of which \(Phrase.decimal(sprint.addedDone)) done"
                : ""
            let removed =
                sprint.removed > 0 ? "; taken out later \(Phrase.decimal(sprint.removed)), still promised" : ""
            let short = sprint.isShort ? "; a short sprint" : ""
            return
                "\(sprint.name): \(Phrase.decimal(sprint.done)) of \(Phrase.decimal(sprint.committed)) \(unit)\(added)\(removed)\(short)."
        }
        let inferred = details.sprints.count { !$0.isOwnSnapshot }
        if inferred > 0 {
            steps.append(
                "Of \(Phrase.count(inferred, "sprint")) nobody froze the plan; it is worked out from what the tracker says has changed."
            )
        }
        if !details.isInPoints { steps.append("Counted in items, because not all that was planned has an estimate.") }
        steps.append(
            "\(Phrase.decimal(done)) of \(Phrase.decimal(committed)) \(unit): \(Phrase.decimal(100 * done / committed)) %. What was added later is in neither."
        )
        return steps
    }

    private func finding(_ details: SayDoDetails) -> Measurement.Finding? {
        let added = details.sprints.reduce(0) { $0 + $1.added }
        let committed = details.sprints.reduce(0) { $0 + $1.committed }
        guard added > 0.3 * committed else { return nil }
        return Measurement.Finding(
            sentence: "Much comes into sprints after they were planned",
            evidence: "\(Phrase.decimal(added)) beside \(Phrase.decimal(committed)) that were planned.",
            uncertainty: "Splitting an item after planning looks the same.",
            suggestion: "Try: plan as much less as usually comes in, and see whether the plan then holds.", weight: 0.4)
    }
}
