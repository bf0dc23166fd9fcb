import Connectors
import Features
import Foundation
import Records
import Signals
import Store

/// Measures every signal of a repository from what is stored, and keeps the answers for the pages.
package struct Measurer: Sendable {
    package let database: any Database
    package let mirrors: String
    package let now: @Sendable () -> Int64

    package init(database: any Database, mirrors: String, now: @escaping @Sendable () -> Int64) {
        self.database = database
        self.mirrors = mirrors
        self.now = now
    }

    /// Whether the stored answers belong to the stored records and to the definitions in force.
    package func isUpToDate(_ repository: Repository) async throws -> Bool {
        let stored = try await database.read { try $0.measurements(of: repository.id, key: ReadingStore.current) }
        let today = Set(Signal.all.map(\.definition))
        return Set(stored.map(\.definition)) == today && stored.allSatisfy { $0.head == repository.head }
    }

    /// Reads the tree at the head, then measures. What cannot be opened any more is measured without a new tree.
    package func run(_ id: Repository.ID) async throws {
        try await refreshSnapshot(of: id)
        let until = now()
        let evidence = try await database.read { connection -> Evidence? in
            guard let repository = try connection.repository(id), let head = repository.head else { return nil }
            return Evidence.gather(
                repository, history: try connection.history(of: id),
                snapshot: try connection.snapshot(of: id) ?? Snapshot(head: head), tags: try connection.tags(of: id),
                decisions: try connection.identityDecisions(), timeframe: Timeframe(end: until))
        }
        guard let evidence else { return }
        let readings = Readings.measure(evidence)
        let people = WhoIsWho(evidence)
        try await database.write { connection in
            try connection.save(readings, people: people)
            try connection.notify(Self.channel, id)
        }
    }

    /// Tells every process which repository has new numbers.
    package static let channel = "tutti_measured"

    private func refreshSnapshot(of id: Repository.ID) async throws {
        let (known, previous) = try await database.read {
            (try $0.repository(id), try $0.snapshot(of: id))
        }
        guard let known, let head = known.head, previous?.head != head else { return }
        let clone = try await GitRepository.open(known.location, mirrors: mirrors)
        guard try await clone.contains(head) else { return }
        let snapshot = try await clone.snapshot(at: head, previous: previous)
        try await database.write(.relaxed) { try $0.saveSnapshot(snapshot, repository: id) }
    }

}
