import Foundation
import Records

/// A reading of deliveries as it is kept, as its JSON.
package struct KeptReading: Hashable, Sendable {
    package var signal: String
    /// By which it was measured: `cycle-time/1`. Another one makes it stale.
    package var definition: String
    /// Kept byte for byte.
    package var body: Data

    package init(signal: String, definition: String, body: Data) {
        self.signal = signal
        self.definition = definition
        self.body = body
    }
}

/// Which state readings tell of: the same one has the same numbers.
package struct DeliveryBasis: Hashable, Sendable {
    /// Raised by everything that is told or decided and may change a number.
    package var revision: Int64
    /// Up to when they look, in seconds since 1970.
    package var measuredAt: Int64

    package init(revision: Int64, measuredAt: Int64) {
        self.revision = revision
        self.measuredAt = measuredAt
    }
}

extension DeliveryBasis: CustomStringConvertible {
    /// Short, for a tag of an answer.
    package var description: String { "\(revision)-\(measuredAt)" }
}

extension Connection {
    /// Replaces what was measured for a choice.
    package func keep(_ readings: [KeptReading], choice: String, on basis: DeliveryBasis) throws {
        try run("DELETE FROM delivery_reading WHERE choice = \(choice)")
        try insert(
            into: "delivery_reading", ["choice", "signal", "definition", "revision", "measured_at", "body"]
        ) { writer in
            for reading in readings {
                try writer.add(choice)
                try writer.add(reading.signal)
                try writer.add(reading.definition)
                try writer.add(basis.revision)
                try writer.add(Moment.milliseconds(basis.measuredAt))
                try Array(reading.body).withUnsafeBytes { try writer.add($0) }
                try writer.endRow()
            }
        }
    }

    /// By signal.
    ///
    /// - Parameters:
    ///   - signals: nil for all.
    ///   - omitted: what is not wanted, of all.
    package func keptReadings(
        choice: String, signals: Set<String>? = nil, omitting omitted: Set<String> = []
    ) throws -> [KeptReading] {
        var chosen: SQL = signals.map { $0.isEmpty ? "FALSE" : "signal IN \(list: $0)" } ?? "TRUE"
        if !omitted.isEmpty { chosen = "\(chosen) AND signal NOT IN \(list: omitted)" }
        return try rows(
            """
            SELECT signal, definition, body FROM delivery_reading WHERE choice = \(choice) AND \(chosen)
            ORDER BY signal
            """
        ) { KeptReading(signal: try $0.get(0), definition: try $0.get(1), body: try $0.get(2)) }
    }

    /// What the readings of a choice tell of; nil where nothing was measured for it. Reads no measurement.
    package func keptBasis(choice: String) throws -> DeliveryBasis? {
        try row("SELECT revision, measured_at FROM delivery_reading WHERE choice = \(choice) LIMIT 1") {
            DeliveryBasis(revision: try $0.get(0), measuredAt: try $0.seconds(1))
        }
    }

    /// By choice, what was measured and by which definitions.
    package func keptDefinitions(choice: String) throws -> [String: String] {
        let found: [(String, String)] = try rows(
            "SELECT signal, definition FROM delivery_reading WHERE choice = \(choice)"
        ) { (try $0.get(0), try $0.get(1)) }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// Empties the cache. For what must not be shown a moment longer, as when somebody objects to being counted.
    package func forgetDeliveryReadings() throws {
        try run("DELETE FROM delivery_reading")
    }
}
