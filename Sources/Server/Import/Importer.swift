import Connectors
import Records
import Store

/// Brings a repository's history into the database.
///
/// Only what is new is read. Whatever happened to the clone meanwhile (a rewritten history, a moved branch, another
/// clone in its place, a reading that was cut off), the database holds the same records afterwards as after a fresh
/// import. Measuring comes afterwards and apart (`Measurer`), so that a push costs only what it brought.
package struct Importer: Sendable {
    package let database: any Database
    /// Where copies of repositories that are given by URL are kept.
    package let mirrors: String
    /// Seconds since 1970.
    package let now: @Sendable () -> Int64

    package init(database: any Database, mirrors: String, now: @escaping @Sendable () -> Int64) {
        self.database = database
        self.mirrors = mirrors
        self.now = now
    }

    /// What one import did.
    package struct Outcome: Hashable, Sendable {
        package var repository: Repository
        package var newCommits = 0
        package var removedCommits = 0
        package var missingObjects = 0
        /// The repository was not known before.
        package var isFirst = false
    }

    /// How far an import is.
    package struct Progress: Hashable, Sendable {
        package var repository: Repository
        package var done: Int
        package var total: Int
    }

    /// Reads what is new.
    ///
    /// - Parameters:
    ///   - location: a folder or a URL, as `GitRepository.open` takes it.
    ///   - countsLines: false for paths alone.
    /// - Throws: `GitTrouble`, `DatabaseTrouble`, `CancellationError`. The sentence is kept with the import as well.
    package func run(
        _ location: String, countsLines: Bool = true, progress: @Sendable (Progress) async throws -> Void = { _ in }
    ) async throws -> Outcome {
        let clone = try await GitRepository.open(location, mirrors: mirrors)
        let (before, repository) = try await database.read { connection in
            let known = try connection.repositories()
            let repository = Self.named(clone.repository, among: known)
            return (known.first { $0.id == repository.id }, repository)
        }
        let started = now()
        var session = try await database.write(.relaxed) {
            try $0.beginImport(repository: repository, head: repository.head, at: started)
        }
        do {
            var outcome = Outcome(repository: repository, isFirst: before == nil)
            let plan = try await ImportPlan(clone: clone, before: before, database: database)
            try await remove(plan.removed, of: repository)
            if let reading = plan.reading(countsLines: countsLines) {
                let summary = try await read(clone, reading, plan, repository, &session, progress)
                outcome.newCommits = summary.commits
                outcome.missingObjects = summary.missingObjects
            }
            outcome.removedCommits = plan.removed.count
            try await finish(clone, repository, session)
            return outcome
        } catch {
            let (failed, sentence) = (session, "\(error)")
            try? await database.write { [now] in try $0.failImport(failed, trouble: sentence, at: now()) }
            throw error
        }
    }

    private func read(
        _ clone: GitRepository, _ reading: GitReading, _ plan: ImportPlan, _ repository: Repository,
        _ session: inout ImportSession, _ progress: @Sendable (Progress) async throws -> Void
    ) async throws -> GitSummary {
        var current = session
        var done = plan.alreadyStored
        let summary = try await clone.read(reading) { batch in
            var batch = batch
            batch.repository = repository
            try await database.save(batch, in: &current)
            done += batch.fragment.commits.count
            try await progress(Progress(repository: repository, done: done, total: plan.total))
        }
        session = current
        return summary
    }

    private func remove(_ commits: [ObjectID], of repository: Repository) async throws {
        guard !commits.isEmpty else { return }
        try await database.write(.relaxed) { try $0.removeCommits(commits, repository: repository.id) }
    }

    private func finish(_ clone: GitRepository, _ repository: Repository, _ session: ImportSession) async throws {
        let tags = try await clone.tags()
        let finished = now()
        try await database.write { connection in
            try connection.saveTags(tags, repository: repository.id)
            try connection.finishImport(session, repository: repository, at: finished)
            try connection.notify(Self.channel, repository.id)
        }
    }

    /// Tells every process which repository has new records.
    package static let channel = "tutti_imported"

    /// The id that this location had before, or one that no other location has.
    private static func named(_ found: Repository, among known: [Repository]) -> Repository {
        let id = known.first { $0.location == found.location }?.id ?? free(found.id, among: Set(known.map(\.id)))
        return Repository(
            id: id, name: found.name, location: found.location, head: found.head, branch: found.branch,
            isBare: found.isBare, isShallow: found.isShallow, isPartial: found.isPartial,
            objectFormat: found.objectFormat)
    }

    private static func free(_ id: String, among taken: Set<String>) -> String {
        guard taken.contains(id) else { return id }
        var number = 2
        while taken.contains("\(id)-\(number)") { number += 1 }
        return "\(id)-\(number)"
    }
}
