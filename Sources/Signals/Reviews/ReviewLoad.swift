import Records
import Statistics

extension DeliverySignal {
    /// How evenly reviewing is spread over the team, beside what chance alone would give.
    package static let reviewLoad = DeliverySignal(
        id: "review-load",
        title: "Review load",
        question: "How unevenly is reviewing spread over the team?",
        unit: .ratio,
        direction: .lower,
        source: "HANDBOOK B7, I9; Gini 1912; Deltas 2003"
    ) { reading in TeamReviews(reading).measurement }
}

/// The spread of reviews over people who were there for different times.
package struct ReviewLoad: Hashable, Sendable {
    package static let neededPeople = 4
    package static let neededReviews = 30
    package let correctedGini: Double
    package let gini: Double
    package let effectiveReviewers: Double
    /// Of what chance gives, ascending; empty with fewer than two reviews a person, which say nothing.
    let byChance: [Double]

    /// Nil without reviews, or for one person.
    /// - Parameter availability: working time of each in the window, in any unit; more than 0.
    package init?(reviews: [Int], availability: [Double], seed: UInt64 = 7) {
        let mean = availability.reduce(0, +) / Double(max(1, availability.count))
        let load = zip(reviews, availability).map { Double($0) * mean / $1 }
        guard let gini = Spread.gini(load), let corrected = Spread.correctedGini(load),
            let effective = Spread.effectiveCount(reviews.map(Double.init))
        else { return nil }
        (self.gini, correctedGini, effectiveReviewers) = (gini, corrected, effective)
        let total = reviews.reduce(0, +)
        byChance =
            total < 2 * reviews.count
            ? [] : Spread.ginisByChance(total: total, weights: availability.map { $0 / mean }, seed: seed)
    }

    package var chanceMedian: Double? { Statistics.median(byChance) }
    package var chanceHigh: Double? { Statistics.percentile(byChance, 0.95) }

    package func isUneven(people: Int) -> Bool {
        guard let chanceHigh else { return false }
        return correctedGini > chanceHigh && effectiveReviewers < Double(people) / 2
    }

    /// How many of those with the most carry half.
    package static func carryingHalf(_ reviews: [Int]) -> Int {
        var left = Double(reviews.reduce(0, +)) / 2
        guard left > 0 else { return 0 }
        var count = 0
        for one in reviews.sorted(by: >) where left > 0 {
            left -= Double(one)
            count += 1
        }
        return count
    }
}

/// The team's reviews of the last ninety days, and who was there to do them.
private struct TeamReviews {
    let reviews: [Int]
    let availability: [Double]
    let away: Int

    init(_ reading: DeliveryReading) {
        let graph = ReviewGraph(reading)
        let now = reading.evidence.now
        let time = graph.people.map { person in
            Double(reading.rules.hours.time(of: person).seconds(from: now - ReviewGraph.days * Timeframe.day, to: now))
        }
        let present = time.indices.filter { time[$0] > 0 }
        let own = graph.reviews
        reviews = present.map { own[$0] }
        availability = present.map { time[$0] }
        away = time.count - present.count
    }

    var measurement: Measurement {
        let people = Measurement.Sample(reviews.count, needed: ReviewLoad.neededPeople, of: "people on the team")
        guard people.count >= people.needed else { return .tooFew(people, excluded: excluded) }
        let sample = Measurement.Sample(
            reviews.reduce(0, +), needed: ReviewLoad.neededReviews, of: "reviews in ninety days")
        guard sample.count >= sample.needed, let load = ReviewLoad(reviews: reviews, availability: availability),
            let half = load.chanceMedian, let high = load.chanceHigh
        else { return .tooFew(sample, excluded: excluded) }
        let details = ReviewLoadDetails(
            people: reviews.count, reviews: sample.count, gini: load.gini, correctedGini: load.correctedGini,
            effectiveReviewers: load.effectiveReviewers, chanceMedian: half, chanceHigh: high,
            isUneven: load.isUneven(people: reviews.count), away: away,
            carryingHalf: ReviewLoad.carryingHalf(reviews))
        return Measurement(
            value: load.correctedGini, sample: sample,
            why: "0 is equal, 1 is one person for all. Chance alone gives more than 0, so read it beside that.",
            excluded: excluded, steps: steps(details), finding: finding(details), details: SignalDetails(details))
    }

    private var excluded: [Measurement.Exclusion] {
        away > 0 ? [.init("members without a working day in the ninety days", count: away)] : []
    }

    private func steps(_ details: ReviewLoadDetails) -> [String] {
        [
            "\(Phrase.count(details.reviews, "first review")) of pull requests by \(Phrase.count(details.people, "member")) in ninety days; members without any are included.",
            "Each one's number is divided by their working time, so that holidays and part time do not look like rest.",
            "Gini coefficient \(Phrase.decimal(details.gini)); corrected for a small team \(Phrase.decimal(details.correctedGini)).",
            "If chance alone dealt out the reviews, half of 2,000 draws stay below \(Phrase.decimal(details.chanceMedian)) and 95 % below \(Phrase.decimal(details.chanceHigh)).",
            "It is as if \(Phrase.decimal(details.effectiveReviewers)) people shared the reviews equally.",
        ]
    }

    private func finding(_ details: ReviewLoadDetails) -> Measurement.Finding? {
        guard details.isUneven else { return nil }
        return Measurement.Finding(
            sentence:
                "Reviews rest on a few: half are done by \(Phrase.number(details.carryingHalf)) of \(Phrase.number(details.people))",
            evidence:
                "Unevenness \(Phrase.decimal(details.correctedGini)), where chance alone stays below \(Phrase.decimal(details.chanceHigh)).",
            uncertainty:
                "Rules such as code owners may be the cause; windows shorter than two turns of a rota mislead.",
            suggestion:
                "Try: ask those who carry most what they would hand over, and suggest a second reviewer who learns.",
            weight: 0.5)
    }
}
