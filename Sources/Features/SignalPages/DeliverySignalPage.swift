import Interface
import Records
import Signals
import Statistics

/// One number about delivery with everything that is needed to doubt it, and what it must be read beside.
struct DeliverySignalPage: Page {
    let readings: DeliveryReadings
    let signal: DeliverySignal
    let measurement: Measurement
    let bar: ChoiceBar

    var title: String { signal.title }
    var room: Room.ID? { "delivery" }

    private var facts: SignalFacts { SignalFacts(signal: signal, measurement: measurement) }
    private var view: DeliveryView { .of(signal.id) }

    var content: HTML {
        """
        \(bar)
        \(PageHead(facts.headline, lead: HTML(signal.question), above: above.html))
        \(facts.number)
        \(beside)
        \(history)
        \(facts.origin)
        <section aria-labelledby="definition"><h2 id="definition">Definition</h2>\(definition)</section>
        """
    }

    private var above: Breadcrumb {
        Breadcrumb(
            [
                Link.deliveries.within(readings.choice).anchor("Delivery"),
                Link.delivery(view, within: readings.choice).anchor(view.title),
            ], current: signal.title)
    }

    private var beside: HTML {
        let partners = signal.partners.filter { readings[$0] != nil }
        return when(
            !partners.isEmpty,
            """
            <section aria-labelledby="beside"><h2 id="beside">Read it beside</h2>\
            <p>Alone this number misleads: whoever wants only it can have it at the cost of these.</p>\
            <div class="grid">\(each(partners) { DeliveryCard(id: $0, readings: readings).html })</div></section>
            """)
    }

    private var history: HTML {
        guard let weeks = readings.weeks(of: signal.id), weeks.weeks.count > 1 else {
            return
                "<p>\(Link.delivery(view, within: readings.choice).anchor("See it drawn: \(view.title)").button())</p>"
        }
        let figure = WeekFigure(
            id: "history", signal: signal.id, title: "\(signal.title): \(course(of: weeks))",
            subject: signal.title, unit: signal.title, series: weeks
        ).figure
        let caption = ChartCaption(figure.title, description: figure.description)
        return """
            \(figure.draw(caption))
            <p>\(Link.delivery(view, within: readings.choice).anchor("See it drawn: \(view.title)").button())</p>
            """
    }

    private func course(of series: WeekSeries) -> String {
        series.chart?.hasEnoughBaseline == true
            ? "the latest week is one of the usual" : "too few weeks to say what is usual"
    }

    private var definition: DefinitionList {
        let confidence = signal.confidence(in: measurement)
        let doubt = confidence.why.isEmpty ? "" : ": \(confidence.why)"
        return DefinitionList([
            ("Name and version", "<code>\(signal.definition)</code>"), ("Usually wanted", HTML(facts.wanted)),
            ("Confidence", HTML("\(confidence.grade.rawValue), \(confidence.grade.words)\(doubt)")),
            ("Source", HTML(signal.source)),
            ("Timeframe", HTML("\(readings.choice.span.title), up to \(Days.minute(readings.timeframe.end)) UTC")),
            ("Whose", HTML(readings.choice.team ?? "all teams, without names")),
            (
                "Elsewhere",
                Link("api", "v1", "delivery", "signals", signal.id).within(readings.choice).anchor("the same as JSON")
                    .html
            ),
        ])
    }
}
