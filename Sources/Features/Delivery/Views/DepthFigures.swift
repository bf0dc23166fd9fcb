import Interface
import Records
import Signals

/// How thoroughly is reviewed: comments, rounds, sizes, and what comments are.
struct DepthFigures {
    let readings: DeliveryReadings

    var figures: [DeliveryFigure] { [depth, sizes, rounds, comments].compactMap(\.self) }

    private var depth: DeliveryFigure? {
        guard let details = readings.details("review-depth", as: ReviewDepthDetails.self), details.pullRequests > 0
        else { return nil }
        let commented = Double(details.withComment) / Double(details.pullRequests)
        let stamped = details.approved > 0 ? Double(details.rubberStamps) / Double(details.approved) : nil
        return DeliveryFigure(
            "depth", of: "review-depth",
            "\(Format.percent(commented)) of the reviewed pull requests have a comment on their substance",
            description: """
                Shares of reviewed pull requests; on average \(Format.number(details.reviewersEach)) people looked at each. \
                The second: approved without a comment though longer than 50 lines and faster than 2,000 lines an hour.
                """,
            numbers: FigureTable(
                ["share", "value", "pull requests"],
                [
                    [.text("with a comment"), .number(commented), .init(details.pullRequests)],
                    [.text("approved in passing"), .init(stamped), .init(details.approved)],
                ])
        ) { caption in
            DotPlot(
                caption, things: "Share",
                rows: [
                    .init(
                        "With a comment", commented,
                        sample: Format.count(details.pullRequests, "pull request", "pull requests")),
                    .init(
                        "Approved in passing", stamped,
                        sample: details.approved > 0
                            ? Format.count(details.approved, "approved pull request", "approved pull requests")
                            : "none approved"),
                ], axis: Axis("Share of pull requests", format: .percent, bounds: 0...1)
            ).html
        }
    }

    private var sizes: DeliveryFigure? {
        guard let details = readings.details("pull-request-size", as: PullRequestSizeDetails.self) else { return nil }
        let bars = details.bands.map { ($0.band.words, Double($0.count)) }
        return DeliveryFigure(
            "sizes", of: "pull-request-size",
            "Half of the pull requests change \(Format.number(details.p50, decimals: 0)) lines or fewer",
            description: """
                Lines added and deleted, without what tools wrote. Nine tenths have \(Format.number(details.p90, decimals: 0)) or fewer. \
                Up to 400 lines are read well; larger ones are skimmed.
                """,
            numbers: FigureTable("size", "pull requests", bars.map { ($0.0, $0.1) })
        ) { caption in
            BarChart(
                caption, things: "Size", bars: bars.map { .init($0.0, $0.1) },
                axis: Axis("Pull requests", format: .whole), direction: .vertical
            ).html
        }
    }

    private var rounds: DeliveryFigure? {
        guard let details = readings.details("review-rounds", as: ReviewRoundsDetails.self) else { return nil }
        let bars = details.counts.enumerated().map { place, count in
            (place + 1 == details.counts.count ? "\(place + 1) or more" : "\(place + 1)", Double(count))
        }
        return DeliveryFigure(
            "rounds", of: "review-rounds",
            "Half of the reviews take \(details.p50 == 1 ? "one round" : "\(Format.number(details.p50)) rounds or fewer")",
            description:
                "Reviewer, author, reviewer again: each look after a push is a round. Few rounds with no comment are no merit.",
            numbers: FigureTable("rounds", "pull requests", bars.map { ($0.0, $0.1) })
        ) { caption in
            BarChart(
                caption, things: "Rounds", bars: bars.map { .init($0.0, $0.1) },
                axis: Axis("Pull requests", format: .whole), direction: .vertical
            ).html
        }
    }

    private var comments: DeliveryFigure? {
        guard let details = readings.details("comment-clarity", as: CommentClarityDetails.self) else { return nil }
        let labels = details.byLabel.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let bars =
            labels.map { ($0.key, Double($0.value)) } + [("no label", Double(details.comments - details.labelled))]
        return DeliveryFigure(
            "comments", of: "comment-clarity",
            "\(Format.number(details.labelled)) of \(Format.count(details.comments, "comment says", "comments say")) at once what kind it is",
            description: """
                Review comments of the whole team by their first word (praise, question, suggestion, nit, issue, thought). \
                \(Wording.capitalised(Wording.number(details.questionsAnswered))) of \(Wording.count(details.questionsMerged, "question", "questions")) \
                on merged pull requests got an answer. Structure only: no text is judged and nobody is counted.
                """,
            numbers: FigureTable("kind", "comments", bars.map { ($0.0, $0.1) })
        ) { caption in
            BarChart(
                caption, things: "Kind", bars: bars.map { .init(Wording.capitalised($0.0), $0.1) },
                axis: Axis("Comments", format: .whole)
            ).html
        }
    }
}

extension PullRequestSize.Band {
    /// With the lines that it stands for (HANDBOOK A12).
    fileprivate var words: String {
        switch self {
        case .extraSmall: "up to 10"
        case .small: "to 50"
        case .medium: "to 200"
        case .large: "to 400"
        case .extraLarge: "over 400"
        case .bulk: "bulk"
        }
    }
}
