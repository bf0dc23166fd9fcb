import Interface

/// The report for a terminal: about one screen and a half, most important first.
package struct TerminalReport: Sendable {
    private let report: Report
    private let style: TerminalStyle

    package init(_ report: Report, style: TerminalStyle) {
        self.report = report
        self.style = style
    }

    package var text: String {
        let parts = [head, findings, signals, notSeen, closing].filter { !$0.isEmpty }
        return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var head: [String] {
        let about = report.repository
        let place = about.head.map { " at \($0.prefix(10))" } ?? ""
        let branch = about.branch.map { " on \($0)" } ?? ""
        let title = style.strong(Printable.text(about.name)) + Printable.text(place + branch)
        return [title] + style.lines(ReportWords(report).extent)
            + ReportWords(report).warnings.flatMap { style.lines($0) }
    }

    private var findings: [String] {
        [style.heading(ReportWords(report).findingsTitle)]
            + (report.findings.isEmpty
                ? style.lines("None of the signals found something that a team would have to talk about.")
                : report.findings.enumerated().flatMap { finding($0 + 1, $1) })
    }

    private func finding(_ number: Int, _ finding: Report.Found) -> [String] {
        let title = style.lines(Printable.text(finding.sentence), first: "\(number). ", rest: "   ").map(style.strong)
        let doubt = finding.uncertainty.isEmpty ? "" : " " + finding.uncertainty
        return title + style.lines(Printable.text(finding.evidence + doubt), first: "   ", rest: "   ")
            + style.lines(Printable.text(finding.suggestion), first: "   → ", rest: "     ").map(style.accented)
    }

    private var signals: [String] {
        guard !report.signals.isEmpty else { return [] }
        return [style.heading("Signals")] + SignalTable(report.signals, style: style).lines
    }

    private var notSeen: [String] {
        [style.heading("What could not be seen")]
            + report.notSeen.flatMap { style.lines("\($0.what): \($0.connection)", first: "  ", rest: "    ") }
    }

    private var closing: [String] {
        style.lines(
            "`tutti explain SIGNAL` tells how a number came about, `tutti report --html FILE` draws the charts."
        )
        .map(style.quiet)
    }
}
