import Records
import Statistics

extension DeliverySignal {
    /// How many bugs are reported for what is changed.
    package static let bugFrequency = DeliverySignal(
        id: "bug-frequency",
        title: "Bug frequency",
        question: "How many bugs are reported for a hundred merged pull requests?",
        unit: .perHundredPullRequests,
        direction: .lower,
        source: "HANDBOOK A20"
    ) { reading in
        guard let lives = reading.lives else { return .noTracker("bugs", needed: Bugs.needed) }
        let bugs = Bugs(reading, lives)
        let details = bugs.details
        let sample = Measurement.Sample(details.bugs, needed: Bugs.needed, of: "bugs")
        guard details.mergedPullRequests > 0 else {
            return Measurement(
                sample: sample, status: .unavailable,
                why: "No pull request was merged: there is nothing to divide by. A code host tells of them.")
        }
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: bugs.excluded, steps: bugs.steps) }
        let value = 100 * Double(details.bugs) / Double(details.mergedPullRequests)
        return Measurement(
            value: value, sample: sample,
            why: "Bugs that nobody reports are missing. Tells of the product, and never of people.",
            excluded: bugs.excluded,
            steps: bugs.steps + [
                "\(Phrase.count(details.mergedPullRequests, "pull request")) merged, those by bots too.",
                "\(Phrase.number(details.bugs)) / \(Phrase.number(details.mergedPullRequests)) × 100 = \(Phrase.decimal(value)).",
                details.weeks.step,
            ],
            finding: details.weeks.change.map { change in
                .init(
                    sentence: "Reported bugs have changed: \(change.prefix(1).lowercased() + change.dropFirst())",
                    evidence:
                        "Usually \(Phrase.decimal(details.weeks.chart?.centre ?? 0)) a week, \(Phrase.decimal(details.weeks.values.last ?? 0)) in the latest.",
                    uncertainty: "More users, or more care in reporting, look the same.",
                    suggestion: "Try: read the latest week's bugs together, and ask what they share.", weight: 0.4)
            }, details: SignalDetails(details))
    }
}
