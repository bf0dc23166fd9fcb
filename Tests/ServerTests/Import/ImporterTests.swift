import Foundation
import Records
import Server
import Store
import TestKit
import Testing

@Suite("Bringing a repository in")
struct ImporterTests {
    @Test(arguments: Backend.all)
    func `a second import costs only what is new, and a rewritten history ends as a fresh one`(_ backend: Backend)
        async throws
    {
        let source = try EventfulRepository(seed: 7)
        try await backend.withDatabase { database in
            for step in 0..<6 {
                try source.live(through: 4, rewriting: step.isMultiple(of: 2))
                let outcome = try await importer(database).run(source.path)
                #expect(outcome.added > 0)
                #expect(try await stored(in: database) == fresh(source.path))
            }
            let again = try await importer(database).run(source.path)
            #expect(again.added == 0 && again.removed == 0 && !again.isChanged)
        }
    }

    @Test(arguments: Backend.all)
    func `an import that was cut off goes on where it stopped`(_ backend: Backend) async throws {
        let source = try EventfulRepository(seed: 11)
        try source.live(through: 2300, rewriting: false)
        try await backend.withDatabase { database in
            let (importing, path) = (importer(database), source.path)
            let first = Task {
                try await importing.run(path) { progress in
                    if progress.done >= 1000 { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }
            await #expect(throws: CancellationError.self) { try await first.value }
            let kept = try await database.read { try $0.storedCommitIDs(repository: "work").count }
            #expect(kept >= 1000 && kept < 2300)
            let outcome = try await importer(database).run(source.path)
            #expect(outcome.added == 2300 - kept)
            #expect(try await stored(in: database) == fresh(source.path))
        }
    }

    @Test func `another clone in the same place replaces the first`() async throws {
        let first = try EventfulRepository(seed: 1)
        try first.live(through: 5, rewriting: false)
        let second = try EventfulRepository(seed: 2)
        try second.live(through: 3, rewriting: false)
        try await Backend.sqlite.withDatabase { database in
            _ = try await importer(database).run(first.path)
            try FileManager.default.removeItem(atPath: first.path)
            try FileManager.default.copyItem(atPath: second.path, toPath: first.path)
            let outcome = try await importer(database).run(first.path)
            #expect(outcome.removed == 5)
            #expect(try await stored(in: database) == fresh(second.path))
        }
    }

    @Test(arguments: Backend.all)
    func `a clone in a folder says where it came from, without a password`(_ backend: Backend) async throws {
        let source = try EventfulRepository(seed: 5)
        try source.live(through: 1, rewriting: false)
        try source.come(from: "https://ada:secret@code.example.org/octo/pay.git")
        try await backend.withDatabase { database in
            let id = try await importer(database).run(source.path).repository.id
            #expect(try await database.read { try $0.origins() } == [id: "https://code.example.org/octo/pay.git"])
        }
    }

    @Test func `two repositories of one name get two ids`() async throws {
        let first = try EventfulRepository(seed: 1)
        let second = try EventfulRepository(seed: 2)
        for source in [first, second] { try source.live(through: 2, rewriting: false) }
        try await Backend.sqlite.withDatabase { database in
            for source in [first, second, first] { _ = try await importer(database).run(source.path) }
            #expect(try await database.read { try $0.repositories().map(\.id) } == ["work", "work-2"])
        }
    }

    @Test func `a repository without commits is known and empty`() async throws {
        let source = try ScratchRepository()
        try await Backend.sqlite.withDatabase { database in
            let outcome = try await importer(database).run(source.path)
            #expect(outcome.added == 0)
            #expect(try await database.read { try $0.importRuns().first?.status } == .finished)
        }
    }

    @Test(arguments: Backend.all)
    func `reading before the database tells what it knows ends in the same`(_ backend: Backend) async throws {
        let source = try EventfulRepository(seed: 23)
        try source.live(through: 1300, rewriting: false)
        try await backend.withLocation { location in
            let database = Databases.opening(location)
            #expect(try await importer(database, readsAhead: true).run(source.path).added == 1300)
            #expect(try await stored(in: database) == fresh(source.path))
            try source.live(through: 4, rewriting: true)
            let next = try await importer(database, readsAhead: true).run(source.path)
            #expect(next.added > 0 && next.added < 1300)
            #expect(try await stored(in: database) == fresh(source.path))
            let again = try await importer(database, readsAhead: true).run(source.path)
            #expect(again.added == 0 && !again.isChanged)
            try await database.close()
        }
    }

    @Test func `a database that cannot be opened ends a reading that has begun`() async throws {
        let source = try EventfulRepository(seed: 29)
        try source.live(through: 3, rewriting: false)
        let database = Databases.opening(.file(path: "/proc/tutti.db"))
        await #expect(throws: DatabaseTrouble.notWritable(path: "/proc/tutti.db")) {
            try await importer(database, readsAhead: true).run(source.path)
        }
        try await database.close()
    }

    private func importer(_ database: any Database, readsAhead: Bool = false) -> Importer {
        Importer(
            database: database, mirrors: NSTemporaryDirectory() + "tutti-mirrors", readsAhead: readsAhead,
            now: { Date(timeIntervalSince1970: 1_800_000_000) })
    }

    private func stored(in database: any Database) async throws -> History {
        try await database.read { try $0.history(of: "work") }.comparable
    }

    private func fresh(_ path: String) async throws -> History {
        try await Backend.sqlite.withDatabase { database in
            let outcome = try await importer(database).run(path)
            return try await database.read { try $0.history(of: outcome.repository.id) }.comparable
        }
    }
}

extension History {
    /// In order, and with names in an order that does not tell when they were first met.
    fileprivate var comparable: History {
        var history = inOrder()
        let signatureOrder = history.signatures.indices.sorted { history.signatures[$0] < history.signatures[$1] }
        let pathOrder = history.paths.indices.sorted { history.paths[$0] < history.paths[$1] }
        let newSignature = Dictionary(uniqueKeysWithValues: signatureOrder.enumerated().map { (Int32($1), Int32($0)) })
        let newPath = Dictionary(uniqueKeysWithValues: pathOrder.enumerated().map { (Int32($1), Int32($0)) })
        history.signatures = signatureOrder.map { history.signatures[$0] }
        history.paths = pathOrder.map { history.paths[$0] }
        for place in history.commits.indices {
            history.commits[place].author = newSignature[history.commits[place].author] ?? -1
            history.commits[place].committer = newSignature[history.commits[place].committer] ?? -1
            history.commits[place].trailers = history.commits[place].trailers.map {
                Trailer(kind: $0.kind, signature: newSignature[$0.signature] ?? -1)
            }
        }
        for place in history.changes.indices {
            history.changes[place].path = newPath[history.changes[place].path] ?? -1
            history.changes[place].oldPath = history.changes[place].oldPath.flatMap { newPath[$0] }
        }
        return history
    }
}
