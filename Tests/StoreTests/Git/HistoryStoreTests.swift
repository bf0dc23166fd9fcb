import Records
import TestKit
import Testing

@testable import Store

@Suite("History in the store", .timeLimit(.minutes(40)))
struct HistoryStoreTests {
    let repository = Repository(id: "sample", name: "Sample", location: "/srv/sample")

    @Test(arguments: Backend.all)
    func `comes back as it was saved`(_ backend: Backend) async throws {
        var generator = GeneratedHistory(seed: 1)
        let history = generator.make(commits: 300, changes: 900)
        try await backend.withDatabase { database in
            try await database.write { [repository] in try $0.save(Batch(repository: repository, fragment: history)) }
            let loaded = try await database.read { try $0.history(of: "sample") }
            #expect(loaded.facts == history.facts)
            #expect(loaded.commits.map(\.id) == loaded.commits.map(\.id).sorted())
            let ids = try await database.read { try $0.storedCommitIDs(repository: "sample") }
            #expect(ids == Set(history.commits.map(\.id)))
        }
    }

    @Test(arguments: Backend.all)
    func `is the same bytes in random fragments, twice and out of order`(_ backend: Backend) async throws {
        var generator = GeneratedHistory(seed: 2)
        let history = generator.make(commits: 200, changes: 700)
        let atOnce = try await backend.withDatabase { database in
            try await database.write { [repository] in try $0.save(Batch(repository: repository, fragment: history)) }
            return try await database.read { try $0.history(of: "sample").inOrder() }
        }
        for _ in 0..<3 {
            var fragments: [History] = []
            var places = Array(history.commits.indices.shuffled(using: &generator.random))
            while !places.isEmpty {
                let count = Int.random(in: 1...min(60, places.count), using: &generator.random)
                fragments.append(history.fragment(places.prefix(count)))
                places.removeFirst(count)
            }
            fragments += [fragments[0], history]
            try await backend.withDatabase { database in
                var session = try await database.write { [repository] in
                    try $0.beginImport(repository: repository, head: nil, at: 0)
                }
                for fragment in fragments {
                    try await database.save(Batch(repository: repository, fragment: fragment), in: &session)
                }
                let loaded = try await database.read { try $0.history(of: "sample").inOrder() }
                #expect(loaded == atOnce)
                #expect(loaded.paths.map { Array($0.utf8) } == atOnce.paths.map { Array($0.utf8) })
                try await expectIntegrity(database)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `forgets removed commits with every name that only they used`(_ backend: Backend) async throws {
        var generator = GeneratedHistory(seed: 3)
        let history = generator.make(commits: 120, changes: 200)
        let kept = history.fragment(0..<60)
        try await backend.withDatabase { database in
            let gone = history.commits[60...].map(\.id)
            try await database.write { [repository] db in
                try db.save(Batch(repository: repository, fragment: history))
                try db.removeCommits(gone, repository: "sample")
            }
            let loaded = try await database.read { try $0.history(of: "sample") }
            let fresh = try await backend.withDatabase { database in
                try await database.write { [repository] in try $0.save(Batch(repository: repository, fragment: kept)) }
                return try await database.read { try $0.history(of: "sample") }
            }
            #expect(loaded == fresh)
            let names = try await database.read { try $0.value("SELECT count(*) FROM path", as: Int.self) }
            #expect(names == fresh.paths.count)
            try await expectIntegrity(database)
        }
    }

    @Test(arguments: Backend.all)
    func `stays right when two imports of one repository run at once`(_ backend: Backend) async throws {
        var generator = GeneratedHistory(seed: 4)
        let history = generator.make(commits: 240, changes: 500)
        try await backend.withDatabase { database in
            try await database.write { [repository] in try $0.save(repository) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for importer in 0..<3 {
                    group.addTask { [repository] in
                        var session = ImportSession(repository: "sample", run: nil)
                        for start in stride(from: 0, to: 240, by: 20) {
                            let places = (start..<start + 20).map { (importer * 80 + $0) % 240 }
                            let fragment = history.fragment(places)
                            try await database.save(Batch(repository: repository, fragment: fragment), in: &session)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let loaded = try await database.read { try $0.history(of: "sample") }
            #expect(loaded.facts == history.facts)
            try await expectIntegrity(database)
        }
    }

    @Test(arguments: Backend.all)
    func `keeps a session right after a save that failed`(_ backend: Backend) async throws {
        var generator = GeneratedHistory(seed: 5)
        let history = generator.make(commits: 60, changes: 200)
        try await backend.withDatabase { database in
            var session = try await database.write { [repository] in
                try $0.beginImport(repository: repository, head: nil, commits: 60, at: 0)
            }
            let first = Batch(repository: repository, fragment: history.fragment(0..<30))
            await #expect(throws: Stop.self) {
                try await database.write { [session] db in
                    var session = session
                    try db.save(first, &session)
                    throw Stop()
                }
            }
            try await database.save(first, in: &session)
            try await database.save(Batch(repository: repository, fragment: history.fragment(30..<60)), in: &session)
            let loaded = try await database.read { try $0.history(of: "sample") }
            #expect(loaded.facts == history.facts)
        }
    }

    @Test(arguments: Backend.all)
    func `keeps one file of a damaged tree that names it twice`(_ backend: Backend) async throws {
        var history = GeneratedHistory(seed: 6).history(1)
        history.changes = [FileChange(path: 0, kind: .added, added: 2), FileChange(path: 0, kind: .added, added: 2)]
        history.commits[0].changes = 0..<2
        try await backend.withDatabase { [history] database in
            try await database.write { [repository] in try $0.save(Batch(repository: repository, fragment: history)) }
            let loaded = try await database.read { try $0.history(of: "sample") }
            #expect(loaded.changes.count == 1)
        }
    }

    @Test(arguments: Backend.all, [Int64.min, -1, 0, 1, 4_102_444_800, Int64.max])
    func `keeps instants of any century`(_ backend: Backend, _ seconds: Int64) async throws {
        var history = GeneratedHistory(seed: 7).history(1)
        history.commits[0].authored = Moment(seconds: seconds, offset: -720)
        try await backend.withDatabase { [history] database in
            try await database.write { [repository] in try $0.save(Batch(repository: repository, fragment: history)) }
            let loaded = try await database.read { try $0.history(of: "sample").commits[0].authored }
            // Milliseconds reach 292 million years; what lies beyond is kept as that.
            #expect(loaded.seconds == max(min(seconds, .max / 1000), .min / 1000))
            #expect(loaded.offset == -720)
        }
    }
}

extension GeneratedHistory {
    func history(_ commits: Int) -> History {
        var copy = self
        return copy.make(commits: commits, changes: commits)
    }
}

/// No number stands for nothing. The schema has no foreign key for names, so every test of writing looks.
func expectIntegrity(_ database: any Database) async throws {
    let dangling = try await database.read { db in
        try db.value(
            """
            SELECT (SELECT count(*) FROM file_change c WHERE NOT EXISTS (
                    SELECT 1 FROM path p WHERE p.repository = c.repository AND p.number = c.path))
                + (SELECT count(*) FROM file_change c WHERE c.old_path IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM path p WHERE p.repository = c.repository AND p.number = c.old_path))
                + (SELECT count(*) FROM git_commit c WHERE NOT EXISTS (
                    SELECT 1 FROM signature s WHERE s.repository = c.repository AND s.number = c.author))
                + (SELECT count(*) FROM git_commit c WHERE NOT EXISTS (
                    SELECT 1 FROM signature s WHERE s.repository = c.repository AND s.number = c.committer))
                + (SELECT count(*) FROM trailer t WHERE NOT EXISTS (
                    SELECT 1 FROM signature s WHERE s.repository = t.repository AND s.number = t.signature))
            """, as: Int.self)
    }
    #expect(dangling == 0)
}
