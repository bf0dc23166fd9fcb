import Foundation
import Records
import Store
import TestKit
import Testing

@Suite("Records in the store", .timeLimit(.minutes(40)))
struct RecordStoreTests {
    static let id = objectID("1234567890abcdef1234567890abcdef12345678")
    static let long = objectID(String(repeating: "ab", count: 32))
    let repository = Repository(
        id: "a", name: "A", location: "ssh://host/a.git", head: Self.id, branch: "main", isBare: true, isShallow: true,
        isPartial: true, objectFormat: "sha256")

    @Test(arguments: Backend.all)
    func `repositories come back, change and go with all that is theirs`(_ backend: Backend) async throws {
        var other = repository
        other.name = "Changed"
        other.head = Self.long
        other.isBare = false
        try await backend.withDatabase { [other] database in
            let kept = Repository(id: "kept", name: "Kept", location: "/kept")
            let history = GeneratedHistory(seed: 8).history(30)
            try await database.write { [repository] db in
                for repository in [repository, kept] {
                    try db.save(Batch(repository: repository, fragment: history))
                    try db.saveTags(
                        [Tag(name: "v1", commit: Self.id, at: Moment(seconds: 1), isAnnotated: true)],
                        repository: repository.id)
                    try db.saveSnapshot(sampleSnapshot, repository: repository.id)
                    try db.savePathRules(["x/"], name: "team", repository: repository.id)
                }
            }
            #expect(try await database.read { try $0.repositories() } == [repository, kept])
            try await database.write { try $0.save(other) }
            #expect(try await database.read { try $0.repository("a") } == other)
            try await database.write { try $0.deleteRepository("a") }
            let left = try await database.read { db in
                try db.tablesOfRepositories()
                    .contains { table in try db.foreignRows(table) > 0 }
            }
            #expect(!left)
            #expect(try await database.read { try $0.repositories() } == [kept])
            #expect(try await database.read { try $0.history(of: "kept").facts } == history.facts)
        }
    }

    @Test(arguments: Backend.all)
    func `unknown repositories have nothing, and refuse to be given anything`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let nothing = try await database.read { db in
                try db.history(of: "x").commits.isEmpty && db.tags(of: "x").isEmpty && db.snapshot(of: "x") == nil
                    && db.measurements(of: "x", key: "").isEmpty && db.repository("x") == nil
            }
            #expect(nothing)
            await #expect(throws: DatabaseTrouble.noRepository("x")) {
                try await database.write { try $0.saveTags([], repository: "x") }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `tags are replaced and come by name`(_ backend: Backend) async throws {
        let tags = ["v2", "V10", "v1/é"].map {
            Tag(name: $0, commit: Self.long, at: Moment(seconds: -5, offset: 90), isAnnotated: $0 == "v2")
        }
        try await backend.withDatabase { database in
            try await database.write { [repository] db in
                try db.save(repository)
                try db.saveTags(
                    [Tag(name: "gone", commit: Self.id, at: Moment(seconds: 0), isAnnotated: false)], repository: "a")
                try db.saveTags(tags, repository: "a")
            }
            #expect(try await database.read { try $0.tags(of: "a") } == [tags[1], tags[2], tags[0]])
        }
    }

