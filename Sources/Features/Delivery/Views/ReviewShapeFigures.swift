import Interface
import Records
import Signals

/// How reviewing is spread over a team. By numbers of the whole: no person's number is part of it.
struct ReviewShapeFigures {
    let readings: DeliveryReadings

    var figures: [DeliveryFigure] { [load, graph].compactMap(\.self) }

    private var load: DeliveryFigure? {
        guard let details = readings.details("review-load", as: ReviewLoadDetails.self) else { return nil }
        return DeliveryFigure(
            "load", of: "review-load",
            finding(details),
            description: """
                Unevenness (Gini, corrected for a small team): 0 is equal, 1 is one person for all. Chance alone gives more than 0: the \
                line reaches from where half of 2,000 draws lie to where 95 % do. It is as if \
                \(Format.number(details.effectiveReviewers)) people shared the reviews equally.
                """,
            numbers: FigureTable(
                "what", "unevenness",
                [
                    ("this team", details.correctedGini), ("by chance, half", details.chanceMedian),
                    ("by chance, 95 %", details.chanceHigh),
                ])
        ) { caption in
            DotPlot(
                caption, things: "Spread",
                rows: [
                    .init(
                        "This team", details.correctedGini, sample: Format.count(details.reviews, "review", "reviews")),
                    .init(
                        "Equal people, by chance", details.chanceMedian,
                        interval: details.chanceMedian...max(details.chanceMedian, details.chanceHigh),
                        sample: "2,000 draws"),
                ], axis: Axis("Unevenness", bounds: 0...1), intervalMeans: "from half to 95 % of the draws"
            ).html
        }
    }

    private func finding(_ details: ReviewLoadDetails) -> String {
        if details.isUneven {
            return
                "Reviews rest on a few: \(Wording.number(details.carryingHalf)) of \(Wording.count(details.people, "person carries", "people carry")) half"
        }
        return details.correctedGini > details.chanceHigh
            ? "Reviews are spread less evenly than chance would spread them, though not over a few"
            : "Reviews are spread no less evenly than chance would spread them"
    }

    private var graph: DeliveryFigure? {
        guard let details = readings.details("review-reciprocity", as: ReviewGraphDetails.self) else { return nil }
        let rows: [(String, Double?, String)] = [
            (
                "Pairs that review", details.density,
                "\(Format.count(details.edges, "pair", "pairs")) of those that could"
            ),
            ("Pairs that review both ways", details.reciprocity, "of the pairs that review"),
            (
                "Reviews that are returned", details.weightedReciprocity,
                Format.count(details.reviews, "review", "reviews")
            ),
            ("Centralisation", details.centralisation, "1: one reviews all"),
            (
                "Waiting that hung on one at a time", details.waitingForOne,
                "\(Format.number(details.waitingHours)) working hours"
            ),
            (
                "Waiting that hung on the same one", details.bottleneck,
                "\(Format.number(details.waitingHours)) working hours"
            ),
        ]
        return DeliveryFigure(
            "graph", of: "review-reciprocity",
            "\(Format.percent(details.weightedReciprocity)) of the reviews between \(Wording.count(details.people, "person", "people")) are returned",
            description: """
                The shape of who reviews whom in ninety days, without names. Mentoring and rules about who must approve lower \
                it for good reasons; it says nothing about influence.
                """,
            numbers: FigureTable("what", "share", rows.map { ($0.0, $0.1) })
        ) { caption in
            DotPlot(
                caption, things: "What",
                rows: rows.map { .init($0.0, $0.1, sample: $0.1 == nil ? "nothing waited" : $0.2) },
                axis: Axis("Share", format: .percent, bounds: 0...1)
            ).html
        }
    }
}
