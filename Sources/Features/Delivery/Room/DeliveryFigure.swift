import Interface
import Records
import Signals

/// A chart of the Delivery room, and the numbers behind it.
struct DeliveryFigure: Sendable {
    /// As it stands in addresses: `cycle-parts`.
    let id: String
    /// The signal that explains it.
    let signal: String
    /// The finding, as a sentence without a full stop.
    let title: String
    /// What length, area and colour mean.
    let description: String
    let numbers: FigureTable
    /// What its rows are, where they are not what the signal counts: "47 open pull requests".
    var sample: String?
    let draw: @Sendable (ChartCaption) -> HTML

    init(
        _ id: String, of signal: String, _ title: String, description: String, numbers: FigureTable,
        draw: @escaping @Sendable (ChartCaption) -> HTML
    ) {
        self.id = id
        self.signal = signal
        self.title = title
        self.description = description
        self.numbers = numbers
        self.draw = draw
    }

    /// With its sample, what was left out, and the ways to take it along.
    func html(in view: DeliveryView, _ readings: DeliveryReadings) -> HTML {
        let address = { (form: String) in
            Link.deliveryFigure(id, as: form, of: view, within: readings.choice).path
        }
        let caption = ChartCaption(
            title, description: [description, basis(readings)].filter { !$0.isEmpty }.joined(separator: " "),
            explain: Link.deliverySignal(signal, within: readings.choice).path,
            downloads: [
                Anchor("CSV", to: address("csv")), Anchor("JSON", to: address("json")),
                Anchor("Link to this", to: Link.delivery(view, within: readings.choice).path + "#" + id),
            ])
        return "<div id=\"\(id)\" class=\"figure\">\(draw(caption))</div>"
    }

    private func basis(_ readings: DeliveryReadings) -> String {
        if let sample { return "From \(sample)." }
        guard let measurement = readings[signal], let description = DeliverySignal.named(signal) else { return "" }
        return measurement.basis(description.unit)
    }

    /// The same for programs.
    func json(_ readings: DeliveryReadings) -> JSONValue {
        var fields: [String: JSONValue] = [
            "id": .string(id), "finding": .string(title), "signal": .string(signal),
            "columns": .array(numbers.columns.map(JSONValue.string)),
            "rows": .array(numbers.rows.map { .array($0.map(\.json)) }),
            "until": .string(Days.instant(readings.timeframe.end)),
        ]
        fields["team"] = readings.choice.team.map(JSONValue.string)
        fields["since"] = readings.timeframe.start.map { .string(Days.instant($0)) }
        fields["definition"] = DeliverySignal.named(signal).map { .string($0.definition) }
        if let sample {
            fields["sample"] = .string(sample)
        } else if let measurement = readings[signal] {
            fields["sample"] = .string(measurement.sample.text)
            fields["excluded"] = .array(
                measurement.excluded.map { .string($0.text(DeliverySignal.named(signal)?.unit ?? .count)) })
        }
        return .object(fields)
    }
}

extension Measurement {
    /// What a number rests on, as sentences: "From 46 pull requests. Left out: 12 by bots; with them …".
    func basis(_ unit: Signal.Unit) -> String {
        let seen = "From \(sample.text)."
        guard !excluded.isEmpty else { return seen }
        return "\(seen) Left out: \(excluded.map { $0.text(unit) }.joined(separator: "; "))."
    }
}
