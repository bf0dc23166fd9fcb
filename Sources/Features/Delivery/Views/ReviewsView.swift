import Interface
import Records
import Signals

/// How reviews are answered, how deep they go, and what waits for one.
struct ReviewsView: DeliveryBody {
    let readings: DeliveryReadings
    let namesPeople: Bool

    var title: String {
        if let first = details("first-review", FirstReviewDetails.self), let working = first.working {
            let time = working.p50 < 1 ? "an hour" : ValueText(working.p50, .hours).sentence
            return "Half of the pull requests get a first look within \(time) of work"
        }
        return readings.open.isEmpty ? "Too few reviews to say how they go" : queueTitle
    }

    var lead: HTML {
        """
        The clock of a review runs only while it is the reviewers' turn, and in working time only while they work. It is about \
        the team's way of reviewing, not about anybody. \(explain("first-review"))
        """
    }

    private var queueTitle: String {
        let waiting = readings.open.count { $0.turn.party == .reviewer }
        return "\(Wording.capitalised(Wording.count(waiting, "pull request waits", "pull requests wait"))) for a review"
    }

    var parts: [DeliveryPart] {
        let answers = AnswerFigures(readings: readings).figures
        let depth = DepthFigures(readings: readings).figures
        let shape = ReviewShapeFigures(readings: readings).figures
        return
            (QueueFigure(readings: readings, title: queueTitle, namesPeople: namesPeople).figures + answers + depth
            + shape)
            .map(DeliveryPart.figure)
    }
}

/// How long reviews take to come, and whether the agreement is kept.
struct AnswerFigures {
    let readings: DeliveryReadings

    var figures: [DeliveryFigure] { [response, agreement].compactMap(\.self) }

    private var response: DeliveryFigure? {
        guard let details = readings.details("first-review", as: FirstReviewDetails.self), !details.curve.isEmpty
        else { return nil }
        let half = details.workingWithWaiting
        return DeliveryFigure(
            "first-review", of: "first-review",
            half.map { "Half have had a first look after \(ValueText($0, .hours).sentence) of work" }
                ?? "Fewer than half have had a first look",
            description: """
                The share that still waits after so many working hours of those who were asked; those without an answer count \
                for as long as they have waited (Kaplan–Meier). \(Wording.capitalised(Wording.number(details.waiting))) still \
                wait\(details.waiting == 1 ? "s" : ""); \(Wording.number(details.within24Hours)) were answered within 24 hours as the sun goes.
                """,
            numbers: FigureTable(
                ["working hours", "still waiting"],
                details.curve.map { [.number($0.hours), .number($0.remaining)] })
        ) { caption in
            StepChart(
                caption, points: StepChart.drawn(details.curve.map { .init($0.hours, $0.remaining) }),
                x: Axis("Working hours"),
                y: "Still waiting", reference: .init(0.5, words: "half")
            ).html
        }
    }

    private var agreement: DeliveryFigure? {
        guard let details = readings.details("review-agreement", as: ReviewAgreementDetails.self) else { return nil }
        let clock = details.agreement.clock == .working ? "working hours" : "hours"
        let counts: [(String, Int)] = [
            ("Answered in time", details.met), ("Answered late", details.answeredLate),
            ("Never answered in time", details.unanswered), ("Still within the time", details.pending),
            ("Taken back in time", details.withdrawn), ("Merged without a review", details.withoutReview),
        ]
        let judged = details.met + details.answeredLate + details.unanswered
        return DeliveryFigure(
            "agreement", of: "review-agreement",
            "\(Format.number(details.met)) of \(Format.number(judged)) were answered within \(Format.number(details.agreement.hours)) \(clock)",
            description:
                "What the team agreed on. The first three make the share; the others are counted and judge nothing.",
            numbers: FigureTable("outcome", "pull requests", counts.map { ($0.0, Double($0.1)) })
        ) { caption in
            BarChart(
                caption, things: "Outcome", bars: counts.map { .init($0.0, Double($0.1)) },
                axis: Axis("Pull requests", format: .whole)
            ).html
        }
    }
}
