import Foundation
import Records
import Signals
import Store

/// Where measurements are kept between two imports.
package enum ReadingStore {
    /// The key of what is measured by default: everything up to now.
    package static let current = "current"
    /// The key of what the current numbers replaced when the head last moved.
    package static let before = "before"
    /// The key of who was recognised.
    package static let people = "people"
    /// The key of what span of time was read.
    package static let span = "span"
}

extension Connection {
    /// Keeps what was measured. What stood there before, at another head, is kept to tell what changed.
    ///
    /// - Parameter measuredAt: seconds since 1970.
    package func save(_ readings: Readings, people: WhoIsWho, at measuredAt: Int64) throws {
        let id = readings.repository.id
        let head = readings.repository.head
        let old = try measurements(of: id, key: ReadingStore.current)
        if let first = old.first, first.head != head {
            try saveMeasurements(old, repository: id, key: ReadingStore.before)
        }
        let new = try readings.measurements.sorted { $0.key < $1.key }.map { signal, measurement in
            StoredMeasurement(
                signal: signal, definition: Signal.named(signal)?.definition ?? signal, head: head,
                body: try JSONValue.canonical(measurement), computedAt: measuredAt)
        }
        try saveMeasurements(new, repository: id, key: ReadingStore.current)
        let recognised = StoredMeasurement(
            signal: "people", definition: "people/1", head: head, body: try JSONValue.canonical(people),
            computedAt: measuredAt)
        try saveMeasurements([recognised], repository: id, key: ReadingStore.people)
        let span = StoredMeasurement(
            signal: "span", definition: "span/1", head: head,
            body: try JSONValue.canonical(Timeframe(start: readings.since, end: readings.until)),
            computedAt: measuredAt)
        try saveMeasurements([span], repository: id, key: ReadingStore.span)
    }

    /// What was measured last; nil where nothing was yet.
    package func readings(of repository: Repository, key: String = ReadingStore.current) throws -> Readings? {
        let stored = try measurements(of: repository.id, key: key)
        guard let newest = stored.map(\.computedAt).max() else { return nil }
        let decoder = JSONDecoder()
        let measured = try stored.map { ($0.signal, try decoder.decode(Signals.Measurement.self, from: $0.body)) }
        var read = repository
        read.head = stored.first?.head
        let span = try measurements(of: repository.id, key: ReadingStore.span).first.map {
            try decoder.decode(Timeframe.self, from: $0.body)
        }
        return Readings(
            repository: read, measurements: Dictionary(uniqueKeysWithValues: measured), until: span?.end ?? newest,
            since: span?.start)
    }

    package func whoIsWho(in repository: Repository.ID) throws -> WhoIsWho? {
        try measurements(of: repository, key: ReadingStore.people).first.map {
            try JSONDecoder().decode(WhoIsWho.self, from: $0.body)
        }
    }
}
