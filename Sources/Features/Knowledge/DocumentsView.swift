import Interface
import Signals

/// Which documents still speak of the code as it is, and which decisions are written down.
struct DocumentsView: KnowledgeBody {
    let readings: Readings

    private var details: DocumentFreshnessDetails? {
        readings.details("document-freshness", as: DocumentFreshnessDetails.self)
    }
    private var decisions: DecisionRecordsDetails? {
        readings.details("decision-records", as: DecisionRecordsDetails.self)
    }

    var title: String {
        guard let details else { return "Too few documents to say whether they keep up" }
        return
            "\(details.fresh + details.generated) of \(Wording.count(details.documents.count, "document", "documents")) keep up with the code"
    }

    var lead: HTML {
        """
        A document keeps up when somebody edited it within its interval and the code that it speaks of has not moved on since. \
        \(explain("document-freshness"))
        """
    }

    var content: HTML {
        guard let details else {
            return nothing("document-freshness", title: "Documents that keep up with the code") + records
        }
        return """
            \(chart(details))
            <section aria-labelledby="documents"><h2 id="documents">Documents</h2>\(table(details))</section>\(records)
            """
    }

    private func chart(_ details: DocumentFreshnessDetails) -> HTML {
        let kinds = [
            ("fresh", details.fresh), ("made from the code", details.generated), ("behind the code", details.behind),
            ("not looked at for long", details.old), ("cannot be checked", details.unverifiable),
        ]
        return BarChart(
            ChartCaption(
                "What is known of the documents",
                description:
                    "\(Format.count(details.documents.count, "document", "documents")) found at the head, by their file names and folders."
            ),
            things: "State", bars: kinds.filter { $0.1 > 0 }.map { BarChart.Bar($0.0, Double($0.1)) },
            axis: Axis("Documents")
        ).html
    }

    private func table(_ details: DocumentFreshnessDetails) -> Table {
        let order: [DocumentFreshnessDetails.State] = [.behind, .old, .unverifiable, .fresh, .generated]
        let sorted = order.flatMap { state in details.documents.filter { $0.state == state } }
        return Table(
            "Documents, those that want a look first",
            columns: [
                .text("Document"), .text("State"), .text("Last edit that counts"), .text("Speaks of"),
                .number("Commits to that since"),
            ],
            rows: sorted.prefix(60).map { document in
                [
                    name(document.path), state(document.state).html,
                    "\(document.verifiedAt.map { Days.long($0) } ?? "not known")", linked(document),
                    "\(Format.number(document.commitsSince))",
                ]
            })
    }

    private func state(_ state: DocumentFreshnessDetails.State) -> Tag {
        switch state {
        case .fresh: Tag("fresh", .good)
        case .generated: Tag("made from the code", .good)
        case .behind: Tag("behind the code", .bad)
        case .old: Tag("not looked at for long")
        case .unverifiable: Tag("cannot be checked")
        }
    }

    private func linked(_ document: DocumentFreshnessDetails.Document) -> HTML {
        guard document.linkCount > 0 else { return "nothing that was found" }
        let shown = each(document.links.prefix(3), between: ", ") { name($0) }
        return document.linkCount > 3 ? "\(shown) and \(Format.number(document.linkCount - 3)) more" : shown
    }

    private var records: HTML {
        """
        <section aria-labelledby="decisions"><h2 id="decisions">Decision records</h2>\(decisionTable)\(problems)</section>
        """
    }

    private var decisionTable: HTML {
        guard let decisions, !decisions.records.isEmpty else {
            return """
                <p>None were found. A page each in <code>docs/decisions</code>, with a status, what was weighed and what was \
                chosen, spares the next person from asking again.</p>
                """
        }
        return Table(
            "Decision records",
            columns: [.number("Number"), .text("Decision"), .text("Status"), .text("Date")],
            rows: decisions.records.map { record in
                [
                    "\(record.number.map { "\($0)" } ?? "–")",
                    "\(name(record.title)) <span class=\"quiet\">\(name(record.path))</span>",
                    "\(record.status ?? "not given")", "\(record.date ?? "–")",
                ]
            }
        ).html
    }

    private var problems: HTML {
        guard let problems = decisions?.problems, !problems.isEmpty else { return .empty }
        return """
            <h3>What would mend them</h3><ul class="plain">\(each(problems) { problem in
                "<li>\(Tag(problem.severity == .error ? "error" : "warning", problem.severity == .error ? .bad : .plain)) \(name(problem.path)): \(problem.sentence)</li>"
            })</ul>
            """
    }
}
