import Interface
import Records
import Signals

/// A signal at a glance, as it was last measured.
struct ReadingCard: Component {
    let signal: Signal
    let measurement: Measurement
    let readings: Readings

    var html: HTML {
        SignalCard(
            signal.title, explain: Link.signal(signal.id, of: readings).path, state, sample: measurement.sample.text,
            was: doubt
        ).html
    }

    private var state: SignalCard.State {
        guard measurement.status == .ok, let value = measurement.value else {
            return .none(Wording.capitalised(measurement.why.isEmpty ? "Nothing to measure." : measurement.why))
        }
        let text = ValueText(value, signal.unit)
        return .value(text.number, unit: text.unit)
    }

    private var doubt: String {
        guard let interval = measurement.interval, measurement.status == .ok else { return "" }
        return ValueText.interval(interval, signal.unit)
    }
}
