import Interface
import Records
import Signals

/// One signal's number with everything that is needed to doubt it.
struct SignalPage: Page {
    let readings: Readings
    let signal: Signal
    let measurement: Measurement

    var title: String { signal.title }
    var room: Room.ID? { RoomMenu.room(of: signal.id) }

    var content: HTML {
        """
        \(PageHead(headline, lead: HTML(signal.question)))
        <section aria-labelledby="number"><h2 id="number">The number</h2>
        <p class="reading"><strong>\(measurement.text(signal.unit))</strong> \(when(measurement.interval) {
            "<span class=\"unit\">\(ValueText.interval($0, signal.unit)), \($0.kind)</span>"
        })</p>
        <p>\(sampleSentence) \(measurement.why)</p></section>
        \(when(measurement.finding) { finding in
            "<section aria-labelledby=\"talk\"><h2 id=\"talk\">Worth talking about</h2>\(Finding(finding))</section>"
        })
        \(when(measurement.status == .ok, SignalPicture(readings: readings, id: signal.id).html))
        <section aria-labelledby="steps"><h2 id="steps">How this number came about</h2>\(steps)</section>
        <section aria-labelledby="left-out"><h2 id="left-out">What was left out, and why</h2>\(excluded)</section>
        <section aria-labelledby="definition"><h2 id="definition">Definition</h2>\(definition)</section>
        """
    }

    private var headline: String {
        measurement.finding?.sentence ?? "\(signal.title): \(measurement.text(signal.unit))"
    }

    private var sampleSentence: String {
        measurement.status == .ok
            ? "From \(measurement.sampleText); at least \(Format.number(measurement.sample.needed)) are needed." : ""
    }

    private var steps: HTML {
        guard !measurement.steps.isEmpty else { return "<p>Nothing was computed.</p>" }
        return "<ol class=\"steps\">\(each(measurement.steps) { "<li>\($0)</li>" })</ol>"
    }

    private var excluded: HTML {
        guard !measurement.excluded.isEmpty else { return "<p>Nothing.</p>" }
        return "<ul class=\"plain\">\(each(measurement.excluded) { "<li>\($0.text(signal.unit))</li>" })</ul>"
    }

    private var definition: DefinitionList {
        let json = Link.signalJSON(signal.id, of: readings).anchor("the same as JSON")
        let head = readings.repository.head.map { "commit \($0.short), " } ?? ""
        return DefinitionList([
            ("Name and version", "<code>\(signal.definition)</code>"), ("Usually wanted", HTML(wanted)),
            ("Source", HTML(signal.source)), ("Read up to", HTML(head + Days.long(readings.until))),
            ("Elsewhere", "<code>\(command)</code> prints this page; \(json)"),
        ])
    }

    private var command: String {
        let paths = (readings.coverage?.paths ?? []).map { " --path \(Wording.quoted($0))" }.joined()
        let since = readings.scope.timeframe.days.map { " --since \"\($0) days\"" } ?? ""
        return "tutti explain \(signal.id)\(paths)\(since)"
    }

    private var wanted: String {
        switch signal.direction {
        case .higher: "higher"
        case .lower: "lower"
        case .depends: "it depends; read it beside the others"
        }
    }
}
