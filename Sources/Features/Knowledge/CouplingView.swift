import Interface
import Records
import Signals

/// What changes together.
struct CouplingView: KnowledgeBody {
    let readings: Readings

    private var details: CouplingDetails? { readings.details("coupling", as: CouplingDetails.self) }

    var title: String {
        guard let details else { return "Too few changes to see what changes together" }
        if let pair = details.modules.first { return "\(pair.first) and \(pair.second) change together" }
        if let pair = details.files.first { return "\(pair.first) and \(pair.second) change together" }
        return "Nothing changes together more often than chance would have it"
    }

    var lead: HTML {
        """
        Things that change together know something of each other, whether or not a line of code says so. Within a module \
        that is what modules are for; across modules it is worth a look. \(explain("coupling"))
        """
    }

    var content: HTML {
        guard let details else { return nothing("coupling", title: "What changes together") }
        return """
            \(CouplingChart(details: details).html)
            <section aria-labelledby="files"><h2 id="files">Files</h2>\(table("Files that change together", details.files))</section>
            <section aria-labelledby="tests"><h2 id="tests">Tests and what they test</h2>\
            <p>Expected, and therefore apart.</p>\(table("Tests that change with their sources", details.tests))</section>
            """
    }

    private func table(_ caption: String, _ pairs: [CouplingDetails.Pair]) -> Table {
        Table(
            caption,
            columns: [
                .text("One"), .text("The other"), .number("Together"), .number("Degree"),
                .number("One brings the other"),
                .number("Lift"),
            ],
            rows: pairs.prefix(25).map { pair in
                [
                    name(pair.first), "\(name(pair.second))\(when(pair.crossesModules, " \(Tag("across modules"))"))",
                    "\(Format.number(pair.shared))", "\(Format.percent(pair.degree / 100))",
                    "\(Format.percent(pair.confidence)) · \(Format.percent(pair.reverseConfidence))",
                    "\(Format.number(pair.lift))",
                ]
            },
            none: "No pair changes together in at least 30 % of its changes.")
    }
}
