import Records
import Statistics

extension DeliverySignal {
    /// What a team got done in its sprints, in its own points. It cannot be compared with any other team's.
    package static let velocity = DeliverySignal(
        id: "velocity",
        title: "Velocity",
        question: "How many of its own points does the team get done in a sprint?",
        unit: .points,
        direction: .depends,
        source: "HANDBOOK A17"
    ) { reading in
        guard let work = reading.evidence.work else { return .noTracker("complete sprints", needed: 3) }
        return Velocity(SprintReading(reading.evidence, work)).measurement
    }
}

private struct Velocity {
    static let needed = 3

    let reading: SprintReading

    init(_ reading: SprintReading) { self.reading = reading }

    private var sprints: [VelocityDetails.Sprint] {
        reading.sprints.map { sprint in
            let done = reading.items(in: sprint).filter { reading.isDone($0, in: sprint) }
            let points = done.map { reading.estimate($0, at: sprint.end) }
            return .init(
                sprint: sprint.sprint.key, name: sprint.sprint.name,
                points: points.compactMap(\.self).reduce(0, +), items: done.count,
                withoutEstimate: points.count { $0 == nil }, isShort: sprint.isShort)
        }
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(reading.sprints.count, needed: Self.needed, of: "complete sprints")
        if let refusal = reading.refusal { return Measurement(sample: sample, status: .unavailable, why: refusal) }
        guard sample.count >= sample.needed else { return .tooFew(sample) }
        let sprints = sprints
        let points = sprints.map(\.points)
        guard points.contains(where: { $0 > 0 }), let median = Statistics.median(points), let low = points.min(),
            let high = points.max()
        else {
            return Measurement(
                sample: sample, status: .unavailable,
                why: "Nothing that was done in the last sprints has an estimate. Throughput needs none.")
        }
        let details = VelocityDetails(sprints: sprints, low: low, high: high)
        return Measurement(
            value: median, interval: .init(low: low, high: high, kind: "range of the sprints"), sample: sample,
            why: "For this team's own planning. Points have no unit: never a target, and never beside another team's.",
            steps: steps(details, median), details: SignalDetails(details))
    }

    private func steps(_ details: VelocityDetails, _ median: Double) -> [String] {
        let short = details.sprints.filter(\.isShort).map(\.name)
        let without = details.sprints.reduce(0) { $0 + $1.withoutEstimate }
        var steps = [
            "Points of what was done by the end of each sprint: \(details.sprints.map { "\($0.name) \(Phrase.decimal($0.points))" }.joined(separator: ", ")).",
            "The median is \(Phrase.decimal(median)), from \(Phrase.decimal(details.low)) to \(Phrase.decimal(details.high)).",
        ]
        if !short.isEmpty { steps.append("Fewer than 60 % of the usual working days: \(Phrase.list(short)).") }
        if without > 0 {
            steps.append(
                "\(Phrase.count(without, "item")) without an estimate \(without == 1 ? "is" : "are") in no sum.")
        }
        return steps
    }
}
