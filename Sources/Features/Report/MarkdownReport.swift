import Interface
import Signals

/// The report as Markdown, for a wiki or a pull request.
package struct MarkdownReport: Sendable {
    private let report: Report

    package init(_ report: Report) {
        self.report = report
    }

    package var text: String {
        let words = ReportWords(report)
        let parts =
            [
                "# \(Markdown.text(report.repository.name))", words.extent, words.warnings.joined(separator: "\n\n"),
                "## \(words.findingsTitle)", findings, "## Signals", table, "## What could not be seen", notSeen,
                "---", Markdown.text(words.colophon),
            ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private var findings: String {
        guard !report.findings.isEmpty else {
            return "None of the signals found something that a team would have to talk about."
        }
        return report.findings.map { finding in
            """
            ### \(Markdown.text(finding.sentence))

            \(Markdown.text(finding.evidence)) \(Markdown.text(finding.uncertainty))

            *\(Markdown.text(finding.suggestion))*
            """
        }.joined(separator: "\n\n")
    }

    private var table: String {
        let rows = report.signals.map { reading in
            let sample =
                reading.status == .ok ? reading.sample.text : reading.why
            let cells = [reading.title, reading.text, reading.intervalText, sample]
            return "| " + cells.map(Markdown.text).joined(separator: " | ") + " |"
        }
        guard !rows.isEmpty else { return "" }
        return (["| Signal | Number | Interval | From |", "|---|---|---|---|"] + rows).joined(separator: "\n")
    }

    private var notSeen: String {
        report.notSeen.map { "- \(Markdown.text($0.what)): \(Markdown.text($0.connection))" }.joined(separator: "\n")
    }
}

/// Text that means itself in Markdown, whatever it holds.
enum Markdown {
    static func text(_ raw: String) -> String {
        var result = ""
        for character in Printable.text(raw) {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "|", "~", "#": result += "\\" + String(character)
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            default: result.append(character)
            }
        }
        return result
    }
}
