import Interface
import Records
import Signals

/// The report as one page with its charts, to pass on and to print.
package struct ReportPage: Page {
    private let report: Report
    private let delivered: DeliveryReadings?

    /// - Parameter delivered: what the report tells of deliveries, with all that its charts draw.
    package init(_ report: Report, delivered: DeliveryReadings? = nil) {
        self.report = report
        self.delivered = delivered
    }

    /// The whole file: styles inside, no scripts, no address that it would ask anything of.
    package var document: String {
        Standalone(footer: ReportWords(report).colophon).document(self).text
    }

    package var title: String { "\(report.repository.name): what holds its knowledge together" }

    package var content: HTML {
        let words = ReportWords(report)
        return """
            \(PageHead(report.findings.first?.sentence ?? title, lead: "\(name(report.repository.name)): \(words.extent)"))
            \(each(words.warnings) { Note(.bad, HTML($0)).html })
            <section class="stack" aria-labelledby="talk"><h2 id="talk">\(words.findingsTitle)</h2>\(findings)</section>
            <section class="stack" aria-labelledby="signals"><h2 id="signals">Signals</h2>\(signals)</section>
            \(ReportCharts(report, delivered: delivered).html)
            <section aria-labelledby="unseen"><h2 id="unseen">What could not be seen</h2><ul class="plain">\
            \(each(report.notSeen) { "<li>\(Wording.capitalised($0.what)): \($0.connection).</li>" })</ul></section>
            <section class="stack" aria-labelledby="numbers"><h2 id="numbers">How these numbers came about</h2>\
            \(each(report.signals) { account(of: $0) })</section>
            """
    }

    private var findings: HTML {
        guard !report.findings.isEmpty else {
            return "<p>None of the signals found something that a team would have to talk about.</p>"
        }
        return each(report.findings) { finding in
            Finding(
                finding.sentence, evidence: finding.evidence, uncertainty: finding.uncertainty,
                suggestion: finding.suggestion
            ).html
        }
    }

    private var signals: Table {
        Table(
            "Signals", columns: [.text("Signal"), .number("Number"), .number("Interval"), .text("From")],
            rows: report.signals.map { reading in
                [
                    HTML(reading.title), HTML(reading.text), HTML(reading.intervalText),
                    HTML(
                        reading.status == .ok ? reading.sample.text : reading.why),
                ]
            })
    }

    private func account(of reading: Report.Reading) -> HTML {
        Details(
            "\(reading.title): \(reading.text)",
            content: """
                <p>\(reading.question)</p>
                \(when(!reading.steps.isEmpty, "<ol class=\"steps\">\(each(reading.steps) { "<li>\($0)</li>" })</ol>"))
                \(when(!reading.excluded.isEmpty, """
                    <p>Left out: \(each(reading.excluded, between: "; ") { HTML($0.text(reading.unit)) }).</p>
                    """))
                <p>Definition <code>\(reading.definition)</code>. \(reading.source)</p>
                """
        ).html
    }
}
