import Interface
import Signals

/// Every signal in a line: its number, where it probably lies, and what it rests on.
struct SignalTable {
    private let readings: [Report.Reading]
    private let style: TerminalStyle
    private let widths: (title: Int, value: Int, interval: Int)

    init(_ readings: [Report.Reading], style: TerminalStyle) {
        self.readings = readings
        self.style = style
        let shown = readings.filter { $0.status == .ok }
        let widest = { (texts: [String], most: Int) in min(texts.map(DisplayWidth.of).max() ?? 0, most) }
        widths = (
            widest(readings.map(\.title), style.width / 3), widest(shown.map(\.text) + ["Number"], 14),
            widest(shown.map(\.intervalText) + ["Interval"], 16)
        )
    }

    var lines: [String] {
        let head = row("", "Number", "Interval", "From")
        return [style.quiet(head)] + readings.flatMap(lines)
    }

    private func lines(_ reading: Report.Reading) -> [String] {
        guard reading.status == .ok else {
            let start = "  " + cell(reading.title, widths.title) + "  "
            let why = Printable.text(reading.why.isEmpty ? reading.text : "\(reading.text): \(reading.why)")
            return style.lines(why, first: start, rest: String(repeating: " ", count: widths.title + 4))
                .map { $0.hasPrefix(start) ? start + style.quiet(String($0.dropFirst(start.count))) : style.quiet($0) }
        }
        let sample = "\(Format.number(reading.sample.count)) \(reading.sample.of)"
        return [row(reading.title, reading.text, reading.intervalText, Printable.text(sample))]
    }

    private func row(_ title: String, _ value: String, _ interval: String, _ sample: String) -> String {
        let used = widths.title + widths.value + widths.interval + 8
        return "  " + cell(title, widths.title) + "  " + cell(value, widths.value) + "  "
            + cell(interval, widths.interval) + "  " + DisplayWidth.fitted(sample, in: max(8, style.width - used))
    }

    private func cell(_ text: String, _ width: Int) -> String {
        DisplayWidth.padded(DisplayWidth.fitted(text, in: width), to: width)
    }
}
