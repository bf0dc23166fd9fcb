import Interface
import Records
import Signals

/// The five parts of a pull request's time, each by itself.
struct CycleFigures {
    let details: CycleTimeDetails

    /// Nil where no part is known.
    var finding: String? {
        let known = details.parts.compactMap { part in part.spread.map { (part.part, $0.p50) } }
        return known.max { $0.1 < $1.1 }.map { "Most of the time of a change goes into \($0.0.rawValue)" }
    }

    var figures: [DeliveryFigure] {
        let hasCourse = details.parts.contains { $0.weeks.weeks.count > 1 }
        return [spread] + (hasCourse ? [courses] : [])
    }

    private var known: [CycleTimeDetails.Part] { details.parts.filter { $0.spread != nil } }

    private var spread: DeliveryFigure {
        DeliveryFigure(
            "cycle-parts", of: "cycle-time", finding ?? "No part of the time is known",
            description: """
                Hours of each part: the mark is where half of the pull requests stand, the line reaches to where nine tenths do. \
                \(unreviewed)
                """,
            numbers: FigureTable(
                [
                    "part", "hours at half", "hours at three quarters", "hours at nine tenths", "pull requests",
                    "not known for",
                ],
                details.parts.map { part in
                    [
                        .text(part.part.rawValue), .init(part.spread?.p50), .init(part.spread?.p75),
                        .init(part.spread?.p90), .init(part.spread?.count ?? 0), .init(part.absent.values.reduce(0, +)),
                    ]
                })
        ) { [details] caption in
            DotPlot(
                caption, things: "Part", rows: details.parts.map(Self.row), axis: Axis("Hours"),
                intervalMeans: "from half to nine tenths of the pull requests"
            ).html
        }
    }

    private var unreviewed: String {
        switch details.withoutReview {
        case 0: "None was merged without a review."
        case 1: "One pull request merged without a review is told apart."
        case let count:
            "\(Wording.capitalised(Wording.number(count))) pull requests merged without a review are told apart."
        }
    }

    private static func row(_ part: CycleTimeDetails.Part) -> DotPlot.Row {
        let title = Wording.capitalised(part.part.rawValue)
        let absent = part.absent.sorted { $0.key < $1.key }.map { "\(Format.number($0.value)) \($0.key)" }
        guard let spread = part.spread else {
            return DotPlot.Row(title, nil, sample: "not known: \(absent.joined(separator: ", "))")
        }
        let missing = absent.isEmpty ? "" : "; \(absent.joined(separator: ", "))"
        return DotPlot.Row(
            title, spread.p50, interval: spread.p50...max(spread.p50, spread.p90),
            sample: "\(Format.count(spread.count, "pull request", "pull requests"))\(missing)")
    }

    /// The part whose weeks lie furthest apart.
    private var swing: String {
        let spans = known.compactMap { part -> (part: String, low: Double, high: Double)? in
            guard let low = part.weeks.values.min(), let high = part.weeks.values.max() else { return nil }
            return (part.part.rawValue, low, high)
        }
        guard let widest = spans.max(by: { $0.high - $0.low < $1.high - $1.low }), widest.high > widest.low else {
            return "No part changes from week to week"
        }
        return """
            \(Wording.capitalised(widest.part)) differs most from week to week: from \(Format.number(widest.low)) to \
            \(ValueText(widest.high, .hours).sentence)
            """
    }

    private var courses: DeliveryFigure {
        let mondays = Set(details.parts.flatMap { $0.weeks.weeks.map(\.monday) }).sorted()
        let values = known.map { part in
            let byWeek = Dictionary(part.weeks.weeks.map { ($0.monday, $0.value) }) { first, _ in first }
            return mondays.map { byWeek[$0] }
        }
        return DeliveryFigure(
            "cycle-courses", of: "cycle-time", swing,
            description: """
                Medians of hours by the week of the merge, on one scale. A week with fewer than \
                \(Wording.number(CycleTimeDetails.leastOfWeek)) pull requests makes no median and leaves a gap.
                """,
            numbers: FigureTable(
                ["week of"] + known.map { "\($0.part.rawValue), hours" },
                mondays.enumerated().map { place, monday in
                    [.text(monday.text)] + values.map { FigureTable.Value($0[place]) }
                })
        ) { [known] caption in
            SmallMultiples(
                caption, things: "Week of", steps: mondays.map(\.text),
                items: zip(known, values).map { part, values in
                    .init(
                        Wording.capitalised(part.part.rawValue), values: values,
                        detail: part.spread.map {
                            "half within \(Format.number($0.p50)) h, nine tenths within \(Format.number($0.p90)) h"
                        } ?? "")
                }, axis: Axis("Hours")
            ).html
        }
    }
}
