import Records
import Statistics

extension DeliverySignal {
    /// How long a pull request waits for its first review, on two clocks.
    ///
    /// The wait begins when it is ready and runs while it is the reviewers' turn. Those still waiting are told beside the
    /// median, which is of those who were answered.
    package static let firstReview = DeliverySignal(
        id: "first-review",
        title: "Time to first review",
        question: "How many working hours does a pull request wait for its first review?",
        unit: .hours,
        direction: .lower,
        version: 2,
        source: "HANDBOOK A8, A7; Google, Engineering Practices, 2019; Sadowski et al., ICSE-SEIP 2018"
    ) { reading in FirstReview(reading).measurement }
}

private struct FirstReview {
    static let needed = 10

    let reading: DeliveryReading
    let filter: PullRequestFilter

    init(_ reading: DeliveryReading) {
        self.reading = reading
        filter = PullRequestFilter(reading, reading.places(where: \.start), without: PullRequestFilter.flow)
    }

    func clocks(_ places: [Int]) -> [PullRequestClock] { places.compactMap { reading.clocks[$0] } }

    func answered(_ places: [Int]) -> [PullRequestClock] { clocks(places).filter { $0.parts.pickup != nil } }

    func value(_ places: [Int]) -> Double? { HoursSpread(seconds: answered(places).map(\.wait.working))?.p50 }

    var measurement: Measurement {
        let answered = answered(filter.kept)
        let waiting = clocks(filter.kept).filter { $0.firstReview == nil && $0.isOpen }
        let sample = Measurement.Sample(answered.count, needed: Self.needed, of: "pull requests with a first review")
        var excluded = filter.exclusions(value)
        let waits = { (clock: (PullRequestClock.Wait) -> Int64) in
            answered.map { Statistics.Wait(Double(clock($0.wait)) / 3600, hasEnded: true) }
                + waiting.map { .init(Double(clock($0.wait)) / 3600, hasEnded: false) }
        }
        let withWaiting = { (clock: (PullRequestClock.Wait) -> Int64) in Statistics.survivalMedian(waits(clock)) }
        if !waiting.isEmpty {
            excluded.append(
                .init("pull requests still waiting", count: waiting.count, valueWithout: withWaiting(\.working)))
        }
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded) }
        let details = FirstReviewDetails(
            elapsed: HoursSpread(seconds: answered.compactMap(\.parts.pickup)),
            working: HoursSpread(seconds: answered.map(\.wait.working)),
            within24Hours: answered.count { $0.parts.pickup ?? .max <= 86_400 }, waiting: waiting.count,
            withoutReview: clocks(filter.kept).count { $0.flags.contains(.mergedWithoutReview) },
            elapsedWithWaiting: withWaiting(\.elapsed), workingWithWaiting: withWaiting(\.working),
            curve: Self.curve(waits(\.working)),
            onUsualHours: answered.count(where: isOnUsualHours))
        return Measurement(
            value: details.working?.p50, sample: sample,
            why:
                "The median of those who were answered; with those still waiting it can only be longer. Working hours are those of whoever was asked.",
            excluded: excluded, steps: steps(details), finding: finding(details), details: SignalDetails(details))
    }

    private static let mostPoints = 100

    private static func curve(_ waits: [Statistics.Wait]) -> [FirstReviewDetails.Point] {
        let curve = Statistics.survivalCurve(waits).map {
            FirstReviewDetails.Point(hours: $0.time, remaining: $0.remaining)
        }
        guard curve.count > mostPoints else { return curve }
        return (1...mostPoints).map { curve[$0 * curve.count / mostPoints - 1] }
    }

    private func isOnUsualHours(_ clock: PullRequestClock) -> Bool {
        clock.timeline.contains { span in
            span.turn == .reviewer(.firstReview)
                && (span.asked.isEmpty ? reading.evidence.people.members : span.asked).contains {
                    !reading.rules.hours.hasOwnCalendar($0)
                }
        }
    }

    private func steps(_ details: FirstReviewDetails) -> [String] {
        guard let elapsed = details.elapsed, let working = details.working else { return [] }
        return [
            "\(Phrase.count(working.count, "pull request")) became ready in the timeframe and had a first review by a person other than the author.",
            "Elapsed: half within \(Phrase.decimal(elapsed.p50)) h, three quarters within \(Phrase.decimal(elapsed.p75)) h, nine tenths within \(Phrase.decimal(elapsed.p90)) h.",
            "Working hours of those who were asked: \(Phrase.decimal(working.p50)), \(Phrase.decimal(working.p75)) and \(Phrase.decimal(working.p90)) h.",
            "\(Phrase.number(details.within24Hours)) within 24 hours; \(Phrase.number(details.waiting)) still wait; \(Phrase.number(details.withoutReview)) were merged without a review.",
            "For \(Phrase.number(details.onUsualHours)) the team's usual hours stand in for somebody who has set none.",
        ]
    }

    private func finding(_ details: FirstReviewDetails) -> Measurement.Finding? {
        guard let working = details.working, working.p75 > 8 else { return nil }
        return Measurement.Finding(
            sentence: "A quarter of the pull requests wait longer than a working day for a first look",
            evidence:
                "Nine tenths of \(Phrase.number(working.count)) were answered within \(Phrase.decimal(working.p90)) working hours.",
            uncertainty: "\(Phrase.opening(details.waiting, "pull request")) still waiting not counted.",
            suggestion: "Try: look together at what waits at one fixed time a day, for two weeks.", weight: 0.5)
    }
}
