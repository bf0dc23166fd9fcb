import Interface
import Records
import Signals

/// A view of the Delivery room: its finding, its charts, the numbers behind them, and how complete these are.
struct DeliveryRoomPage: Page {
    let readings: DeliveryReadings
    let view: DeliveryView
    let namesPeople: Bool
    let bar: ChoiceBar

    private var body: any DeliveryBody { view.body(readings, namesPeople: namesPeople) }

    var title: String { body.title }
    var room: Room.ID? { "delivery" }

    var content: HTML {
        let body = body
        return """
            \(bar)
            \(PageHead(body.title, lead: body.lead))
            \(views.html)
            \(each(body.parts) { part($0) })
            \(numbers)
            \(CompletenessPanel(readings: readings, signals: asked))
            <p>\(Link.delivery(view, within: readings.choice).keeping.anchor("Keep this view"))</p>
            """
    }

    private var views: Choice {
        Choice(
            "View",
            options: DeliveryView.allCases.map { Link.delivery($0, within: readings.choice).anchor($0.title) },
            current: view.title)
    }

    private func part(_ part: DeliveryPart) -> HTML {
        switch part {
        case .figure(let figure): figure.html(in: view, readings)
        case .section(let id, let title, let content):
            "<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(title)</h2>\(content)</section>"
        }
    }

    /// The overview shows its cards among its parts.
    private var numbers: HTML {
        when(
            view != .overview,
            """
            <section aria-labelledby="numbers"><h2 id="numbers">The numbers behind it</h2>\
            <div class="grid">\(each(view.signals) { DeliveryCard(id: $0, readings: readings).html })</div></section>
            """)
    }

    private var asked: [DeliverySignal] {
        view == .overview ? DeliverySignal.all : view.signals.compactMap(DeliverySignal.named)
    }
}
