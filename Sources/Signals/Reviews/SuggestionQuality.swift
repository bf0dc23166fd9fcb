import Records

extension DeliverySignal {
    /// How well reviewers can be suggested from the past: what a suggestion is worth in this team.
    package static let reviewerSuggestion = DeliverySignal(
        id: "reviewer-suggestion",
        title: "Reviewer suggestion",
        question: "How often would the three suggested by expertise have held somebody who did review?",
        unit: .percent,
        direction: .depends,
        source: "HANDBOOK B9; cHRev, TSE 2016; RevFinder, SANER 2015; WhoDo, FSE 2019"
    ) { reading in SuggestionQuality(reading).measurement }
}

private struct SuggestionQuality {
    static let needed = 50
    /// The latest of them are tried; more would only take longer.
    static let mostTried = 300

    private(set) var details = ReviewerSuggestionDetails(tried: 0, inFirst: 0, inFirstThree: 0, meanReciprocalRank: 0)
    private let past: Int

    /// Walks the reviewed pull requests by time, each time knowing only what was known then.
    init(_ reading: DeliveryReading) {
        let reviewed = reading.clocks.enumerated().compactMap { place, clock -> PastReview? in
            guard let clock, clock.isHuman, clock.start != nil else { return nil }
            let review = PastReview(reading.evidence.pullRequests[place], clock, reading)
            return review.reviewers.isEmpty || review.paths.isEmpty ? nil : review
        }.sorted { $0.start ?? 0 < $1.start ?? 0 }
        past = reviewed.count
        var lessons = reviewed.flatMap { review in
            review.comments.map { Lesson(at: $0.at, person: $0.person, paths: [$0.path], isComment: true) }
                + review.reviewers.map { Lesson(at: $0.at, person: $0.person, paths: review.paths, isComment: false) }
        }.sorted { $0.at < $1.at }[...]
        var expertise = ReviewExpertise()
        var ranks = 0.0
        for (number, review) in reviewed.enumerated() {
            while let lesson = lessons.first, lesson.at < review.start ?? 0 {
                lesson.teach(&expertise)
                lessons.removeFirst()
            }
            guard number >= reviewed.count - Self.mostTried, number > 0 else { continue }
            let actual = Set(review.reviewers.map(\.person))
            let scores = expertise.scores(review.paths)
            let order = scores.keys.sorted { (scores[$1] ?? 0, $0) < (scores[$0] ?? 0, $1) }
            details.tried += 1
            guard let rank = order.firstIndex(where: actual.contains) else { continue }
            ranks += 1 / Double(rank + 1)
            if rank == 0 { details.inFirst += 1 }
            if rank < 3 { details.inFirstThree += 1 }
        }
        if details.tried > 0 { details.meanReciprocalRank = ranks / Double(details.tried) }
    }

    private struct Lesson {
        let at: Int64
        let person: Int32
        let paths: [String]
        let isComment: Bool

        func teach(_ expertise: inout ReviewExpertise) {
            if isComment, let path = paths.first {
                expertise.comment(on: path, by: person, at: at)
            } else {
                expertise.review(paths, by: person)
            }
        }
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(past, needed: Self.needed, of: "reviewed pull requests with known files")
        guard sample.count >= sample.needed else { return .tooFew(sample) }
        return Measurement(
            value: 100 * Double(details.inFirstThree) / Double(details.tried),
            interval: .wilson(details.inFirstThree, of: details.tried), sample: sample,
            why:
                "Agreeing with the past is not the aim: it rewards the silo. The suggestion also weighs load, absence and who would learn.",
            steps: [
                "\(Phrase.count(details.tried, "reviewed pull request")), each tried with nothing but what was known when it became ready.",
                "Who commented on its files most, on most days and last comes first; where nobody has, who reviewed files at similar places.",
                "For \(Phrase.number(details.inFirstThree)) one of the first three did review it, for \(Phrase.number(details.inFirst)) the first. Mean reciprocal rank \(Phrase.decimal(details.meanReciprocalRank)).",
            ],
            details: SignalDetails(details))
    }
}
