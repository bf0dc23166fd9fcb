import Connectors
import Features
import Foundation
import Records
import Signals
import Store

/// Measures what is stored of a repository, and keeps the numbers for pages, report and API.
package struct Measurer: Sendable {
    private let database: any Database
    private let mirrors: String
    private let options: Evidence.Options
    private let now: @Sendable () -> Date

    /// - Parameter mirrors: the folder for copies of what lies behind URLs.
    package init(
        database: any Database, mirrors: String, options: Evidence.Options = Evidence.Options(),
        now: @escaping @Sendable () -> Date
    ) {
        self.database = database
        self.mirrors = mirrors
        self.options = options
        self.now = now
    }

    /// Does nothing for a repository without commits.
    ///
    /// - Parameter newlyMissing: contents that the last import missed, besides those of the imports before.
    /// - Throws: `DatabaseTrouble`.
    package func run(_ id: Repository.ID, newlyMissing: Int = 0) async throws {
        let measuredAt = Int64(now().timeIntervalSince1970.rounded(.down))
        try await refreshSnapshot(of: id)
        guard let evidence = try await evidence(of: id, at: measuredAt) else { return }
        let readings = Readings.measure(evidence)
        let missing = try await missingBefore(in: id) + newlyMissing
        let report = StoredMeasurement(
            signal: "report", definition: Report.contract, head: evidence.repository.head,
            body: try Report(evidence, readings: readings, missingObjects: missing).json(), computedAt: measuredAt)
        let people = WhoIsWho(evidence)
        try await database.write { db in
            try db.save(readings, people: people, at: measuredAt)
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

    /// How many files' marks are dated in one go; the rest say that their age was not looked up.
    private static let datedFiles = 20

    /// Reads the tree at the stored head, if it is not the one that is stored.
    private func refreshSnapshot(of id: Repository.ID) async throws {
        let (stored, previous) = try await database.read { (try $0.repository(id), try $0.snapshot(of: id)) }
        guard let stored, let head = stored.head, previous?.head != head else { return }
        let clone = try await GitRepository.open(stored.location, mirrors: mirrors)
        // The clone may have moved on meanwhile; the next import brings both together again.
        guard try await clone.contains(head) else { return }
        let snapshot = try await clone.snapshot(at: head, previous: previous, datedFiles: Self.datedFiles)
        try await database.write(.relaxed) { try $0.saveSnapshot(snapshot, repository: id) }
    }

    private func evidence(of id: Repository.ID, at now: Int64) async throws -> Evidence? {
        try await database.read { [options] db in
            guard let stored = try db.repository(id), let head = stored.head else { return nil }
            let history = try db.history(of: id)
            return Evidence.gather(
                stored, history: history, snapshot: try db.snapshot(of: id) ?? Snapshot(head: head),
                tags: try db.tags(of: id), decisions: try db.identityDecisions(),
                timeframe: Timeframe(end: history.end(at: now)),
                options: options, withheld: try db.withheldSignatures())
        }
    }

    private func missingBefore(in id: Repository.ID) async throws -> Int {
        let stored = try await database.read { try $0.measurements(of: id, key: Self.reportKey).first }
        let report = stored.flatMap { try? JSONDecoder().decode(Report.self, from: $0.body) }
        return report?.repository.missingObjects ?? 0
    }
}
