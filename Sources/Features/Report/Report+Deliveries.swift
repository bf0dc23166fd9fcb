import Records
import Signals

extension Report {
    /// Of whom and of what time the signals about deliveries tell.
    package struct Deliveries: Codable, Hashable, Sendable {
        /// Nil for everybody.
        package var team: String?
        package var since: String
        /// Not part of the span.
        package var until: String

        init(_ readings: DeliveryReadings) {
            team = readings.choice.team
            since = Days.instant(readings.timeframe.start ?? 0)
            until = Days.instant(readings.timeframe.end)
        }

        /// "of payments, 2026-08-29 to 2026-11-21".
        var words: String { "\(team.map { "of \($0)" } ?? "everybody's"), \(since.prefix(10)) to \(until.prefix(10))" }
    }

    /// What is most worth talking about, of both at most three.
    static func weightiest(
        _ readings: Readings, _ delivered: DeliveryReadings?
    ) -> [(signal: String, finding: Measurement.Finding)] {
        let flows = (delivered?.signals ?? []).compactMap { pair in
            pair.measurement.finding.map { (pair.signal.id, $0) }
        }
        let all = readings.findings.map { ($0.signal.id, $0.finding) } + flows
        return Array(all.sorted { ($1.1.weight, $0.0) < ($0.1.weight, $1.0) }.prefix(3))
    }
}
