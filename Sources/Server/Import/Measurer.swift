import Connectors
import Features
import Foundation
import Records
import Signals
import Store

/// Measures what is stored of a repository, and keeps the numbers for pages, report and API.
package struct Measurer: Sendable {
    private let database: any Database
    let mirrors: String
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

    /// Measures a repository as a whole, and what belongs to each team by path rule. Does nothing without commits.
    ///
    /// - Parameter newlyMissing: contents that the last import missed, besides those of the imports before.
    /// - Throws: `DatabaseTrouble`.
    package func run(_ id: Repository.ID, newlyMissing: Int = 0) async throws {
        try await measureAll(of: id, newlyMissing: newlyMissing)
        FreedMemory.giveBack()
    }

    private func measureAll(of id: Repository.ID, newlyMissing: Int) async throws {
        try await refreshSnapshot(of: id)
        guard let (evidence, withheld) = try await evidence(of: id) else { return }
        let missing = try await missingBefore(in: id) + newlyMissing
        let people = WhoIsWho(evidence)
        guard try await measure(evidence, .everything, withheld, missing: missing, people: people) else {
            try Task.checkCancellation()
            return try await measureAll(of: id, newlyMissing: newlyMissing)
        }
        for (team, paths) in try await rules(of: id).sorted(by: { $0.key < $1.key }) {
            try Task.checkCancellation()
            _ = try await measure(evidence.kept(to: paths), Scope(team: team), withheld, missing: missing)
        }
    }

    /// Measures one scope. Does nothing without commits, and for a team that has no paths there.
    ///
    /// - Throws: `DatabaseTrouble`.
    package func run(_ id: Repository.ID, _ scope: Scope) async throws {
        try await measure(id, scope)
        FreedMemory.giveBack()
    }

    private func measure(_ id: Repository.ID, _ scope: Scope) async throws {
        try await refreshSnapshot(of: id)
        guard let (whole, withheld) = try await evidence(of: id) else { return }
        var evidence = whole
        if let team = scope.team {
            guard let paths = try await rules(of: id)[team] else { return }
            evidence = whole.kept(to: paths)
        }
        evidence.timeframe = scope.timeframe.timeframe(until: evidence.timeframe.end)
        _ = try await measure(evidence, scope, withheld, missing: try await missingBefore(in: id))
    }

    /// - Parameter withheld: accounts that the evidence leaves out because their members object.
    /// - Returns: false where somebody objected, or changed the rules, while it was measured. Nothing is kept then:
    ///   numbers by what was so before would look like those of now.
    private func measure(
        _ evidence: Evidence, _ scope: Scope, _ withheld: Set<Signature>, missing: Int, people: WhoIsWho? = nil
    ) async throws -> Bool {
        let id = evidence.repository.id
        let measuredAt = seconds
        let readings = Readings.measure(evidence, scope: scope)
        let before = try await earlier(evidence, scope.timeframe).map { Readings.measure($0, scope: scope) }
        let report = try Report(evidence, readings: readings, missingObjects: missing).json()
        return try await database.write { db in
            if try db.withheldSignatures() != withheld { return false }
            if let team = scope.team, try db.pathRules(of: id)[team] != evidence.options.pathRules { return false }
            try db.save(readings, before: before, people: people, report: report, at: measuredAt)
            return true
        }
    }

    private func rules(of id: Repository.ID) async throws -> [String: [String]] {
        try await database.read { try $0.pathRules(of: id) }
    }

    /// Whether the stored numbers are those of this head by the definitions in force, and no more than a day old: some
    /// count up to now.
    package func isUpToDate(_ repository: Repository) async throws -> Bool {
        if try await !hasCurrentBranches(repository) { return false }
        let stored = try await database.read { try $0.measurements(of: repository.id, key: ReadingStore.current) }
        let known = Dictionary(stored.map { ($0.signal, $0) }) { $1 }
        let oldest = Int64(now().timeIntervalSince1970) - Timeframe.day
        return Signal.all.allSatisfy { signal in
            guard let measured = known[signal.id], measured.computedAt > oldest else { return false }
            return measured.definition == signal.definition && measured.head == repository.head
        }
    }

    /// In how many files markers are dated before the numbers are shown; `DatingService` looks up the rest.
    static let datedFiles = 20

    /// Whether no branch has moved since they were read, as far as the clone is still there.
    private func hasCurrentBranches(_ repository: Repository) async throws -> Bool {
        guard repository.head != nil else { return true }
        let stored = try await database.read { try $0.openBranches(of: repository.id) }
        do {
            return try await stored?.mark == clone(of: repository).branchMark()
        } catch is GitTrouble {
            return true
        }
    }

    /// Reads the tree at the stored head, if it is not the one that is stored, and the branches beside it.
    private func refreshSnapshot(of id: Repository.ID) async throws {
        let (stored, previous) = try await database.read { (try $0.repository(id), try $0.snapshot(of: id)) }
        guard let stored, let head = stored.head else { return }
        do {
            let clone = try await clone(of: stored)
            let isCurrent = try await previous?.branches?.mark == clone.branchMark()
            // The clone may have moved on meanwhile; the next import brings both together again.
            let isRead = previous?.head == head && previous?.rules == Snapshot.currentRules
            guard !(isCurrent && isRead), try await clone.contains(head) else { return }
            var snapshot = try await clone.snapshot(
                at: head, previous: previous, dating: MarkerDating(files: Self.datedFiles))
            snapshot.branches = try await clone.openBranches(BranchReading(now: seconds))
            try await database.write(.relaxed) { [snapshot] in try $0.saveSnapshot(snapshot, repository: id) }
        } catch is GitTrouble where previous?.head == head {
            // The clone is gone, and what was read of it still holds.
        }
    }

    /// What lies behind a URL was brought up to date by the import before.
    private func clone(of repository: Repository) async throws -> GitRepository {
        try await GitRepository.open(repository.location, mirrors: mirrors, updatesMirror: false)
    }

    private var seconds: Int64 { Int64(now().timeIntervalSince1970.rounded(.down)) }

    private func evidence(of id: Repository.ID) async throws -> (Evidence, withheld: Set<Signature>)? {
        let seconds = self.seconds
        return try await database.read { [options] db in
            guard let stored = try db.repository(id), let head = stored.head else { return nil }
            // While an import runs, there are commits already that the stored head does not know.
            let history = try db.history(of: id).past(of: head)
            let withheld = try db.withheldSignatures()
            let evidence = Evidence.gather(
                stored, history: history, snapshot: try db.snapshot(of: id) ?? Snapshot(head: head),
                tags: try db.tags(of: id), decisions: try db.identityDecisions(),
                timeframe: Timeframe(end: history.end(at: seconds)),
                options: options, withheld: withheld)
            return (evidence, withheld)
        }
    }

    private func missingBefore(in id: Repository.ID) async throws -> Int {
        let stored = try await database.read { try $0.storedReport(of: id) }
        let report = stored.flatMap { try? JSONDecoder().decode(Report.self, from: $0) }
        return report?.repository.missingObjects ?? 0
    }
}
