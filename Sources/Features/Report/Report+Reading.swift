import Records
import Signals

extension Report {
    /// One signal's number with what is needed to doubt it, or why there is none.
    package struct Reading: Codable, Hashable, Identifiable, Sendable {
        package let id: String
        package var title: String
        package var question: String
        package var value: Double?
        package var unit: Signal.Unit
        package var interval: Measurement.Interval?
        package var sample: Measurement.Sample
        package var status: Measurement.Status
        package var why: String
        /// The name and version of the definition in force: `truck-factor/1`.
        package var definition: String
        package var source: String
        package var excluded: [Measurement.Exclusion]
        package var steps: [String]
        package var details: SignalDetails

        package init(_ signal: some SignalDescription, _ measurement: Measurement) {
            id = signal.id
            title = signal.title
            question = signal.question
            value = measurement.value.flatMap { $0.isFinite ? $0 : nil }
            unit = signal.unit
            interval = measurement.interval.flatMap { $0.low.isFinite && $0.high.isFinite ? $0 : nil }
            sample = measurement.sample
            status = measurement.status
            why = measurement.why
            definition = signal.definition
            source = signal.source
            excluded = measurement.excluded
            steps = measurement.steps
            details = measurement.details
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(id, forKey: .id)
            try container.encode(title, forKey: .title)
            try container.encode(question, forKey: .question)
            try container.encode(value, forKey: .value)
            try container.encode(unit, forKey: .unit)
            try container.encode(interval, forKey: .interval)
            try container.encode(sample, forKey: .sample)
            try container.encode(status, forKey: .status)
            try container.encode(why, forKey: .why)
            try container.encode(definition, forKey: .definition)
            try container.encode(source, forKey: .source)
            try container.encode(excluded, forKey: .excluded)
            try container.encode(steps, forKey: .steps)
            try container.encode(details, forKey: .details)
        }

        /// The number in words: "3 people", "not enough data".
        package var text: String {
            switch status {
            case .ok: value.map { ValueText($0, unit).sentence } ?? "no number"
            case .tooFew: "not enough data"
            case .off: "off"
            case .unavailable: "cannot be seen"
            }
        }

        package var intervalText: String {
            status == .ok ? interval.map { ValueText.interval($0, unit) } ?? "" : ""
        }
    }
}