    @Test(arguments: Backend.all)
    func `a snapshot is replaced by what differs`(_ backend: Backend) async throws {
        var second = sampleSnapshot
        second.head = Self.long
        second.files.removeFirst()
        second.files[0].lines = 99
        second.files.append(Snapshot.File(path: "zz/new", blob: Self.long))
        second.texts = ["b\u{301}.md": "changed", "c": ""]
        second.markers = []
        second.branches = OpenBranches(mark: "b")
        second.rules = 1
        try await backend.withDatabase { [second] database in
            try await database.write { [repository] in try $0.save(repository) }
            for snapshot in [sampleSnapshot, second, sampleSnapshot, sampleSnapshot] {
                try await database.write { try $0.saveSnapshot(snapshot, repository: "a") }
                #expect(try await database.read { try $0.snapshot(of: "a") } == snapshot)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `decisions stay in the order in which they were made`(_ backend: Backend) async throws {
        let one = Signature(name: "Ann", email: "ann@example.org")
        let two = Signature(name: "A. 'N'", email: "")
        let decisions = [
            IdentityDecision(action: .merge, first: one, second: two, why: "same", decidedBy: "lee", decidedAt: 10),
            IdentityDecision(action: .split, first: one, second: two, why: "", decidedBy: "lee", decidedAt: 5),
            IdentityDecision(action: .classify, first: two, kind: .agent, why: "tool", decidedBy: "kim", decidedAt: -1),
        ]
        try await backend.withDatabase { database in
            for decision in decisions { try await database.write { try $0.add(decision) } }
            #expect(try await database.read { try $0.identityDecisions() } == decisions)
        }
    }

    @Test(arguments: Backend.all)
    func `signatures come with what they authored`(_ backend: Backend) async throws {
        var history = GeneratedHistory(seed: 9).history(4)
        history.signatures = [
            Signature(name: "B", email: "b"), Signature(name: "A", email: "a"), Signature(name: "", email: "a"),
        ]
        for place in 0..<4 {
            history.commits[place].author = place < 3 ? 0 : 1
            history.commits[place].committer = 0
            history.commits[place].authored = Moment(seconds: Int64(100 * place))
            history.commits[place].trailers = place == 0 ? [Trailer(kind: .reviewedBy, signature: 2)] : []
        }
        try await backend.withDatabase { [history] database in
            try await database.write { [repository] in try $0.save(Batch(repository: repository, fragment: history)) }
            let uses = try await database.read { try $0.signatureUses() }
            #expect(uses.map(\.signature.name) == ["", "A", "B"])
            #expect(uses.map(\.commits) == [0, 1, 3])
            #expect(uses.map(\.firstAt) == [nil, 300, 0])
            #expect(uses.map(\.lastAt) == [nil, 300, 200])
            #expect(try await database.read { try $0.signatureUses(of: "b").isEmpty })
        }
    }

    @Test(arguments: Backend.all)
    func `measurements keep every byte`(_ backend: Backend) async throws {
        let stored = [
            StoredMeasurement(
                signal: "a", definition: "a/1", head: Self.id, body: Data([0, 1, 255, 92, 10]), computedAt: 7),
            StoredMeasurement(
                signal: "b", definition: "b/2", head: nil, body: Data(repeating: 120, count: 2_000_000), computedAt: 8),
        ]
        try await backend.withDatabase { database in
            try await database.write { [repository] db in
                try db.save(repository)
                try db.saveMeasurements([stored[1]], repository: "a", key: "k")
                try db.saveMeasurements(stored.reversed(), repository: "a", key: "k")
                try db.saveMeasurements([stored[0]], repository: "a", key: "other")
            }
            #expect(try await database.read { try $0.measurements(of: "a", key: "k") } == stored)
            try await database.write { try $0.deleteMeasurements(repository: "a") }
            #expect(try await database.read { try $0.measurements(of: "a", key: "other").isEmpty })
        }
    }

    @Test(arguments: Backend.all)
    func `an import is told from its beginning to its end`(_ backend: Backend) async throws {
        let history = GeneratedHistory(seed: 10).history(12)
        try await backend.withDatabase { database in
            var new = repository
            new.head = nil
            var session = try await database.write { [new] in
                try $0.beginImport(repository: new, head: Self.id, commits: 12, at: 100)
            }
            try await database.save(Batch(repository: repository, fragment: history), in: &session)
            let running = try #require(try await database.read { try $0.importRuns(of: "a") }.first)
            #expect(running.status == .running && running.commitsDone == 12 && running.commitsTotal == 12)
            #expect(running.head == Self.id && running.startedAt == 100 && running.finishedAt == nil)
            #expect(try await database.read { try $0.repository("a")?.head } == nil)

            let second = try await database.write { [new] in try $0.beginImport(repository: new, head: Self.id, at: 200)
            }
            try await database.write { [repository] in try $0.finishImport(second, repository: repository, at: 300) }
            let third = try await database.write { [new] in
                try $0.beginImport(repository: new, head: Self.long, at: 400)
            }
            #expect(try await database.read { try $0.repository("a")?.head } == Self.id)
            try await database.write { try $0.failImport(third, trouble: "git is gone", at: 500) }
            let runs = try await database.read { try $0.importRuns() }
            #expect(runs.map(\.status) == [.failed, .finished, .interrupted])
            #expect(runs.map(\.finishedAt) == [500, 300, 200])
            #expect(runs[0].trouble == "git is gone")
        }
    }

    @Test(arguments: Backend.all)
    func `path rules are sets by name`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { [repository] db in
                try db.save(repository)
                try db.savePathRules(["b/", "a/"], name: "team", repository: "a")
                try db.savePathRules(["c/"], name: "gone", repository: "a")
                try db.savePathRules([], name: "gone", repository: "a")
            }
            #expect(try await database.read { try $0.pathRules(of: "a") } == ["team": ["a/", "b/"]])
        }
    }
}

