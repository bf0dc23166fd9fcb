import Interface
import Records
import Signals

/// The pictures of the report, each left out where its signal has no number.
struct ReportCharts {
    private let report: Report
    private let delivered: DeliveryReadings?

    init(_ report: Report, delivered: DeliveryReadings? = nil) {
        self.report = report
        self.delivered = delivered
    }

    var html: HTML {
        let charts = ([map, hotspots, coupling, ages, releases] + deliveries).filter { !$0.isEmpty }
        return when(
            !charts.isEmpty,
            "<section class=\"stack\" aria-labelledby=\"pictures\"><h2 id=\"pictures\">Pictures</h2>\(each(charts) { $0 })</section>"
        )
    }

    private var map: HTML {
        chart("knowledge-silos", KnowledgeSilosDetails.self) {
            KnowledgeMap(modules: $0.modules, readings: nil).html
        }
    }

    private var hotspots: HTML { chart("hotspots", HotspotsDetails.self) { HotspotChart(details: $0).html } }

    private var coupling: HTML { chart("coupling", CouplingDetails.self) { CouplingChart(details: $0).html } }

    private var ages: HTML { chart("code-age", CodeAgeDetails.self) { CodeAgeChart(details: $0).html } }

    private var releases: HTML {
        chart("release-cadence", ReleaseCadenceDetails.self) { ReleaseChart(details: $0).html }
    }

    /// The charts of the Delivery room, each once, without names: the file is passed on. One that leads to pages of a server
    /// is left out, because the file has none.
    private var deliveries: [HTML] {
        guard let delivered else { return [] }
        var drawn: Set<String> = []
        return DeliveryView.allCases.flatMap { $0.body(delivered, namesPeople: false).figures }
            .filter { drawn.insert($0.id).inserted }
            .map { $0.draw(ChartCaption($0.title, description: $0.description)) }
            .filter { !$0.text.contains("href=\"/") }
    }

    private func chart<Details: Decodable & Sendable>(
        _ id: String, _ type: Details.Type, _ draw: (Details) -> HTML
    ) -> HTML {
        guard let reading = report.signals.first(where: { $0.id == id }), reading.status == .ok,
            let details = try? reading.details.decode(type)
        else { return .empty }
        return draw(details)
    }
}
