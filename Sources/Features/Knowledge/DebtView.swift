import Interface
import Records
import Signals

/// Marks left in the code to come back to: where they are and how long they have waited.
struct DebtView: KnowledgeBody {
    let readings: Readings

    private var details: DebtMarkersDetails? { readings.details("debt-markers", as: DebtMarkersDetails.self) }

    var title: String {
        guard let details else { return "Nothing to count yet" }
        guard details.count > 0 else { return "Nobody left a mark to come back to" }
        guard let median = details.medianMonths else {
            return Wording.capitalised("\(Wording.count(details.count, "mark was", "marks were")) left to come back to")
        }
        return
            "\(Format.count(details.count, "mark", "marks")) to come back to; half have waited \(Format.months(median)) or more"
    }

    var lead: HTML {
        "TODO, FIXME, HACK and XXX in source files. A mark is a promise to the next reader: keep it, plan it, or take it out. \(explain("debt-markers"))"
    }

    var content: HTML {
        guard let details, details.count > 0 else { return nothing("debt-markers", title: "Marks in the code") }
        return """
            \(ages(details))
            <section aria-labelledby="oldest"><h2 id="oldest">Oldest first</h2>\(markers(details))</section>
            <section aria-labelledby="modules"><h2 id="modules">Module by module</h2>\(modules(details))</section>
            """
    }

    private func ages(_ details: DebtMarkersDetails) -> HTML {
        guard !details.ages.isEmpty else { return .empty }
        return BarChart(
            ChartCaption(
                "How long the marks have waited",
                description: """
                    Marks by the months since their line was written. \
                    \(details.withoutAge > 0 ? "The age of \(Format.number(details.withoutAge)) more was not looked up." : "Every mark's age is known.")
                    """),
            things: "Months", bars: details.ages.map { BarChart.Bar(label($0), Double($0.count)) }, axis: Axis("Marks"),
            direction: .vertical
        ).html
    }

    private func label(_ age: DebtMarkersDetails.Age) -> String {
        guard let end = age.toMonths else { return "\(age.fromMonths) or more" }
        return age.fromMonths == 0 ? "under \(end)" : "\(age.fromMonths)–\(end)"
    }

    private func markers(_ details: DebtMarkersDetails) -> Table {
        Table(
            "Marks in the code, oldest first", columns: [.text("What it says, and where"), .text("Since")],
            rows: details.markers.prefix(60).map { marker in
                [
                    "<strong>\(marker.kind)</strong> \(name(marker.text))<br><span class=\"quiet\">\(name("\(marker.path):\(marker.line)"))</span>",
                    "\(marker.since.map { Days.long($0.seconds) } ?? "not looked up")",
                ]
            })
    }

    private func modules(_ details: DebtMarkersDetails) -> Table {
        Table(
            "Marks by module",
            columns: [.text("Module"), .number("Marks"), .number("Lines"), .number("A thousand lines")],
            rows: details.modules.prefix(40).map { module in
                [
                    name(module.path), "\(Format.number(module.count))", "\(Format.number(module.lines))",
                    "\(Format.number(module.perThousandLines))",
                ]
            })
    }
}
