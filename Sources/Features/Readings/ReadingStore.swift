import Foundation
import Records
import Signals
import Store

/// Where measurements are kept between two imports. Each kind has a key of its own for every scope.
package enum ReadingStore {
    /// What was measured last.
    package static let current = "current"
    /// What the current numbers are compared with: those that they replaced when the head last moved, or, in a
    /// timeframe, those of the one before it.
    package static let before = "before"
    /// Who was recognised; for the whole repository only.
    package static let people = "people"
    /// What the current numbers were measured from.
    package static let extent = "extent"
    /// The report's JSON.
    package static let report = "report"

    static let kinds = [current, before, people, extent, report]

    /// What numbers were measured from, besides the head.
    struct Extent: Codable, Hashable, Sendable {
        var timeframe: Timeframe
        /// Nil where no path rules were in force.
        var coverage: PathCoverage?
    }
}

extension Connection {
    /// Keeps what was measured, under its scope.
    ///
    /// - Parameters:
    ///   - before: what it is compared with; nil takes what stood there before, if that was at another head.
    ///   - people: who was recognised; nil leaves those that are kept.
    ///   - report: the same as the report's JSON; nil leaves the one that is kept.
    ///   - measuredAt: seconds since 1970.
    package func save(
        _ readings: Readings, before: Readings? = nil, people: WhoIsWho? = nil, report: Data? = nil,
        at measuredAt: Int64
    ) throws {
        let id = readings.repository.id
        let scope = readings.scope
        let old = try measurements(of: id, key: scope.key(ReadingStore.current))
        if let before {
            try saveMeasurements(
                try before.stored(at: measuredAt), repository: id, key: scope.key(ReadingStore.before))
        } else if scope.timeframe != .all {
            try saveMeasurements([], repository: id, key: scope.key(ReadingStore.before))
        } else if let first = old.first, first.head != readings.repository.head {
            try saveMeasurements(old, repository: id, key: scope.key(ReadingStore.before))
        }
        try emitFindings(of: readings, since: old, at: measuredAt)
        try saveMeasurements(
            try readings.stored(at: measuredAt), repository: id, key: scope.key(ReadingStore.current))
        let timeframe = Timeframe(start: readings.since, end: readings.until)
        let extent = ReadingStore.Extent(timeframe: timeframe, coverage: readings.coverage)
        try save(
            JSONValue.canonical(extent), as: ReadingStore.extent, definition: definitionsInForce(), of: readings,
            at: measuredAt)
        if let people {
            if try whoIsWho(in: id) != people { try noteDeliveryChange(.histories) }
            try save(
                JSONValue.canonical(people), as: ReadingStore.people, definition: "people/1", of: readings,
                at: measuredAt)
        }
        if let report {
            try save(report, as: ReadingStore.report, definition: Report.contract, of: readings, at: measuredAt)
        }
    }

    private func save(
        _ body: Data, as kind: String, definition: String, of readings: Readings, at measuredAt: Int64
    ) throws {
        let stored = StoredMeasurement(
            signal: kind, definition: definition, head: readings.repository.head, body: body, computedAt: measuredAt)
        try saveMeasurements([stored], repository: readings.repository.id, key: readings.scope.key(kind))
    }

    /// Has the scopes that were measured before a moment measured anew when somebody next looks.
    ///
    /// - Parameter moment: seconds since 1970.
    package func outdateReadings(of repository: Repository.ID, measuredBefore moment: Int64) throws {
        try run(
            """
            DELETE FROM measurement
            WHERE repository = (SELECT number FROM repository WHERE id = \(repository))
                AND signal = \(ReadingStore.extent) AND computed_at < \(moment * 1000)
            """)
    }

    /// What was measured last; nil where nothing was yet.
    ///
    /// - Parameter kind: `ReadingStore.current` or `ReadingStore.before`; of the latter, timeframe and coverage are
    ///   not known any more.
    package func readings(
        of repository: Repository, in scope: Scope = .everything, kind: String = ReadingStore.current
    ) throws -> Readings? {
        let stored = try measurements(of: repository.id, key: scope.key(kind))
        guard let newest = stored.map(\.computedAt).max() else { return nil }
        let measured = try stored.map { ($0.signal, try Signals.Measurement(kept: $0.body)) }
        var read = repository
        read.head = stored.first?.head
        let extent = kind == ReadingStore.current ? try extent(of: repository.id, in: scope) : nil
        return Readings(
            repository: read, measurements: Dictionary(uniqueKeysWithValues: measured),
            until: extent?.timeframe.end ?? newest, since: extent?.timeframe.start, scope: scope,
            coverage: extent?.coverage)
    }

    private func extent(of repository: Repository.ID, in scope: Scope) throws -> ReadingStore.Extent? {
        try measurements(of: repository, key: scope.key(ReadingStore.extent)).first.map {
            try JSONDecoder().decode(ReadingStore.Extent.self, from: $0.body)
        }
    }

    /// The report's JSON as it was written when it was measured; nil where nothing was yet.
    package func storedReport(of repository: Repository.ID, in scope: Scope = .everything) throws -> Data? {
        try measurements(of: repository, key: scope.key(ReadingStore.report)).first?.body
    }

    package func whoIsWho(in repository: Repository.ID) throws -> WhoIsWho? {
        try measurements(of: repository, key: ReadingStore.people).first.map {
            try JSONDecoder().decode(WhoIsWho.self, from: $0.body)
        }
    }
}

extension Readings {
    /// As they are kept, by signal.
    fileprivate func stored(at measuredAt: Int64) throws -> [StoredMeasurement] {
        try measurements.sorted { $0.key < $1.key }.map { signal, measurement in
            StoredMeasurement(
                signal: signal, definition: Signal.named(signal)?.definition ?? signal, head: repository.head,
                body: try measurement.kept, computedAt: measuredAt)
        }
    }
}
