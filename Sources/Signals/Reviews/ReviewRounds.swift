import Records
import Statistics

extension DeliverySignal {
    /// How often a change goes back and forth between reviewers and author.
    package static let reviewRounds = DeliverySignal(
        id: "review-rounds",
        title: "Review rounds",
        question: "How many rounds of review does a change take before it is merged?",
        unit: .count,
        direction: .lower,
        source: "HANDBOOK A11; Egelman et al., ICSE 2020"
    ) { reading in ReviewRounds(reading).measurement }
}

private struct ReviewRounds {
    static let needed = 20
    static let mostShown = 6

    let filter: PullRequestFilter
    let reading: DeliveryReading

    init(_ reading: DeliveryReading) {
        self.reading = reading
        filter = PullRequestFilter(reading, reading.places(where: \.merged), without: PullRequestFilter.size)
    }

    func rounds(_ places: [Int]) -> [Double] {
        places.compactMap { reading.clocks[$0] }.filter { $0.rounds > 0 }.map { Double($0.rounds) }
    }

    var measurement: Measurement {
        let rounds = rounds(filter.kept)
        let sample = Measurement.Sample(rounds.count, needed: Self.needed, of: "merged and reviewed pull requests")
        let excluded = filter.exclusions { Statistics.median(self.rounds($0)) }
        guard sample.count >= sample.needed, let half = Statistics.median(rounds),
            let most = Statistics.percentile(rounds, 0.75), let nearlyAll = Statistics.percentile(rounds, 0.9)
        else { return .tooFew(sample, excluded: excluded) }
        var counts = [Int](repeating: 0, count: Self.mostShown)
        for round in rounds { counts[min(Int(round), Self.mostShown) - 1] += 1 }
        return Measurement(
            value: half, sample: sample,
            why:
                "One round without a word is not better than two with a talk. Longer ones are told to their own people alone.",
            excluded: excluded,
            steps: [
                "\(Phrase.count(rounds.count, "merged pull request")) with a review before the merge.",
                "A review begins the first round; a push by the author after a review, followed by another review, begins the next. A rebase that changes nothing is no push.",
                "\(Phrase.number(counts[0])) took one round, \(Phrase.number(counts[1])) two. Half took at most \(Phrase.decimal(half)), nine tenths at most \(Phrase.decimal(nearlyAll)).",
            ],
            details: SignalDetails(ReviewRoundsDetails(counts: counts, p50: half, p75: most, p90: nearlyAll)))
    }
}

/// A hint that a pull request went back and forth more often than nine of ten in its repository. For its author and
/// reviewers alone: such marks find pushback, and much else (Egelman et al., 2020).
package struct RoundsHint: Hashable, Sendable {
    package let pullRequest: RecordKey
    package let rounds: Int
    /// Nine of ten of the repository's last twelve months took no more.
    package let usual: Double
    /// Who may see it.
    package let people: [Person.ID]
}

extension DeliveryReading {
    /// Open pull requests with more rounds than usual; of repositories with twenty merged ones in the last year.
    package func roundsHints() -> [RoundsHint] {
        let year = evidence.now - 365 * Timeframe.day
        var merged: [RecordKey: [Double]] = [:]
        for (place, clock) in clocks.enumerated() {
            guard let clock, let at = clock.merged, at >= year, clock.rounds > 0 else { continue }
            merged[evidence.pullRequests[place].pullRequest.repository, default: []].append(Double(clock.rounds))
        }
        let usual = merged.filter { $0.value.count >= ReviewRounds.needed }
            .compactMapValues { Statistics.percentile($0, 0.9) }
        return clocks.enumerated().compactMap { place, clock in
            guard let clock, clock.isOpen, let usual = usual[evidence.pullRequests[place].pullRequest.repository],
                Double(clock.rounds) > usual
            else { return nil }
            let people = Set([clock.author].compactMap { $0 } + clock.reviews.compactMap(\.person))
            return RoundsHint(
                pullRequest: clock.pullRequest, rounds: clock.rounds, usual: usual,
                people: people.sorted().map { evidence.people.people[Int($0)].id })
        }
    }
}
