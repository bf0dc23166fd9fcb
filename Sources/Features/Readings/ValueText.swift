import Interface
import Signals

/// A signal's number as people read it, with its unit in words.
package struct ValueText: Hashable, Sendable {
    package let number: String
    package let unit: String

    package init(_ value: Double, _ unit: Signal.Unit) {
        switch unit {
        case .percent: (number, self.unit) = (Format.number(value, decimals: value < 10 ? 1 : 0), "%")
        case .ratio: (number, self.unit) = (Format.number(value, decimals: 2), "of 1")
        case .people: (number, self.unit) = (Format.number(value), value == 1 ? "person" : "people")
        case .hours: (number, self.unit) = (Format.number(value), value == 1 ? "hour" : "hours")
        case .lines: (number, self.unit) = (Format.number(value), value == 1 ? "line" : "lines")
        case .days: (number, self.unit) = (Format.number(value), value == 1 ? "day" : "days")
        case .months: (number, self.unit) = (Format.number(value), value == 1 ? "month" : "months")
        case .count: (number, self.unit) = (Format.number(value), "")
        case .perMonth: (number, self.unit) = (Format.number(value), "a month")
        case .minutes: (number, self.unit) = (Format.number(value), value == 1 ? "minute" : "minutes")
        case .weeks: (number, self.unit) = (Format.number(value), value == 1 ? "week" : "weeks")
        case .points: (number, self.unit) = (Format.number(value), value == 1 ? "point" : "points")
        case .perWeek: (number, self.unit) = (Format.number(value), "a week")
        case .daysPerWeek: (number, self.unit) = (Format.number(value), value == 1 ? "day a week" : "days a week")
        case .perHundredPullRequests: (number, self.unit) = (Format.number(value), "per 100 pull requests")
        case .perHundredLines: (number, self.unit) = (Format.number(value, decimals: 2), "per 100 lines")
        }
    }

    package var sentence: String { unit.isEmpty ? number : "\(number) \(unit)" }

    /// An interval in the signal's unit: "31–83 %". Ends that look alike get more decimals: "12.08–12.13 minutes".
    package static func interval(_ interval: Measurement.Interval, _ unit: Signal.Unit) -> String {
        let (low, high) = (ValueText(interval.low, unit), ValueText(interval.high, unit))
        guard low.number == high.number else { return "\(low.number)–\(high.sentence)" }
        for decimals in 1...3 {
            let ends = [interval.low, interval.high].map { Format.number($0, decimals: decimals) }
            if ends[0] != ends[1] { return "\(ends[0])–\(ends[1])\(high.unit.isEmpty ? "" : " \(high.unit)")" }
        }
        return "\(high.sentence) at both ends"
    }
}
