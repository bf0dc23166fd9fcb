import Interface
import Signals

/// Every signal's number and where it probably lies, two in a line where both fit; then those that have none.
struct SignalTable {
    private let readings: [Report.Reading]
    private let style: TerminalStyle

    init(_ readings: [Report.Reading], style: TerminalStyle) {
        self.readings = readings
        self.style = style
    }

    var lines: [String] {
        let shown = readings.filter { $0.status == .ok }
        let (short, long) = (shown.filter { width($0) <= half - 2 }, shown.filter { width($0) > half - 2 })
        let pairs = stride(from: 0, to: short.count, by: 2).map { place in
            let row = short[place..<min(place + 2, short.count)].map(cell)
            return "  " + row.joined(separator: String(repeating: " ", count: max(2, half - width(short[place]))))
        }
        return pairs + long.map { "  " + cell($0) } + without
    }

    private var half: Int { (style.width - 2) / 2 }

    private func width(_ reading: Report.Reading) -> Int { DisplayWidth.of(plain(reading)) }

    private func plain(_ reading: Report.Reading) -> String {
        "\(reading.title) \(reading.text)" + (reading.intervalText.isEmpty ? "" : " (\(reading.intervalText))")
    }

    private func cell(_ reading: Report.Reading) -> String {
        let room = style.width - 2
        let plain = plain(reading)
        guard DisplayWidth.of(plain) <= room else { return DisplayWidth.fitted(plain, in: room) }
        let start = "\(reading.title) \(reading.text)"
        return "\(reading.title) \(style.strong(reading.text))" + style.quiet(String(plain.dropFirst(start.count)))
    }

    /// "Not enough data: code age, hotspots. Off: after-hours work."
    private var without: [String] {
        let states: [Measurement.Status] = [.tooFew, .unavailable, .off]
        let groups = states.compactMap { state -> String? in
            let readings = readings.filter { $0.status == state }
            guard let first = readings.first else { return nil }
            let titles = readings.map { $0.title.prefix(1).lowercased() + $0.title.dropFirst() }
            return "\(Wording.capitalised(first.text)): \(titles.joined(separator: ", "))."
        }
        return style.lines(groups.joined(separator: " "), first: "  ", rest: "  ").map(style.quiet)
    }
}
