import Interface
import Records
import Signals

/// When what is open will be done, how much will be done by a date, and what that rests on.
struct ForecastView: DeliveryBody {
    let readings: DeliveryReadings

    private var forecast: ForecastDetails? { details("forecast", ForecastDetails.self) }

    private func finish(_ confidence: Int) -> ForecastDetails.Finish? {
        forecast?.finishes.first { $0.confidence == confidence }
    }

    var title: String {
        guard let day = finish(85)?.day else { return "What is left cannot be foreseen yet" }
        return "85 times of 100, what is open is done by \(Days.long(day))"
    }

    var lead: HTML {
        """
        If weeks go on as they went, with the same people. Nobody knows the one date; there is a chance for each. The 50 % \
        date is no promise: every second one is missed. \(explain("forecast"))
        """
    }

    var parts: [DeliveryPart] {
        guard let forecast else { return [] }
        return [
            .section(id: "sentences", title: "In sentences", sentences(forecast)), .figure(chances(forecast)),
            .figure(byDate(forecast)), .figure(weeks(forecast)),
            .section(id: "rests", title: "What it rests on", rests(forecast)),
        ]
    }

    private func sentences(_ forecast: ForecastDetails) -> HTML {
        let finishes = forecast.finishes.filter { [50, 85, 95].contains($0.confidence) }
        return """
            <ul class="plain">\(each(finishes) { finish in
                "<li>\(finish.confidence) %: \(finish.day.map { "done by \(Days.long($0)), in \(Wording.count(finish.weeks ?? 0, "week", "weeks"))" } ?? "not within ten years").</li>"
            })\(each(forecast.byDate) { date in
                "<li>By \(Days.long(date.day)), in \(Wording.count(date.weeks, "week", "weeks")): 85 % sure of at least \(Wording.count(date.items[2], "item", "items")).</li>"
            })</ul>
            """
    }

    private func chanceTitle(_ forecast: ForecastDetails) -> String {
        guard let first = forecast.chances.first else { return "No week can be foreseen" }
        guard let weeks = finish(85)?.weeks, weeks > 1, forecast.chances.indices.contains(weeks - 1) else {
            return "The chance that all is done within a week is \(chance(first))"
        }
        return """
            The chance that all is done is \(chance(first)) after a week and \(chance(forecast.chances[weeks - 1])) after \
            \(Wording.number(weeks))
            """
    }

    private func chance(_ share: Double) -> String {
        share > 0.99 ? "over 99 %" : share < 0.01 ? "under 1 %" : Format.percent(share)
    }

    private func chances(_ forecast: ForecastDetails) -> DeliveryFigure {
        let last = forecast.chances.firstIndex { $0 > 0.995 } ?? forecast.chances.count - 1
        let shown = Array(forecast.chances.prefix(min(last + 1, 104)))
        let days = shown.indices.map { CivilDay(number: forecast.start.number + Int64($0 + 1) * 7 - 3) }
        return DeliveryFigure(
            "chances", of: "forecast", chanceTitle(forecast),
            description: """
                \(Format.count(forecast.items, "item", "items")) to be done, from \(Days.long(forecast.start)) on; each week of the \
                future is one of the past, \(forecast.isExact ? "added up exactly" : "drawn by chance ten thousand times").
                """,
            numbers: FigureTable(
                ["friday", "chance"], zip(days, shown).map { [.text($0.text), .number($1)] })
        ) { caption in
            LineChart(
                caption, things: "Friday", steps: days.map(\.text),
                series: [.init("Chance that all is done", values: shown)],
                axis: Axis("Chance", format: .percent, bounds: 0...1), reference: .init(0.85, words: "85 %")
            ).html
        }
    }

    private func byDateTitle(_ forecast: ForecastDetails) -> String {
        guard let first = forecast.byDate.first, first.items.count > 2 else { return "No number can be foreseen" }
        return "At least \(Wording.count(first.items[2], "item", "items")) by \(Days.long(first.day)), 85 times of 100"
    }

    private func byDate(_ forecast: ForecastDetails) -> DeliveryFigure {
        let confidences = forecast.finishes.map(\.confidence)
        return DeliveryFigure(
            "by-date", of: "forecast", byDateTitle(forecast),
            description:
                "At least so many, with so much confidence: the more confidence is wanted, the fewer can be named.",
            numbers: FigureTable(
                ["friday"] + confidences.map { "at least, \($0) %" },
                forecast.byDate.map { date in [.text(date.day.text)] + date.items.map { FigureTable.Value($0) } })
        ) { caption in
            TableFigure(
                caption,
                table: Table(
                    "Items done by a date", columns: [.text("By")] + confidences.map { .number("\($0) % sure") },
                    rows: forecast.byDate.map { date in
                        [HTML(Days.long(date.day))] + date.items.map { HTML("at least \(Format.number($0))") }
                    })
            ).html
        }
    }

    private func weeksTitle(_ forecast: ForecastDetails) -> String {
        let (least, most) = (forecast.weeks.min() ?? 0, forecast.weeks.max() ?? 0)
        return
            "It rests on \(Wording.count(forecast.weeks.count, "week", "weeks")) with \(Format.number(least)) to \(Format.count(most, "item", "items")) done"
    }

    private func weeks(_ forecast: ForecastDetails) -> DeliveryFigure {
        let bars = forecast.weeks.enumerated().map { ("\(forecast.weeks.count - $0)", Double($1)) }
        return DeliveryFigure(
            "rests-on", of: "forecast", weeksTitle(forecast),
            description: "Items done in each of the last complete weeks, those without any included; 1 is the latest.",
            numbers: FigureTable("weeks back", "items done", bars.map { ($0.0, $0.1) })
        ) { caption in
            BarChart(
                caption, things: "Weeks back", bars: bars.map { .init($0.0, $0.1) },
                axis: Axis("Items done", format: .whole), direction: .vertical
            ).html
        }
    }

    private func rests(_ forecast: ForecastDetails) -> HTML {
        let law = details("work-in-progress", WorkInProgressDetails.self)?.law
        return """
            <ul class="plain"><li>\(Wording.capitalised(Wording.count(forecast.open, "item is", "items are"))) open.</li>\
            <li>\(forecast.items > forecast.open
                ? "For each item done, \(Format.number(forecast.growth, decimals: 2)) came on top: with that \(Wording.number(forecast.items)) are left."
                : "Nothing usually comes on top.")</li>\
            <li>\(law.map { $0.holds
                ? "As much ends as begins (Little's law holds), so that past weeks say something about those to come."
                : "Little's law does not hold: work piles up or is given up. Take these dates with care."
            } ?? "Whether as much ends as begins is not known.")</li>\
            <li>Another team size, holidays to come and new kinds of work are not in it.</li></ul>
            """
    }
}
