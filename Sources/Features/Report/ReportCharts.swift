import Interface
import Records
import Signals

/// The pictures of the report, each left out where its signal has no number.
struct ReportCharts {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    var html: HTML {
        let charts = [map, hotspots, coupling, ages, releases].filter { !$0.isEmpty }
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

    private func chart<Details: Decodable>(_ id: String, _ type: Details.Type, _ draw: (Details) -> HTML) -> HTML {
        guard let reading = report.signals.first(where: { $0.id == id }), reading.status == .ok,
            let details = try? reading.details.decode(type)
        else { return .empty }
        return draw(details)
    }
}
