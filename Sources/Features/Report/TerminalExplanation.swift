import Interface
import Signals

/// One number with everything that is needed to doubt it, for a terminal.
package struct TerminalExplanation: Sendable {
    private let reading: Report.Reading
    private let style: TerminalStyle

    package init(_ reading: Report.Reading, style: TerminalStyle) {
        self.reading = reading
        self.style = style
    }

    package var text: String {
        let parts = [head, section("Steps of this number", reading.steps), leftOut, definition]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var head: [String] {
        let interval =
            reading.interval.map { "\(ValueText.interval($0, reading.unit)), \($0.kind)" }.map { " (\($0))" } ?? ""
        let number = reading.status == .ok ? reading.text + interval : reading.text
        return [style.strong("\(reading.title): \(number)")] + style.lines(reading.question)
            + style.lines("From \(reading.sample.text); \(reading.sample.leastText).")
            + style.lines(Printable.text(Wording.capitalised(reading.why)))
    }

    private var leftOut: [String] {
        section("Left out", reading.excluded.map { $0.text(reading.unit) })
    }

    private var definition: [String] {
        section(
            "Definition",
            ["\(reading.definition), docs/signals/\(reading.id).md", "Source: \(reading.source)"])
    }

    private func section(_ title: String, _ items: [String]) -> [String] {
        guard !items.isEmpty else { return [] }
        return [style.heading(title)]
            + items.flatMap { style.lines(Printable.text($0), first: "  - ", rest: "    ") }
    }
}
