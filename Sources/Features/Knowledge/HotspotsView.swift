import Interface
import Records
import Signals

/// Files that are both long and often changed.
struct HotspotsView: KnowledgeBody {
    let readings: Readings

    private var details: HotspotsDetails? { readings.details("hotspots", as: HotspotsDetails.self) }

    var title: String {
        guard let first = details?.files.first else { return "Too little has changed to find hotspots" }
        return "\(first.path) is where change and length meet most"
    }

    var lead: HTML {
        """
        Files that are long and often changed cost the most when they are hard to read. Twelve months of changes; bulk \
        changes and those listed as formatting are left out. \(explain("hotspots"))
        """
    }

    var content: HTML {
        guard let details else { return nothing("hotspots", title: "A map of where work gathers") }
        return """
            \(HotspotChart(details: details).html)
            <section aria-labelledby="files"><h2 id="files">The hottest files</h2>\(table(details))</section>
            """
    }

    private func table(_ details: HotspotsDetails) -> Table {
        Table(
            "Hottest files",
            columns: [.text("File"), .number("Commits in twelve months"), .number("Lines with text"), .number("Heat")],
            rows: details.files.prefix(25).map { file in
                [
                    "\(name(file.path))\(when(file.isNew, " \(Tag("new"))"))", "\(Format.number(file.churn))",
                    "\(Format.number(file.lines))", "\(Format.number(file.heat, decimals: 2))",
                ]
            })
    }
}
