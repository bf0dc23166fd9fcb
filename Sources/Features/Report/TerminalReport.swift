import Interface

/// The report for a terminal: one screen and a half of 24 lines, most important first.
package struct TerminalReport: Sendable {
    /// Lines at 80 columns, unless warnings or long names need more.
    package static let height = 36

    private let report: Report
    private let style: TerminalStyle

    package init(_ report: Report, style: TerminalStyle) {
        self.report = report
        self.style = style
    }

    package var text: String {
        let others = [head, signals, ending].filter { !$0.isEmpty }
        let used = others.reduce(0) { $0 + $1.count + 1 }
        let parts = [head, findings(in: Self.height - used), signals, ending].filter { !$0.isEmpty }
        return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var head: [String] {
        let about = report.repository
        let place = about.head.map { " at \($0.prefix(10))" } ?? ""
        let branch = about.branch.map { " on \($0)" } ?? ""
        let name = Printable.text(about.name)
        let lines = style.lines("\(name)\(Printable.text(place + branch)): \(ReportWords(report).extent)")
        let title = lines.prefix(1).map { $0.hasPrefix(name) ? style.strong(name) + $0.dropFirst(name.count) : $0 }
        return title + lines.dropFirst() + ReportWords(report).warnings.flatMap { style.lines($0) }
    }

    private func findings(in room: Int) -> [String] {
        var lines = [style.heading(ReportWords(report).findingsTitle)]
        if report.findings.isEmpty {
            return lines + style.lines("None of the signals found something that a team would have to talk about.")
        }
        for (place, finding) in report.findings.enumerated() {
            // What one leaves is for those after it.
            let share = (room - lines.count) / (report.findings.count - place)
            lines += TerminalFinding(place + 1, finding, style: style).lines(in: share)
        }
        return lines
    }

    private var signals: [String] {
        guard !report.signals.isEmpty else { return [] }
        return [style.heading("Signals")] + SignalTable(report.signals, style: style).lines
    }

    private var ending: [String] {
        let unseen = report.notSeen.map { "\(Printable.text($0.what)) (\(Printable.text($0.source)))" }.joined(
            separator: "; ")
        return style.lines("What could not be seen, and what would show it: \(unseen).")
            + style.lines("`tutti explain SIGNAL` tells how a number came about, --html draws the charts.")
            .map(style.quiet)
    }
}
