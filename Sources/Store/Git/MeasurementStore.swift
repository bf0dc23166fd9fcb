import Foundation
import Records

/// A measurement that was computed before, as its JSON.
package struct StoredMeasurement: Hashable, Sendable {
    package var signal: String
    /// Which definition computed it: `truck-factor/1`. Another one makes it stale.
    package var definition: String
    /// The commit that it was computed at.
    package var head: ObjectID?
    /// Kept byte for byte.
    package var body: Data
    /// Seconds since 1970.
    package var computedAt: Int64

    package init(signal: String, definition: String, head: ObjectID?, body: Data, computedAt: Int64) {
        self.signal = signal
        self.definition = definition
        self.head = head
        self.body = body
        self.computedAt = computedAt
    }
}

extension Connection {
    /// Replaces what was computed for a repository under a key.
    ///
    /// - Parameter key: names timeframe and options, as the caller likes.
    package func saveMeasurements(
        _ measurements: [StoredMeasurement], repository: Repository.ID, key: String
    ) throws {
        let number = try required(repository)
        try run("DELETE FROM measurement WHERE repository = \(number) AND option_key = \(key)")
        try insert(
            into: "measurement",
            ["repository", "option_key", "signal", "definition", "head", "body", "computed_at"]
        ) { writer in
            for measurement in measurements {
                try writer.add(number)
                try writer.add(key)
                try writer.add(measurement.signal)
                try writer.add(measurement.definition)
                if let head = measurement.head {
                    try head.withBytes { try writer.add($0) }
                } else {
                    try writer.addNull()
                }
                try Array(measurement.body).withUnsafeBytes { try writer.add($0) }
                try writer.add(Moment.milliseconds(measurement.computedAt))
                try writer.endRow()
            }
        }
    }

    /// By signal.
    package func measurements(of repository: Repository.ID, key: String) throws -> [StoredMeasurement] {
        try rows(
            """
            SELECT signal, definition, measurement.head, body, computed_at
            FROM measurement JOIN repository ON repository.number = measurement.repository
            WHERE repository.id = \(repository) AND option_key = \(key) ORDER BY signal
            """
        ) { row in
            StoredMeasurement(
                signal: try row.get(0), definition: try row.get(1), head: try row.get(2), body: try row.get(3),
                computedAt: try row.seconds(4))
        }
    }

    /// When what stands under a key was computed, in seconds since 1970; nil where nothing does. Reads no measurement.
    package func measuredAt(_ repository: Repository.ID, key: String) throws -> Int64? {
        guard let number = try number(of: repository) else { return nil }
        return try value(
            "SELECT max(computed_at) / 1000 FROM measurement WHERE repository = \(number) AND option_key = \(key)")
    }

    /// Empties the cache of a repository, under every key.
    package func deleteMeasurements(repository: Repository.ID) throws {
        guard let number = try number(of: repository) else { return }
        try run("DELETE FROM measurement WHERE repository = \(number)")
    }

    /// Where repositories lie that have commits and no measurement under a key.
    package func unmeasuredLocations(key: String) throws -> [String] {
        try rows(
            """
            SELECT location FROM repository
            WHERE head IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM measurement WHERE repository = repository.number AND option_key = \(key))
            """
        ) { try $0.get(0) }
    }
}
