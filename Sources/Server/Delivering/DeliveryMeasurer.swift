import Features
import Foundation
import Records
import Store

/// Measures deliveries for choices of team and timeframe, and keeps the readings.
package struct DeliveryMeasurer: Sendable {
    private let database: any Database
    private let now: @Sendable () -> Date

    package init(database: any Database, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.now = now
    }

    /// What is always kept up to date: everybody and each team, in the usual timeframe.
    package func usualChoices() async throws -> [DeliveryChoice] {
        let teams = try await database.read { try $0.teams().filter { $0.archivedAt == nil }.map(\.name) }
        return [DeliveryChoice()] + teams.map { DeliveryChoice(team: $0) }
    }

    /// Measures those of some choices whose readings are old, or not there.
    ///
    /// - Parameter fail: is told of each that could not be measured; the others go on.
    /// - Returns: those that were measured.
    @discardableResult
    package func run(
        _ choices: [DeliveryChoice], fail: (DeliveryChoice, any Error) -> Void = { _, _ in }
    ) async throws -> [DeliveryChoice] {
        try await measure(due(choices), fail: fail)
    }

    /// Those of some choices whose readings are old, or not there.
    ///
    /// - Parameter isTaking: takes up what changed since, so that readings from before are old.
    package func due(_ choices: [DeliveryChoice], taking isTaking: Bool = true) async throws -> [DeliveryChoice] {
        // Looks before it writes: most times nothing changed.
        if isTaking, try await database.read({ try $0.hasDeliveryChanges() }) {
            try await database.write { _ = try $0.takeDeliveryChanges() }
        }
        let time = time
        return try await database.read { db in
            try choices.filter { try db.areDeliveryReadingsOld(for: $0, at: time) }
        }
    }

    /// Measures choices, whether their readings are old or not.
    package func measure(
        _ choices: [DeliveryChoice], fail: (DeliveryChoice, any Error) -> Void
    ) async throws -> [DeliveryChoice] {
        guard !choices.isEmpty else { return [] }
        let time = time
        let (source, revision) = try await database.read { (try DeliverySource($0), try $0.deliveryRevision()) }
        var measured: [DeliveryChoice] = []
        for choice in choices {
            try Task.checkCancellation()
            do {
                if try await measure(choice, source, revision, at: time) { measured.append(choice) }
            } catch let error as CancellationError {
                throw error
            } catch {
                fail(choice, error)
            }
        }
        FreedMemory.giveBack()
        return measured
    }

    private var time: Int64 { Int64(now().timeIntervalSince1970.rounded(.down)) }

    /// - Returns: false for a team that there is not, and where it changed meanwhile who may be counted: nothing is kept then,
    ///   since numbers by what was so before would look like those of now.
    private func measure(
        _ choice: DeliveryChoice, _ source: DeliverySource, _ revision: Int64, at time: Int64
    ) async throws -> Bool {
        let readings = try await database.read {
            try DeliveryReadings.measured(choice, from: source, at: time, in: $0)
        }
        guard let readings else { return false }
        return try await database.write { db in
            if try db.hasDeliveryChanges(.people) { return false }
            try db.keep(readings, revision: revision)
            return true
        }
    }
}
