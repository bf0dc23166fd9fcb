import Interface
import Signals

/// What a view of the Delivery room shows below its title.
protocol DeliveryBody: Sendable {
    var readings: DeliveryReadings { get }
    /// The finding, as a sentence without a full stop.
    var title: String { get }
    var lead: HTML { get }
    /// From the top. What cannot be drawn is left out; the page says below what is missing.
    var parts: [DeliveryPart] { get }
}

enum DeliveryPart: Sendable {
    case figure(DeliveryFigure)
    case section(id: String, title: String, HTML)
}

extension DeliveryBody {
    var figures: [DeliveryFigure] {
        parts.compactMap { part in
            if case .figure(let figure) = part { figure } else { nil }
        }
    }

    /// What a signal found, or nil where it found nothing that could be drawn.
    func details<Details: Decodable & Sendable>(_ id: String, _ type: Details.Type) -> Details? {
        readings.details(id, as: type)
    }

    func explain(_ id: String, _ text: String = "How these numbers came about") -> HTML {
        Link.deliverySignal(id, within: readings.choice).anchor(text).html
    }

    /// Why a signal has no number, as a sentence.
    func why(_ id: String) -> String {
        let why = readings[id]?.why ?? "It was not measured yet."
        return Wording.capitalised(why) + (why.hasSuffix(".") ? "" : ".")
    }
}

extension DeliveryView {
    /// - Parameter namesPeople: whether the reader belongs to the team that is shown.
    func body(_ readings: DeliveryReadings, namesPeople: Bool) -> any DeliveryBody {
        switch self {
        case .overview: OverviewView(readings: readings, namesPeople: namesPeople)
        case .flow: FlowView(readings: readings)
        case .dora: DoraView(readings: readings)
        case .reviews: ReviewsView(readings: readings, namesPeople: namesPeople)
        case .builds: BuildsView(readings: readings, namesPeople: namesPeople)
        case .quality: QualityView(readings: readings)
        case .sprint: SprintView(readings: readings)
        case .forecast: ForecastView(readings: readings)
        case .incidents: IncidentsView(readings: readings)
        }
    }
}
