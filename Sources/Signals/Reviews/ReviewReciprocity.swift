import Records

extension DeliverySignal {
    /// Whether reviewing goes both ways, or through few.
    package static let reviewReciprocity = DeliverySignal(
        id: "review-reciprocity",
        title: "Review reciprocity",
        question: "How many of the reviews are returned, and does the waiting hang on one person?",
        unit: .ratio,
        direction: .higher,
        source: "HANDBOOK B8; Squartini et al. 2013; Freeman 1978"
    ) { reading in ReviewReciprocity(reading).measurement }
}

private struct ReviewReciprocity {
    static let neededPeople = 5
    static let neededReviews = 30
    static let bottleneck = 0.5

    let graph: ReviewGraph
    /// Seconds of reviewers' turns, and those in which one alone was asked, by person.
    private(set) var waited: Int64 = 0
    private(set) var forOne: [Int32: Int64] = [:]

    init(_ reading: DeliveryReading) {
        graph = ReviewGraph(reading)
        let since = reading.evidence.now - ReviewGraph.days * Timeframe.day
        let members = reading.evidence.people.members
        for clock in reading.clocks.compactMap({ $0 }) where clock.isHuman && clock.end >= since {
            for span in clock.timeline where span.turn.party == .reviewer && span.from >= since {
                waited += span.working
                if let one = Self.only(span.asked, of: members, author: clock.author) {
                    forOne[one, default: 0] += span.working
                }
            }
        }
    }

    /// Who alone could answer; nil where there are several.
    private static func only(_ asked: [Int32], of members: [Int32], author: Int32?) -> Int32? {
        if !asked.isEmpty { return asked.count == 1 ? asked[0] : nil }
        guard members.count < 3 else { return nil }
        let able = members.filter { $0 != author }
        return able.count == 1 ? able[0] : nil
    }

    var measurement: Measurement {
        let people = Measurement.Sample(graph.people.count, needed: Self.neededPeople, of: "people on the team")
        guard people.count >= people.needed else { return .tooFew(people) }
        let sample = Measurement.Sample(graph.total, needed: Self.neededReviews, of: "reviews in ninety days")
        guard sample.count >= sample.needed, let value = graph.weightedReciprocity, let plain = graph.reciprocity,
            let centralisation = graph.centralisation, let density = graph.density
        else { return .tooFew(sample) }
        let share = { (seconds: Int64) in waited > 0 ? Double(seconds) / Double(waited) : nil }
        let details = ReviewGraphDetails(
            people: graph.people.count, reviews: graph.total, edges: graph.edges, reciprocity: plain,
            weightedReciprocity: value, centralisation: centralisation, density: density,
            waitingHours: Double(waited) / 3600, waitingForOne: share(forOne.values.reduce(0, +)),
            bottleneck: share(forOne.values.max() ?? 0))
        return Measurement(
            value: value, sample: sample,
            why:
                "Mentoring and rules about who must approve lower it for good reasons. It says nothing about influence.",
            steps: steps(details), finding: finding(details), details: SignalDetails(details))
    }

    private func steps(_ details: ReviewGraphDetails) -> [String] {
        var steps = [
            "\(Phrase.count(details.reviews, "review")) between \(Phrase.count(details.people, "member")) in ninety days make \(Phrase.count(details.edges, "edge")) from a reviewer to an author.",
            "\(Phrase.percent(details.reciprocity)) of the edges have one the other way; weighed by reviews, \(Phrase.decimal(details.weightedReciprocity)) of 1 are returned.",
            "Centralisation \(Phrase.decimal(details.centralisation)): 0 where all review as many colleagues, 1 where one reviews all.",
        ]
        if let bottleneck = details.bottleneck, let one = details.waitingForOne {
            steps.append(
                "Of \(Phrase.decimal(details.waitingHours)) working hours of waiting, \(Phrase.percent(one)) hung on one person alone each time, and \(Phrase.percent(bottleneck)) on the same one."
            )
        }
        return steps
    }

    private func finding(_ details: ReviewGraphDetails) -> Measurement.Finding? {
        guard let share = details.bottleneck, share >= Self.bottleneck else { return nil }
        return Measurement.Finding(
            sentence: "\(Phrase.percent(share)) of the waiting for reviews hangs on one person",
            evidence:
                "Of \(Phrase.decimal(details.waitingHours)) working hours in ninety days, nobody else could have answered.",
            uncertainty: "A rule that only some may approve would be the cause, not the person.",
            suggestion: "Try: let two people answer for that part, and ask both.", weight: 0.6)
    }
}
