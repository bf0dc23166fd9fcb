import Records
import Signals
import Store

extension Connection {
    /// Tells which findings of a repository a measuring brought or ended. Without their sentences: these may name who knows
    /// something, and are for pages. What a first measuring finds has long been so, and is not told.
    ///
    /// - Parameters:
    ///   - before: what was measured before, by signal, as it is kept.
    ///   - now: seconds since 1970.
    func emitFindings(of readings: Readings, since before: [StoredMeasurement], at now: Int64) throws {
        guard readings.scope.timeframe == .all, !before.isEmpty,
            try isListened(to: [.findingRaised, .findingEnded])
        else { return }
        let had = Set(try before.filter { try Signals.Measurement(kept: $0.body).finding != nil }.map(\.signal))
        let repository = readings.repository
        let team = readings.scope.team
        let events = readings.signals.compactMap { signal, measurement in
            OutgoingEvent.finding(
                signal, measurement, isNew: !had.contains(signal.id), about: "repository \(repository.id)",
                of: team,
                [
                    "repository": ["id": .string(repository.id), "name": .string(repository.name)]
                ], .signal(signal.id, of: readings), at: now)
        }
        try emit(events)
    }

    /// The same of the deliveries of a team, or of everybody.
    func emitFindings(of readings: DeliveryReadings, at now: Int64) throws {
        let choice = readings.choice
        guard choice.span == .weeks, try isListened(to: [.findingRaised, .findingEnded]) else { return }
        let kept = try keptReadings(choice: choice.key, signals: Set(readings.signals.map(\.signal.id)))
        if kept.isEmpty { return }
        let had = Set(try kept.filter { try Signals.Measurement(kept: $0.body).finding != nil }.map(\.signal))
        let events = readings.signals.compactMap { signal, measurement in
            OutgoingEvent.finding(
                signal, measurement, isNew: !had.contains(signal.id), about: "delivery", of: choice.team, [:],
                .deliverySignal(signal.id, within: choice), at: now)
        }
        try emit(events)
    }
}

extension OutgoingEvent {
    /// Nil where nothing changed.
    ///
    /// - Parameters:
    ///   - isNew: whether the measuring before found nothing.
    ///   - place: what was measured.
    fileprivate static func finding(
        _ signal: some SignalDescription, _ measurement: Signals.Measurement, isNew: Bool, about place: String,
        of team: String?, _ more: [String: JSONValue], _ link: Link, at now: Int64
    ) -> OutgoingEvent? {
        guard (measurement.finding != nil) == isNew else { return nil }
        let data: [String: JSONValue] = [
            "signal": .string(signal.id), "title": .string(signal.title), "question": .string(signal.question),
            "team": text(team), "value": measurement.value.map { JSONValue.number($0) } ?? .null,
            "unit": .string(signal.unit.rawValue),
        ]
        return OutgoingEvent(
            kind: isNew ? .findingRaised : .findingEnded,
            subject: [signal.id, place, team].compactMap(\.self).joined(separator: " "), happenedAt: now * 1000,
            concern: team.map { .teams([$0]) } ?? .everybody, data: data.merging(more) { $1 }, link: link)
    }
}
