import Connectors
import Features
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
    private let readsAhead: Bool
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - mirrors: the folder for copies of what lies behind URLs.
    ///   - readsAhead: begins to read a history whole before the database tells what it knows of it: for a database that is
    ///     still being made.
    package init(
        database: any Database, mirrors: String, readsAhead: Bool = false, now: @escaping @Sendable () -> Date
    ) {
        self.database = database
        self.mirrors = mirrors
        self.readsAhead = readsAhead
        self.now = now
    }

    /// Imports what lies at a path or URL.
    ///
    /// A trouble ends in the import's record as well, as a sentence; cancelling leaves an import that the next one continues.
    /// - Throws: `GitTrouble`, `DatabaseTrouble`, `CancellationError`.
    package func run(
        _ location: String, onProgress: @Sendable (ImportProgress) async -> Void = { _ in }
    ) async throws -> ImportOutcome {
        let clone = try await telling(location) { try await GitRepository.open(location, mirrors: mirrors) }
        let tags = EarlyAnswer { try await clone.tags() }
        return try await Self.ending(with: tags.end) {
            let beginning = EarlyAnswer { try await begin(clone, tags, at: location) }
            return try await Self.ending(with: beginning.end) { try await bring(clone, tags, beginning, onProgress) }
        }
    }

    private struct Beginning: Sendable {
        let repository: Repository
        /// Nil where nothing has to be done.
        let begun: BegunImport?
    }

    private func begin(
        _ clone: GitRepository, _ tags: EarlyAnswer<[Tag]>, at location: String
    ) async throws -> Beginning {
        let (repository, plan) = try await telling(location) {
            let (repository, last) = try await ask { db in
                let repository = try db.identified(clone.repository)
                return (repository, try LastImport(of: repository.id, db))
            }
            return (repository, try await ImportPlan(clone, repository, after: last, in: database, tags: tags))
        }
        let begun = try await BegunImport(repository, plan, in: database, at: now())
        return Beginning(repository: repository, begun: begun)
    }

    /// Of a database that is still being made the connection that writes is asked: another would read the schema first.
    private func ask<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        readsAhead ? try await database.write(.relaxed, body) : try await database.read(body)
    }

    /// What was read ahead is not what is missing.
    private struct ReadInVain: Error {}

    private func bring(
        _ clone: GitRepository, _ tags: EarlyAnswer<[Tag]>, _ beginning: EarlyAnswer<Beginning>,
        _ onProgress: @Sendable (ImportProgress) async -> Void
    ) async throws -> ImportOutcome {
        if readsAhead, clone.repository.head != nil {
            do {
                return try await read(clone, GitReading(), tags, onProgress) {
                    guard let begun = try await beginning.value().begun, begun.plan.isWhole else { throw ReadInVain() }
                    return begun
                }
            } catch is ReadInVain {}
        }
        let ready = try await beginning.value()
        guard let begun = ready.begun else {
            return ImportOutcome(
                repository: ready.repository, added: 0, removed: 0, missingObjects: 0, isChanged: false)
        }
        await onProgress(begun.progress)
        return try await read(clone, begun.plan.reading, tags, onProgress) { begun }
    }

    /// - Parameter begin: waits until the import has begun; asked when there is something to save.
    private func read(
        _ clone: GitRepository, _ reading: GitReading, _ tags: EarlyAnswer<[Tag]>,
        _ onProgress: @Sendable (ImportProgress) async -> Void, begin: () async throws -> BegunImport
    ) async throws -> ImportOutcome {
        var begun: BegunImport?
        let origin = EarlyAnswer { try await clone.origin() }
        let count = LateCount(clone)
        return try await Self.ending(with: origin.end) {
            do {
                let read = try await Self.ending(with: count.end) {
                    try await clone.read(reading) { batch in
                        try Task.checkCancellation()
                        if begun == nil { begun = try await begin() }
                        try await begun?.save(batch.fragment, in: database, at: now(), count: count.total)
                        if let begun { await onProgress(begun.progress) }
                    }
                }
                let ended = if let begun { begun } else { try await begin() }
                try await finish(ended, tags: try await tags.value(), origin: try await origin.value())
                return ImportOutcome(
                    repository: ended.repository, added: read.commits, removed: ended.plan.gone.count,
                    missingObjects: read.missingObjects, isChanged: true)
            } catch let error where error is CancellationError || error is ReadInVain {
                throw error
            } catch {
                let failed = if let begun { begun } else { try? await begin() }
                if let failed { try await fail(failed, error) }
                throw error
            }
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

    /// Tags, and what is gone, in one transaction with the word that the history is complete. The tree at the head is read
    /// when something is measured (`Measurer`), so that a push costs only its own commits.
    private func finish(_ begun: BegunImport, tags: [Tag], origin: String?) async throws {
        let ended = seconds(now())
        try await database.write { db in
            let repository = begun.repository
            if !begun.plan.gone.isEmpty { try db.removeCommits(begun.plan.gone, repository: repository.id) }
            try db.saveTags(tags, repository: repository.id)
            try db.save(origin: origin, of: repository.id)
            try db.emitImport(of: repository, trouble: nil, at: ended)
            try db.finishImport(begun.session, repository: repository, at: ended)
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

    private func fail(_ begun: BegunImport, _ error: any Error) async throws {
        let ended = seconds(now())
        try await database.write { db in
            try db.emitImport(of: begun.repository, trouble: "\(error)", at: ended)
            try db.failImport(begun.session, trouble: "\(error)", at: ended)
        }
    }

    private var seconds: @Sendable (Date) -> Int64 { { Int64($0.timeIntervalSince1970.rounded(.down)) } }
}
