import Interface
import Records
import Signals

/// What holds the team's knowledge together, and where it is thin.
struct KnowledgePage: Page {
    let readings: Readings
    let view: KnowledgeView
    /// The module that the address asks for; nil shows all.
    let module: String?
    /// The person who is thought away in the off-boarding simulation, by `Person.id`.
    let leaving: String?

    var title: String { body.title }
    var room: Room.ID? { "knowledge" }

    var content: HTML {
        """
        \(PageHead(body.title, lead: body.lead, beside: choice.html))
        \(body.content)
        <section aria-labelledby="numbers"><h2 id="numbers">The numbers behind it</h2>\
        <div class="grid">\(each(view.signals) { card($0) })</div></section>
        <p>\(place(view).with("module", module).keeping.anchor("Keep this view"))</p>
        """
    }

    private func place(_ view: KnowledgeView) -> Link {
        Link.knowledge(readings).with("view", view == .concentration ? nil : view.rawValue)
    }

    private var choice: Choice {
        let options = KnowledgeView.allCases.map { view in place(view).anchor(view.title) }
        return Choice("View", options: options, current: view.title)
    }

    private var body: any KnowledgeBody {
        switch view {
        case .concentration: ConcentrationView(readings: readings, module: module)
        case .hotspots: HotspotsView(readings: readings)
        case .age: CodeAgeView(readings: readings)
        case .coupling: CouplingView(readings: readings)
        case .branches: BranchesView(readings: readings)
        case .away: AwayView(readings: readings, leaving: leaving)
        case .documents: DocumentsView(readings: readings)
        case .standards: StandardsView(readings: readings)
        case .debt: DebtView(readings: readings)
        }
    }

    private func card(_ id: String) -> HTML {
        guard let signal = Signal.named(id), let measurement = readings[id] else { return .empty }
        return ReadingCard(signal: signal, measurement: measurement, readings: readings).html
    }
}

/// What a view of the Knowledge room shows below its title.
protocol KnowledgeBody {
    var readings: Readings { get }
    /// The finding, as a sentence without a full stop.
    var title: String { get }
    var lead: HTML { get }
    var content: HTML { get }
}

extension KnowledgeBody {
    /// What stands in place of a picture when there is too little to draw: why, and what would bring it.
    func nothing(_ id: String, title: String) -> HTML {
        let why = readings[id]?.why ?? "It was not measured yet."
        return EmptyState(
            title, text: Wording.capitalised(why) + (why.hasSuffix(".") ? "" : "."),
            step: Link.signal(id, of: readings).anchor("See what it needs").html
        ).html
    }

    func explain(_ id: String) -> HTML {
        Link.signal(id, of: readings).anchor("How these numbers came about").html
    }
}
