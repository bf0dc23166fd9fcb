import Connectors
import Features
import Foundation
import Records

/// Everything that signals may see of a repository, read now and kept in memory alone.
struct RepositoryReading: Sendable {
    let evidence: Evidence
    let missingObjects: Int

    /// - Throws: `GitTrouble`, `CommandTrouble`, `CancellationError`.
    init(_ options: ReadingOptions, now: Date = Date()) async throws {
        let chosen = try options.evidence()
        // A copy of what lies behind a URL goes with this value, before anything is printed.
        let folder = try TemporaryFolder()
        let clone = try await GitRepository.open(options.location, mirrors: folder.path)
        var repository = clone.repository
        if let revision = options.revision {
            repository.head = try await clone.commit(revision)
            repository.branch = nil
        }
        let (history, missing) = try await Self.history(of: clone, options)
        let seconds = Int64(now.timeIntervalSince1970)
        let snapshot = try await Self.snapshot(of: clone, at: repository.head, now: seconds)
        let span = try options.timeframe(now: now, ending: history.end(at: seconds))
        evidence = Evidence.gather(
            repository, history: history, snapshot: snapshot, tags: try await clone.tags(), decisions: [],
            timeframe: span, options: chosen)
        missingObjects = missing
        try Task.checkCancellation()
    }

    private static func history(
        of clone: GitRepository, _ options: ReadingOptions
    ) async throws -> (history: History, missingObjects: Int) {
        var reading = GitReading()
        reading.revision = options.revision
        reading.followsRenames = !options.noRenames
        var bar = ProgressBar("commits")
        let total = Terminal.isWatched ? try await clone.commitCount(reading) : 0
        var collector = HistoryCollector()
        defer { bar.end() }
        let summary = try await clone.read(reading) { batch in
            collector.add(batch.fragment)
            bar.show(done: collector.history.commits.count, of: total)
        }
        return (collector.history, summary.missingObjects)
    }

    /// Dating marks asks git for the past of each file: the report takes two seconds for it, those in the files that were
    /// touched last first, and says how many it left.
    private static var dating: MarkerDating { MarkerDating(files: 100, within: .seconds(2)) }

    private static func snapshot(of clone: GitRepository, at head: ObjectID?, now: Int64) async throws -> Snapshot {
        guard let head else { return Snapshot(head: try Snapshot.noTree()) }
        var snapshot = try await tree(of: clone, at: head)
        // Beside an older state of the repository nothing is open.
        if head == clone.repository.head { snapshot.branches = try await clone.openBranches(BranchReading(now: now)) }
        return snapshot
    }

    static func tree(of clone: GitRepository, at head: ObjectID) async throws -> Snapshot {
        try await clone.snapshot(at: head, dating: dating)
    }
}

extension Snapshot {
    /// A repository without commits has no tree either; git writes such an absence as noughts.
    static func noTree() throws -> ObjectID {
        guard let none = ObjectID(String(repeating: "0", count: 40)) else {
            throw CommandTrouble("The repository has no commits yet.")
        }
        return none
    }
}
