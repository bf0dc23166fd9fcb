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

    private var facts: SignalFacts { SignalFacts(signal: signal, measurement: measurement) }

    var content: HTML {
        """
        \(PageHead(facts.headline, lead: HTML(signal.question)))
        \(facts.number)
        \(when(measurement.status == .ok, SignalPicture(readings: readings, id: signal.id).html))
        \(facts.origin)
        <section aria-labelledby="definition"><h2 id="definition">Definition</h2>\(definition)</section>
        """
    }

    private var definition: DefinitionList {
        let json = Link.signalJSON(signal.id, of: readings).anchor("the same as JSON")
        let head = readings.repository.head.map { "commit \($0.short), " } ?? ""
        return DefinitionList([
            ("Name and version", "<code>\(signal.definition)</code>"), ("Usually wanted", HTML(facts.wanted)),
            ("Source", HTML(signal.source)), ("Read up to", HTML(head + Days.long(readings.until))),
            ("Elsewhere", "<code>\(command)</code> prints this page; \(json)"),
        ])
    }

    private var command: String {
        let paths = (readings.coverage?.paths ?? []).map { " --path \(Wording.quoted($0))" }.joined()
        let since = readings.scope.timeframe.days.map { " --since \"\($0) days\"" } ?? ""
        return "tutti explain \(signal.id)\(paths)\(since)"
    }
}
