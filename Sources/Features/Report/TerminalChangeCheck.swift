import Signals

/// What a change request lacks, for a terminal.
package struct TerminalChangeCheck: Sendable {
    private let check: ChangeRequestCheck
    private let style: TerminalStyle

    package init(_ check: ChangeRequestCheck, style: TerminalStyle) {
        self.check = check
        self.style = style
    }

    package var text: String {
        let errors = check.findings.count { $0.level == .error }
        let sum =
            errors == 0
            ? "It says what reviewers need."
            : "\(Wording.capitalised(Wording.count(errors, "thing is", "things are"))) missing before it is reviewed."
        return (check.findings.flatMap(lines) + complexity + ["", style.strong(sum)]).joined(separator: "\n") + "\n"
    }

    private func lines(_ finding: ChangeRequestCheck.Finding) -> [String] {
        let isError = finding.level == .error
        let found = style.lines(
            Printable.text(finding.sentence), first: isError ? "missing  " : "look     ", rest: "         ")
        return isError ? found.map(style.strong) : found
    }

    private var complexity: [String] {
        guard !check.complexity.isEmpty else { return [] }
        return style.lines(
            "A change to look at together, with a lead: \(Printable.text(check.complexity.joined(separator: "; "))).",
            first: "complex  ", rest: "         ")
    }
}
