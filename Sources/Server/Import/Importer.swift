import Connectors
import Foundation
import Records
import Store

/// Brings a git history into the database. The command and the server import by this.
///
/// What is stored already is not read again: after a push, only the commits of that push; after an interruption, what was
/// missing. Whatever happened to the clone meanwhile, the records end as those of a fresh import.
package struct Importer: Sendable {
    private let database: any Database
    private let mirrors: String
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - mirrors: the folder for copies of what lies behind URLs.
    package init(database: any Database, mirrors: String, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.mirrors = mirrors
        self.now = now
    }

    /// Imports what lies at a path or URL.
    ///
    /// A trouble ends in the import's record as well, as a sentence; cancelling leaves an import that the next one continues.
    /// - Throws: `GitTrouble`, `DatabaseTrouble`, `CancellationError`.
    package func run(
        _ location: String, onProgress: @Sendable (ImportProgress) async -> Void = { _ in }
    ) async throws -> ImportOutcome {
        let (clone, repository, plan) = try await prepare(location)
        guard plan.isNeeded else {
            return ImportOutcome(
                repository: repository, added: 0, removed: 0, missingObjects: 0, isChanged: false)
        }
        let begun = now()
        var session = try await database.write { [seconds] db in
            try db.beginImport(repository: repository, head: repository.head, commits: plan.total, at: seconds(begun))
        }
        do {
            let missing = try await read(clone, repository, plan, &session, since: begun, onProgress)
            try await finish(clone, repository, plan, session)
            return ImportOutcome(
                repository: repository, added: plan.total, removed: plan.gone.count, missingObjects: missing,
                isChanged: true)
        } catch let error as CancellationError {
            throw error
        } catch {
            try await fail(session, error)
            throw error
        }
    }

    /// What fails before an import has begun stands in the record of a repository that is known.
    private func prepare(_ location: String) async throws -> (GitRepository, Repository, Plan) {
        do {
            let clone = try await GitRepository.open(location, mirrors: mirrors)
            let repository = try await database.read { try $0.identified(clone.repository) }
            return (clone, repository, try await plan(clone, repository))
        } catch let trouble as GitTrouble {
            let at = seconds(now())
            try await database.write { try $0.recordTrouble("\(trouble)", location: location, at: at) }
            throw trouble
        }
    }

    /// What there is to do.
    struct Plan: Sendable {
        var reading = GitReading()
        /// Commits to read.
        var total = 0
        var gone: [ObjectID] = []
        var isNeeded = true
    }

    private func plan(_ clone: GitRepository, _ repository: Repository) async throws -> Plan {
        let stored = try await database.read { db in
            (repository: try db.repository(repository.id), run: try db.importRuns(of: repository.id, limit: 1).first)
        }
        var plan = Plan()
        let isSound = stored.run?.status == .finished && stored.repository?.isShallow == repository.isShallow
        if isSound, let known = stored.repository?.head, let head = repository.head {
            let tags = try await database.read { try $0.tags(of: repository.id) }
            if known == head, stored.repository == repository, try await clone.tags().sorted(by: Self.byName) == tags {
                plan.isNeeded = false
                return plan
            }
            if try await clone.isAncestor(known, of: head) {
                plan.reading.excluding = [known]
                plan.total = try await clone.commitCount(plan.reading)
                return plan
            }
        }
        return try await comparing(clone, repository)
    }

    /// The difference between what is stored and what the clone has, commit by commit.
    private func comparing(_ clone: GitRepository, _ repository: Repository) async throws -> Plan {
        var plan = Plan()
        let stored = try await database.read { try $0.storedCommitIDs(repository: repository.id) }
        let there = try await reachable(clone, repository)
        let missing = there.filter { !stored.contains($0) }
        plan.gone = Array(stored.subtracting(there))
        plan.total = missing.count
        if !stored.isEmpty { plan.reading.only = missing }
        return plan
    }

    private func reachable(_ clone: GitRepository, _ repository: Repository) async throws -> [ObjectID] {
        guard let head = repository.head else { return [] }
        return try await clone.commitIDs(from: head)
    }

    private func read(
        _ clone: GitRepository, _ repository: Repository, _ plan: Plan, _ session: inout ImportSession,
        since begun: Date, _ onProgress: @Sendable (ImportProgress) async -> Void
    ) async throws -> Int {
        var progress = ImportProgress(repository: repository, done: 0, total: plan.total)
        await onProgress(progress)
        return try await clone.read(plan.reading) { batch in
            try Task.checkCancellation()
            try await database.save(Batch(repository: repository, fragment: batch.fragment), in: &session)
            progress.done += batch.fragment.commits.count
            let seconds = now().timeIntervalSince(begun)
            progress.rate = seconds > 0.5 ? Double(progress.done) / seconds : nil
            await onProgress(progress)
        }.missingObjects
    }

    /// Tags, and what is gone, in one transaction with the word that the history is complete. The tree at the head is read
    /// when something is measured (`Measurer`), so that a push costs only its own commits.
    private func finish(
        _ clone: GitRepository, _ repository: Repository, _ plan: Plan, _ session: ImportSession
    ) async throws {
        let tags = try await clone.tags()
        let ended = seconds(now())
        try await database.write { db in
            if !plan.gone.isEmpty { try db.removeCommits(plan.gone, repository: repository.id) }
            try db.saveTags(tags, repository: repository.id)
            try db.finishImport(session, repository: repository, at: ended)
        }
    }

    private func fail(_ session: ImportSession, _ error: any Error) async throws {
        let ended = seconds(now())
        try await database.write { try $0.failImport(session, trouble: "\(error)", at: ended) }
    }

    private var seconds: @Sendable (Date) -> Int64 { { Int64($0.timeIntervalSince1970.rounded(.down)) } }

    private static func byName(_ left: Tag, _ right: Tag) -> Bool { left.name < right.name }
}

extension Connection {
    /// The same trouble once: a clone that is gone is looked for again and again.
    fileprivate func recordTrouble(_ sentence: String, location: String, at now: Int64) throws {
        guard let known = try repositories().first(where: { $0.location == location }) else { return }
        let last = try importRuns(of: known.id, limit: 1).first
        if last?.status == .failed, last?.trouble == sentence { return }
        try failImport(beginImport(repository: known, head: known.head, at: now), trouble: sentence, at: now)
    }

    /// The repository under an id of its own: two clones may bear the same name, and one location keeps its id.
    func identified(_ repository: Repository) throws -> Repository {
        let known = try repositories()
        if let same = known.first(where: { $0.location == repository.location }) { return repository.called(same.id) }
        let taken = Set(known.map(\.id))
        guard taken.contains(repository.id) else { return repository }
        let free = (2...).lazy.map { "\(repository.id)-\($0)" }.first { !taken.contains($0) }
        return repository.called(free ?? repository.id)
    }
}

extension Repository {
    fileprivate func called(_ id: Repository.ID) -> Repository {
        Repository(
            id: id, name: name, location: location, head: head, branch: branch, isBare: isBare, isShallow: isShallow,
            isPartial: isPartial, objectFormat: objectFormat)
    }
}
