import Records

extension DeliverySignal {
    /// How often the team answers within the time that it agreed on.
    package static let reviewAgreement = DeliverySignal(
        id: "review-agreement",
        title: "Review agreement",
        question: "How often does a pull request get its first answer within the agreed time?",
        unit: .percent,
        direction: .higher,
        version: 2,
        source: "HANDBOOK A9, A7"
    ) { reading in ReviewAgreementKept(reading).measurement }
}

/// How the agreement fared with one pull request.
package enum ReviewAnswer: String, Codable, CaseIterable, Sendable {
    case met
    case late
    /// The time is over without an answer.
    case unanswered
    case pending
    case withdrawn
    case withoutReview = "without-review"

    /// - Parameter clock: of one that has been ready.
    package init(_ clock: PullRequestClock, under agreement: ReviewAgreement) {
        let agreed = Int64((agreement.hours * 3600).rounded())
        let isOver = { (wait: PullRequestClock.Wait) in
            (agreement.clock == .working ? wait.working : wait.elapsed) > agreed
        }
        if clock.firstReview != nil {
            self = isOver(clock.wait) ? .late : .met
        } else if clock.merged != nil {
            self = .withoutReview
        } else if isOver(clock.waitUntilWithdrawn ?? clock.wait) {
            self = .unanswered
        } else if !clock.isOpen || clock.turn == .nobody(.draft) || clock.waitUntilWithdrawn != nil {
            self = .withdrawn
        } else {
            self = .pending
        }
    }
}

private struct ReviewAgreementKept {
    static let needed = 10

    let reading: DeliveryReading
    let filter: PullRequestFilter

    init(_ reading: DeliveryReading) {
        self.reading = reading
        filter = PullRequestFilter(reading, reading.places(where: \.start), without: PullRequestFilter.flow)
    }

    func counts(_ places: [Int]) -> [ReviewAnswer: Int] {
        var counts: [ReviewAnswer: Int] = [:]
        for clock in places.compactMap({ reading.clocks[$0] }) {
            counts[ReviewAnswer(clock, under: reading.evidence.agreement), default: 0] += 1
        }
        return counts
    }

    func share(_ counts: [ReviewAnswer: Int]) -> (met: Int, of: Int) {
        let met = counts[.met] ?? 0
        return (met, met + (counts[.late] ?? 0) + (counts[.unanswered] ?? 0))
    }

    func value(_ places: [Int]) -> Double? {
        let (met, all) = share(counts(places))
        return all > 0 ? 100 * Double(met) / Double(all) : nil
    }

    var measurement: Measurement {
        let counts = counts(filter.kept)
        let (met, all) = share(counts)
        let sample = Measurement.Sample(all, needed: Self.needed, of: "requests for a review whose time is over")
        var excluded = filter.exclusions(value)
        let apart: [(ReviewAnswer, String)] = [
            (.pending, "pull requests still within the time"),
            (.withdrawn, "pull requests taken back, closed or made a draft within the time"),
            (.withoutReview, "pull requests merged without a review"),
        ]
        excluded += apart.compactMap { answer, words in counts[answer].map { .init(words, count: $0) } }
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded) }
        let details = ReviewAgreementDetails(
            agreement: reading.evidence.agreement, met: met, answeredLate: counts[.late] ?? 0,
            unanswered: counts[.unanswered] ?? 0, pending: counts[.pending] ?? 0, withdrawn: counts[.withdrawn] ?? 0,
            withoutReview: counts[.withoutReview] ?? 0)
        return Measurement(
            value: 100 * Double(met) / Double(all), interval: .wilson(met, of: all), sample: sample,
            why: "An agreement of the team with itself; whoever was asked is not counted one by one.",
            excluded: excluded, steps: steps(details, all), finding: finding(details, all),
            details: SignalDetails(details))
    }

    private var agreed: String {
        let agreement = reading.evidence.agreement
        return "\(Phrase.decimal(agreement.hours)) \(agreement.clock == .working ? "working hours" : "hours")"
    }

    private func steps(_ details: ReviewAgreementDetails, _ all: Int) -> [String] {
        [
            "Agreed: a first answer within \(agreed). The clock runs while it is the reviewers' turn.",
            "\(Phrase.number(details.met)) were answered in time, \(Phrase.number(details.answeredLate)) later, \(Phrase.number(details.unanswered)) not at all though the time is over.",
            "\(Phrase.number(details.met)) of \(Phrase.number(all)): \(Phrase.percent(Double(details.met) / Double(all))). What waits too long counts as missed; leaving it out would make the number better than it is.",
        ]
    }

    private func finding(_ details: ReviewAgreementDetails, _ all: Int) -> Measurement.Finding? {
        let missed = all - details.met
        guard missed * 4 >= all else { return nil }
        return Measurement.Finding(
            sentence: "\(Phrase.opening(missed, "pull request")) waited longer than agreed",
            evidence: "\(Phrase.number(details.met)) of \(Phrase.number(all)) were answered within \(agreed).",
            uncertainty: "Holidays and absences count only where the calendars know them.",
            suggestion: "Try: ask in the next retro whether the agreement fits, and change it or the way of asking.",
            weight: 0.55)
    }
}
