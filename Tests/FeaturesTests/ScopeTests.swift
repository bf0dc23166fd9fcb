import Features
import Records
import Signals
import Store
import TestKit
import Testing

@Suite("Scopes")
struct ScopeTests {
    @Test(arguments: Backend.all)
    func `each keep numbers of their own`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                try Self.prepare(db)
                for (value, scope) in Self.scopes.enumerated() {
                    try db.save(Self.readings(Double(value), scope), at: 1_790_000_000)
                }
            }
            try await database.read { db in
                for (value, scope) in Self.scopes.enumerated() {
                    let readings = try #require(try db.readings(of: Self.repository, in: scope))
                    #expect(readings["truck-factor"]?.value == Double(value))
                    #expect(readings.scope == scope)
                    #expect(readings.coverage?.paths == (scope.team == nil ? nil : ["src"]))
                    #expect(try db.isMeasured(scope, of: Self.repository))
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `are to be measured anew when head, paths or decisions are others`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                try Self.prepare(db)
                for scope in Self.scopes { try db.save(Self.readings(1, scope), at: 1_790_000_000) }
            }
            var moved = Self.repository
            moved.head = ObjectID(String(repeating: "b", count: 40))
            let (team, recent) = (Scope(team: "core"), Scope(timeframe: .quarter))
            try await database.read { [moved] db in
                for scope in Self.scopes {
                    let isMeasured = try db.isMeasured(scope, of: moved)
                    #expect(!isMeasured)
                }
            }
            try await database.write { try $0.savePathRules(["lib"], name: "core", repository: "r") }
            try await database.read { db in
                let isMeasured = try [team, recent].map { try db.isMeasured($0, of: Self.repository) }
                #expect(isMeasured == [false, true])
            }
            let ada = Signature(name: "Ada", email: "ada@example.org")
            let decision = IdentityDecision(
                action: .classify, first: ada, kind: .bot, why: "it is", decidedBy: "Bo", decidedAt: 1_790_000_000)
            try await database.write { try $0.add(decision) }
            #expect(try await database.read { try !$0.isMeasured(recent, of: Self.repository) })
        }
    }

    @Test(arguments: Backend.all)
    func `of a team go with its rules, and no others`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                try Self.prepare(db)
                for scope in Self.scopes { try db.save(Self.readings(1, scope), at: 1_790_000_000) }
                try db.replacePathRules([], team: "core", repository: "r")
            }
            try await database.read { db in
                let left = try db.pathRules(of: "r").keys.sorted()
                #expect(left == ["web & apps"])
                for scope in Self.scopes {
                    let readings = try db.readings(of: Self.repository, in: scope)
                    #expect((readings == nil) == (scope.team == "core"))
                }
            }
        }
    }

    @Test func `say which rules match no file`() throws {
        let id = try #require(Self.repository.head)
        let tree = Snapshot(
            head: id, files: ["src/a.swift", "src/b.swift", "srcs/c.swift"].map { Snapshot.File(path: $0, blob: id) })
        let partly = PathCoverage(["lib", "src"], tree)
        #expect(partly.files == 2)
        #expect(partly.trouble == "no file at the head lies under lib.")
        #expect(PathCoverage(["lib"], tree).trouble?.hasPrefix("none of the paths matches a file") == true)
        #expect(PathCoverage(["src"], tree).trouble == nil)
    }

    private static let repository = Repository(
        id: "r", name: "r", location: "/r", head: ObjectID(String(repeating: "a", count: 40)))

    private static let scopes = [nil, "core", "web & apps"].flatMap { team in
        Timeframe.Choice.allCases.map { Scope(team: team, timeframe: $0) }
    }

    private static func prepare(_ db: any Connection) throws {
        try db.save(repository)
        for team in ["core", "web & apps"] { try db.savePathRules(["src"], name: team, repository: "r") }
    }

    private static func readings(_ value: Double, _ scope: Scope) throws -> Readings {
        let measured = Measurement(value: value, sample: .init(40, needed: 20, of: "files"))
        let tree = Snapshot(head: try #require(repository.head))
        return Readings(
            repository: repository, measurements: ["truck-factor": measured], until: 1_790_000_000, scope: scope,
            coverage: scope.team == nil ? nil : PathCoverage(["src"], tree))
    }
}