private let sampleSnapshot = Snapshot(
    head: RecordStoreTests.id,
    files: [
        Snapshot.File(
            path: "Makefile", mode: .executable, blob: RecordStoreTests.id, size: 12, lines: 1, nonBlankLines: 1,
            indentation: 5),
        Snapshot.File(path: "a/é.bin", blob: RecordStoreTests.id, size: nil, isBinary: true, isLFSPointer: true),
        Snapshot.File(
            path: "vendor/link", mode: .symbolicLink, blob: RecordStoreTests.long, isGenerated: true, isVendored: true,
            isDocumentation: true),
    ],
    texts: ["README.md": "with\0NUL and 🐉", "b\u{301}.md": "x"],
    markers: [
        DebtMarker(path: "z", line: 3, kind: "TODO", text: "later", since: Moment(seconds: 9, offset: 60)),
        DebtMarker(path: "a", line: 1, kind: "HACK", text: ""),
    ],
    branches: OpenBranches(
        mark: "a1",
        branches: [
            OpenBranch(
                name: "origin/é", head: RecordStoreTests.long,
                authors: [Signature(name: "A", email: "a@example.org"), Signature(name: "B", email: "")], commits: 3,
                updatedAt: -5, files: ["a", "é/b"], stack: 0),
            OpenBranch(
                name: "empty", head: RecordStoreTests.id, authors: [], commits: 1, updatedAt: 7, files: [], stack: 1),
        ],
        clashes: [
            .init(first: "empty", second: "origin/é", files: ["x", "y"]), .init(first: "n", second: "o", files: ["x"]),
        ],
        long: 4, contained: 5, untried: 6))

extension Connection {
    /// Tables whose rows belong to a repository whose history was read.
    func tablesOfRepositories() throws -> [String] {
        // Those of a code host go with their connection: their repository is another thing.
        let hosted: Set = ["pull_request", "build", "deployed_commit", "release", "debt_analysis", "team_repository"]
        let tables: [String] =
            switch engine {
            case .sqlite:
                try rows(
                    """
                    SELECT t.name FROM sqlite_master t, pragma_table_info(t.name) c
                    WHERE t.type = 'table' AND c.name = 'repository'
                    """
                ) { try $0.get(0) }
            case .postgres:
                try rows(
                    """
                    SELECT table_name::text FROM information_schema.columns
                    WHERE table_schema = current_schema() AND column_name = 'repository'
                    """
                ) { try $0.get(0) }
            }
        return tables.filter { !hosted.contains($0) }
    }

    /// How many rows belong to another repository than the only one left.
    func foreignRows(_ table: String) throws -> Int {
        let counts: [String: SQL] = [
            "signature": "signature", "path": "path", "git_commit": "git_commit", "commit_parent": "commit_parent",
            "trailer": "trailer", "file_change": "file_change", "tag": "tag", "snapshot": "snapshot",
            "head_file": "head_file", "head_text": "head_text", "debt_marker": "debt_marker",
            "import_run": "import_run", "path_rule": "path_rule", "measurement": "measurement",
            "open_branches": "open_branches", "open_branch": "open_branch", "open_branch_author": "open_branch_author",
            "open_branch_file": "open_branch_file", "branch_clash": "branch_clash",
        ]
        let name = try #require(counts[table], "\(table) is a new table: say here whether it goes with its repository")
        return try value("SELECT count(*) FROM \(name) WHERE repository <> (SELECT number FROM repository)") ?? 0
    }
}
