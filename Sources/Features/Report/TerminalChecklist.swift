import Signals

/// What a repository has of what it should have, for a terminal.
package struct TerminalChecklist: Sendable {
    private let details: RepositoryStandardsDetails
    private let style: TerminalStyle

    package init(_ details: RepositoryStandardsDetails, style: TerminalStyle) {
        self.details = details
        self.style = style
    }

    package var text: String {
        let lines = details.items.flatMap(lines)
        let sum = "\(details.present) of \(details.items.count) are there."
        return (lines + ["", style.strong(sum)]).joined(separator: "\n") + "\n"
    }

    private func lines(_ item: RepositoryStandardsDetails.Item) -> [String] {
        if let found = item.found {
            return style.lines("\(item.title): \(Printable.text(found))", first: "found    ", rest: "         ")
                .map(style.quiet)
        }
        return style.lines(item.title, first: "missing  ", rest: "         ").map(style.strong)
            + style.lines("\(item.why) \(item.howToAdd)", first: "         ", rest: "         ")
    }
}
