import Records
import Statistics

extension DeliverySignal {
    /// How many of the bugs that were found were found by users.
    package static let escapedBugs = DeliverySignal(
        id: "escaped-bugs",
        title: "Escaped bugs",
        question: "How many of the bugs that were found had reached production?",
        unit: .percent,
        direction: .lower,
        source: "HANDBOOK A20"
    ) { reading in
        guard let lives = reading.lives else { return .noTracker("bugs", needed: Bugs.needed) }
        return EscapedBugs(bugs: Bugs(reading, lives)).measurement
    }
}

private struct EscapedBugs {
    let bugs: Bugs

    var measurement: Measurement {
        let details = bugs.details
        let all = details.escaped + details.caught
        let sample = Measurement.Sample(all, needed: Bugs.needed, of: "bugs of which it is known where they were found")
        var excluded = bugs.excluded
        if details.unknown > 0 {
            excluded.append(.init("bugs of which nobody says where they were found", count: details.unknown))
        }
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded, steps: bugs.steps) }
        let share = Double(details.escaped) / Double(all)
        return Measurement(
            value: 100 * share, interval: .wilson(details.escaped, of: all), sample: sample,
            why:
                "By labels and by who reported. About 15 % is called typical, under 5 % excellent (Jones and Bonsignour 2011).",
            excluded: excluded,
            steps: bugs.steps + [
                "\(Phrase.number(details.escaped)) found in production, \(Phrase.number(details.caught)) before.",
                "\(Phrase.number(details.escaped)) of \(Phrase.number(all)): \(Phrase.decimal(100 * share)) %; \(Phrase.decimal(100 - 100 * share)) % were removed before.",
            ], details: SignalDetails(details))
    }
}
