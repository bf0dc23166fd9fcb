import Interface
import Records
import Signals

/// How long ago the lines were last touched.
struct CodeAgeView: KnowledgeBody {
    let readings: Readings

    private var details: CodeAgeDetails? { readings.details("code-age", as: CodeAgeDetails.self) }

    var title: String {
        guard let details else { return "Too little is here to tell how old the code is" }
        return "Half of the lines lie in files changed within the last \(Format.months(details.median))"
    }

    var lead: HTML {
        """
        Old code is neither good nor bad: stable, or forgotten. Where nobody remembers it, a change takes longer. \
        \(explain("code-age"))
        """
    }

    var content: HTML {
        guard let details else { return nothing("code-age", title: "How old the code is") }
        return """
            \(CodeAgeChart(details: details).html)
            <section aria-labelledby="modules"><h2 id="modules">Module by module</h2>\(table(details))</section>
            """
    }

    private func table(_ details: CodeAgeDetails) -> Table {
        Table(
            "Modules by age",
            columns: [
                .text("Module"), .number("Files"), .number("Lines"), .number("Months since the last change, median"),
            ],
            rows: details.modules.sorted { ($1.medianMonths, $0.path) < ($0.medianMonths, $1.path) }.map { module in
                [
                    name(module.path), "\(Format.number(module.files))", "\(Format.number(module.lines))",
                    "\(Format.number(module.medianMonths))",
                ]
            })
    }
}
