import Features
import Foundation
import Records
import Signals
import Store

/// Measures what is stored of a repository, and keeps the numbers for pages, report and API.
package struct Measurer: Sendable {
    private let database: any Database
    private let options: Evidence.Options
    private let now: @Sendable () -> Date

    package init(
        database: any Database, options: Evidence.Options = Evidence.Options(), now: @escaping @Sendable () -> Date
    ) {
        self.database = database
        self.options = options
        self.now = now
    }

    /// Does nothing for a repository without commits.
    ///
    /// - Parameter newlyMissing: contents that the last import missed, besides those of the imports before.
    /// - Throws: `DatabaseTrouble`.
    package func run(_ id: Repository.ID, newlyMissing: Int = 0) async throws {
        let until = Int64(now().timeIntervalSince1970.rounded(.down))
        guard let evidence = try await evidence(of: id, until: until) else { return }
        let readings = Readings.measure(evidence)
        let missing = try await missingBefore(in: id) + newlyMissing
        let report = StoredMeasurement(
            signal: "report", definition: Report.contract, head: evidence.repository.head,
            body: try Report(evidence, readings: readings, missingObjects: missing).json(), computedAt: until)
        let people = WhoIsWho(evidence)
        try await database.write { db in
            try db.save(readings, people: people)
            try db.saveMeasurements([report], repository: id, key: Self.reportKey)
        }
    }

    /// Whether the stored numbers are those of this head by the definitions in force, and no more than a day old: some
    /// count up to now.
    package func isUpToDate(_ repository: Repository) async throws -> Bool {
        let stored = try await database.read { try $0.measurements(of: repository.id, key: ReadingStore.current) }
        let known = Dictionary(stored.map { ($0.signal, $0) }) { $1 }
        let oldest = Int64(now().timeIntervalSince1970) - Timeframe.day
        return Signal.all.allSatisfy { signal in
            guard let measured = known[signal.id], measured.computedAt > oldest else { return false }
            return measured.definition == signal.definition && measured.head == repository.head
        }
    }

    /// Under which the report's JSON is kept.
    static let reportKey = "report"

    private func evidence(of id: Repository.ID, until: Int64) async throws -> Evidence? {
        try await database.read { [options] db in
            guard let stored = try db.repository(id), let head = stored.head else { return nil }
            return Evidence.gather(
                stored, history: try db.history(of: id), snapshot: try db.snapshot(of: id) ?? Snapshot(head: head),
                tags: try db.tags(of: id), decisions: try db.identityDecisions(), timeframe: Timeframe(end: until),
                options: options)
        }
    }

    private func missingBefore(in id: Repository.ID) async throws -> Int {
        let stored = try await database.read { try $0.measurements(of: id, key: Self.reportKey).first }
        let report = stored.flatMap { try? JSONDecoder().decode(Report.self, from: $0.body) }
        return report?.repository.missingObjects ?? 0
    }
}
