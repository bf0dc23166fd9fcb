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
        try await run(EarlyClone(location, mirrors: mirrors), onProgress: onProgress)
    }

    /// The same for a clone that is being opened already. Nobody opens it any more afterwards.
    package func run(
        _ early: EarlyClone, onProgress: @Sendable (ImportProgress) async -> Void = { _ in }
    ) async throws -> ImportOutcome {
        try await Self.ending(with: early.end) {
            let clone = try await telling(early.location) { try await early.open() }
            let tags = EarlyTags(clone)
            return try await Self.ending(with: tags.end) { try await run(early.location, clone, tags, onProgress) }
        }
    }

    private struct Work: Sendable {
        let clone: GitRepository
        /// Under the id that it has in the database.
        let repository: Repository
        let tags: EarlyTags
        let plan: ImportPlan
    }

    private func run(
        _ location: String, _ clone: GitRepository, _ tags: EarlyTags,
        _ onProgress: @Sendable (ImportProgress) async -> Void
    ) async throws -> ImportOutcome {
        let work = try await telling(location) {
            let repository = try await database.read { try $0.identified(clone.repository) }
            let plan = try await ImportPlan(clone, repository, in: database, tags: tags)
            return Work(clone: clone, repository: repository, tags: tags, plan: plan)
        }
        var outcome = ImportOutcome(
            repository: work.repository, added: 0, removed: 0, missingObjects: 0, isChanged: false)
        guard work.plan.isNeeded else { return outcome }
        let begun = now()
        var session = try await database.write(.relaxed) { [seconds] db in
            try db.beginImport(
                repository: work.repository, head: work.repository.head, commits: work.plan.total, at: seconds(begun))
        }
        do {
            let read = try await read(work, &session, since: begun, onProgress)
            try await finish(work, session)
            outcome.added = read.commits
            outcome.removed = work.plan.gone.count
            outcome.missingObjects = read.missingObjects
            outcome.isChanged = true
            return outcome
        } catch let error as CancellationError {
            throw error
        } catch {
            try await fail(session, error)
            throw error
        }
    }

    /// What fails before an import has begun stands in the record of a repository that is known.
    private func telling<Value>(_ location: String, _ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let trouble as GitTrouble {
            let at = seconds(now())
            try await database.write { try $0.recordTrouble("\(trouble)", location: location, at: at) }
            throw trouble
        }
    }

    private func read(
        _ work: Work, _ session: inout ImportSession, since begun: Date,
        _ onProgress: @Sendable (ImportProgress) async -> Void
    ) async throws -> GitSummary {
        var progress = ImportProgress(repository: work.repository, done: 0, total: work.plan.total)
        let count = LateCount(work.clone)
        await onProgress(progress)
        return try await Self.ending(with: count.end) {
            try await work.clone.read(work.plan.reading) { batch in
                try Task.checkCancellation()
                try await database.save(Batch(repository: work.repository, fragment: batch.fragment), in: &session)
                progress.done += batch.fragment.commits.count
                if progress.total == nil, let total = count.total(after: progress.done) {
                    progress.total = total
                    try await database.write(.relaxed) { [session] in try $0.count(total, of: session) }
                }
                let seconds = now().timeIntervalSince(begun)
                progress.rate = seconds > 0.5 ? Double(progress.done) / seconds : nil
                await onProgress(progress)
            }
        }
    }

    /// Tags, and what is gone, in one transaction with the word that the history is complete. The tree at the head is read
    /// when something is measured (`Measurer`), so that a push costs only its own commits.
    private func finish(_ work: Work, _ session: ImportSession) async throws {
        let tags = try await work.tags.all()
        let origin = try await work.clone.origin()
        let ended = seconds(now())
        try await database.write { db in
            if !work.plan.gone.isEmpty { try db.removeCommits(work.plan.gone, repository: work.repository.id) }
            try db.saveTags(tags, repository: work.repository.id)
            try db.save(origin: origin, of: work.repository.id)
            try db.finishImport(session, repository: work.repository, at: ended)
        }
    }

    /// Runs `body` and then, whatever came of it, `end`.
    private static func ending<Value>(with end: () async -> Void, _ body: () async throws -> Value) async throws
        -> Value
    {
        do {
            let value = try await body()
            await end()
            return value
        } catch {
            await end()
            throw error
        }
    }

    private func fail(_ session: ImportSession, _ error: any Error) async throws {
        let ended = seconds(now())
        try await database.write { try $0.failImport(session, trouble: "\(error)", at: ended) }
    }

    private var seconds: @Sendable (Date) -> Int64 { { Int64($0.timeIntervalSince1970.rounded(.down)) } }
}
