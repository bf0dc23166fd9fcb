import Interface
import Signals

extension Measurement {
    /// The number, or the words that stand in its place.
    package func text(_ unit: Signal.Unit) -> String {
        switch status {
        case .ok: value.map { ValueText($0, unit).sentence } ?? "no number"
        case .tooFew: "not enough data"
        case .off: "off"
        case .unavailable: "cannot be seen"
        }
    }
}

extension Measurement.Sample {
    /// "at least 20 are needed".
    package var leastText: String {
        needed == 1 ? "at least one is needed" : "at least \(Format.number(needed)) are needed"
    }
}

extension Measurement.Exclusion {
    /// "12 commits by bots; with them 4.2 months".
    package func text(_ unit: Signal.Unit) -> String {
        let left = "\(Format.number(count)) \(what)"
        guard let valueWithout else { return left }
        return "\(left); with them the number would be \(ValueText(valueWithout, unit).sentence)"
    }
}
