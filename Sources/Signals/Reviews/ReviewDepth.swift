import Records
import Statistics

extension DeliverySignal {
    /// How much reviewers say about what they review. Neither much nor little is good by itself.
    package static let reviewDepth = DeliverySignal(
        id: "review-depth",
        title: "Review depth",
        question: "How much do reviewers say about a hundred changed lines?",
        unit: .perHundredLines,
        direction: .depends,
        source: "HANDBOOK A10; Cohen, SmartBear 2006; Rigby & Bird, FSE 2013; McIntosh et al., MSR 2014"
    ) { reading in ReviewDepth(reading).measurement }
}

private struct ReviewDepth {
    static let needed = 10
    static let smallestStamp = 50
    static let linesAnHour = 2000.0

    struct Row {
        let lines: Int
        let comments: Int
        let reviewers: Int
        let isApproved: Bool
        let isRubberStamp: Bool
    }

    let filter: PullRequestFilter
    let rows: [Int: Row]

    init(_ reading: DeliveryReading) {
        let filter = PullRequestFilter(reading, reading.places(where: \.merged), without: PullRequestFilter.size)
        var rows: [Int: Row] = [:]
        for place in reading.places(where: \.merged) {
            guard let clock = reading.clocks[place], !clock.reviews.isEmpty else { continue }
            let history = reading.evidence.pullRequests[place]
            guard let lines = PullRequestSize(history).lines else { continue }
            rows[place] = Row(
                lines: lines, comments: ReviewComments(history, clock, reading).substantive, clock: clock)
        }
        self.filter = filter
        self.rows = rows
    }

    func rows(_ places: [Int]) -> [Row] { places.compactMap { rows[$0] } }

    /// All comments by all lines: the mean of each one's share would count a change of three lines like one of 300.
    func value(_ places: [Int]) -> Double? {
        let rows = rows(places)
        let lines = rows.reduce(0) { $0 + $1.lines }
        return lines > 0 ? 100 * Double(rows.reduce(0) { $0 + $1.comments }) / Double(lines) : nil
    }

    var measurement: Measurement {
        let rows = rows(filter.kept)
        let sample = Measurement.Sample(rows.count, needed: Self.needed, of: "reviewed pull requests of known size")
        var excluded = filter.exclusions(value)
        let unknown = filter.kept.count - rows.count
        if unknown > 0 {
            excluded.append(.init("merged pull requests without a review or of unknown size", count: unknown))
        }
        guard sample.count >= sample.needed, let value = value(filter.kept) else {
            return .tooFew(sample, excluded: excluded)
        }
        let details = ReviewDepthDetails(
            comments: rows.reduce(0) { $0 + $1.comments }, lines: rows.reduce(0) { $0 + $1.lines },
            pullRequests: rows.count,
            reviewersEach: Double(rows.reduce(0) { $0 + $1.reviewers }) / Double(rows.count),
            withComment: rows.count { $0.comments > 0 }, rubberStamps: rows.count(where: \.isRubberStamp),
            approved: rows.count(where: \.isApproved))
        return Measurement(
            value: value, sample: sample,
            why:
                "More comments are not better ones, and counting them breeds nitpicks. Read it beside size and rounds.",
            excluded: excluded, steps: steps(details, value), finding: finding(details),
            details: SignalDetails(details))
    }

    private func steps(_ details: ReviewDepthDetails, _ value: Double) -> [String] {
        [
            "\(Phrase.count(details.pullRequests, "merged pull request")) with a review and \(Phrase.count(details.lines, "line")) that people wrote.",
            "\(Phrase.count(details.comments, "comment")) of substance by people other than the author: three words or more or a suggested change, and no mere nod or command.",
            "\(Phrase.number(details.comments)) by \(Phrase.number(details.lines)) times 100: \(Phrase.decimal(value)).",
            "\(Phrase.decimal(details.reviewersEach)) reviewers each; \(Phrase.number(details.withComment)) of \(Phrase.number(details.pullRequests)) with at least one comment.",
            "\(Phrase.number(details.rubberStamps)) of \(Phrase.number(details.approved)) approvals without a comment went through over 50 lines at more than 2,000 lines an hour.",
        ]
    }

    private func finding(_ details: ReviewDepthDetails) -> Measurement.Finding? {
        guard details.approved > 0, details.rubberStamps * 4 >= details.approved else { return nil }
        let share = Double(details.rubberStamps) / Double(details.approved)
        return Measurement.Finding(
            sentence: "\(Phrase.percent(share)) of the approvals came faster than anybody reads",
            evidence:
                "\(Phrase.number(details.rubberStamps)) of \(Phrase.number(details.approved)): over 50 lines, no comment, more than 2,000 lines an hour from request to approval.",
            uncertainty: "People who looked at it together before leave no trace here.",
            suggestion: "Try: ask for smaller changes, and say \"I read the tests only\" where that is so.", weight: 0.5
        )
    }
}

extension ReviewDepth.Row {
    fileprivate init(lines: Int, comments: Int, clock: PullRequestClock) {
        let asked = clock.firstRequest ?? clock.start ?? clock.opened
        let hours = clock.firstApproval.map { Double(max(0, $0 - asked)) / 3600 }
        let isFast = hours.map { $0 * ReviewDepth.linesAnHour < Double(lines) } ?? false
        self.init(
            lines: lines, comments: comments, reviewers: clock.reviews.count, isApproved: hours != nil,
            isRubberStamp: comments == 0 && lines > ReviewDepth.smallestStamp && isFast)
    }
}
