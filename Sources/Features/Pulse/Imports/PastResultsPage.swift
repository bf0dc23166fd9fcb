import Interface
import Statistics
import Surveys

/// Results of surveys that were held elsewhere, survey by survey, with what moved.
struct PastResultsPage: Page {
    let past: [ReadablePast]
    /// Titles of teams by name.
    let teams: [String: String]
    let mayImport: Bool

    var title: String { "Past results" }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "From surveys that were held elsewhere and brought in. Only sums were kept, and nothing about who answered.", above: Breadcrumb([Anchor("Pulse", to: Link.pulse.path)], current: title).html))
        \(past.isEmpty ? empty : each(past.series.enumerated()) { SeriesSection(number: $0, source: $1.source, team: $1.team.map { teams[$0] ?? $0 }, series: $1.series).html })\
        \(when(mayImport, "<p class=\"form__end\"><a class=\"button button--plain\" href=\"\(href: Link.newImport.path)\">Bring in past results</a></p>"))
        """
    }

    private var empty: HTML {
        EmptyState(
            "Past results",
            text: "What was asked in another tool before can go on here, without the names of who answered.",
            step: mayImport ? "Bring in an export." : "Somebody who leads a team brings in an export."
        ).html
    }
}

/// One survey and group: how its questions went from month to month.
private struct SeriesSection {
    let number: Int
    let source: SurveyImport.Source
    let team: String?
    let series: ImportedSeries

    var html: HTML {
        """
        <section aria-labelledby="survey-\(number)"><h2 id="survey-\(number)">\(heading)</h2>\
        <p>\(Tag("imported").html) from \(source.title), asked \(team.map { "those of \($0)" } ?? "everybody"). \(answered)</p>\
        \(chart)\(rated)\(choices)</section>
        """
    }

    private var heading: HTML { "\(series.survey)\(when(series.group) { ", \($0)" })" }

    private var answered: String {
        series.waves.map { wave in "\(wave.month ?? "without a month"): \(wave.answered) answered" }.joined(
            separator: "; ")
            + "."
    }

    /// The first question that was asked at least three times.
    private var chart: HTML {
        guard series.waves.count > 2, let question = series.rated.first, let low = question.low,
            let high = question.high
        else { return .empty }
        let history = series.history(of: question.id).map { $0?.points }
        return LineChart(
            ChartCaption(
                question.text,
                description:
                    "Mean by month, from \(low) to \(high), with its 95 % interval. Months that are missing were not asked or had too few answers."
            ),
            things: "Month", steps: series.waves.map { $0.month ?? "?" },
            series: [
                .init(
                    "Mean", lens: .people, values: history.map { $0?.mean },
                    band: history.map { $0?.interval.map { $0.low...$0.high } })
            ], axis: Axis("Mean"), bandMeans: "95 % interval"
        ).html
    }

    private var rated: HTML {
        let rated = series.rated
        guard !rated.isEmpty else { return .empty }
        let changes = series.changes
        let months = series.waves.suffix(6).map { $0.month ?? "Mean" }
        return Table(
            "Means by month", columns: [.text("Question")] + months.map { .number($0) } + [.text("Change")],
            rows: rated.map { question in
                let history = series.history(of: question.id).suffix(6)
                let means: [HTML] = history.map { told in
                    told?.points.map { "\(Format.number($0.mean))" } ?? "–"
                }
                return ["\(question.text)"] + means + [word(changes[question.id])]
            }
        ).html
    }

    private func word(_ finding: Analysis.Finding?) -> HTML {
        switch finding {
        case .higher: Tag("higher").html
        case .lower: Tag("lower").html
        case .tooFew: "too few to tell"
        case nil: "first time"
        default: "unclear"
        }
    }

    /// Of the last wave.
    private var choices: HTML {
        let asked = (series.waves.last?.questions ?? []).filter { !($0.options ?? []).isEmpty }
        return each(asked) { question in
            Table(
                question.text, showsCaption: true, columns: [.text("Answer"), .number("Chosen by")],
                rows: (question.options ?? []).map { option in [name(option.id), "\(share(option))"] }
            ).html
        }
    }

    private func share(_ option: RoundResult.OptionResult) -> String {
        switch option.wording {
        case .nearlyAll: "nearly all"
        case .hardlyAny: "hardly any"
        case .some: "\(Int((option.share * 100).rounded())) %"
        }
    }
}
