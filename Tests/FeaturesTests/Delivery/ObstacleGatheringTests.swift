import Interface
import Records
import Signals
import Store
import TestKit
import Testing

@testable import Features

@Suite("What stands in the way of pull requests", .timeLimit(.minutes(40)))
struct ObstacleGatheringTests {
    private static let opened = Workshop.day(19) + 9 * 3600
    private static let commit = String(repeating: "c", count: 40)

    private static func repository(_ checks: RequiredChecks?) -> Record {
        .repository(
            HostedRepository(
                key: Workshop.repository, fullName: "shop/web", defaultBranch: "main", requiredChecks: checks))
    }

    /// One that Ana opened and Ben is asked to review.
    private static var request: [Record] {
        Workshop.opened("7", by: "1", at: opened).map { record in
            guard case .pullRequest(var request) = record else { return record }
            request.headCommit = commit
            return .pullRequest(request)
        }
    }

    private static func check(_ result: Build.Result, hours: Int64, source: String = Workshop.source) -> Record {
        var build = Build(
            key: RecordKey(source, .build, "check-\(hours)"), repository: Workshop.repository, name: "build / linux",
            state: .finished, result: result, originalState: "completed")
        (build.commit, build.finishedAt) = (commit, opened + hours * 3600)
        return .build(build)
    }

    private static func conflict(_ stands: Bool, hours: Int64, in database: any Database) async throws {
        let sighting = ObstacleSighting(.conflict, of: Workshop.request("7"), stands: stands, head: commit)
        try await Workshop.tell([.obstacleSighting(sighting)], at: (opened + hours * 3600) * 1000, to: database)
    }

    private static func turn(_ database: any Database) async throws -> String {
        let open = try await Workshop.measured(database).open
        #expect(open.count == 1)
        return open.map { "\($0.turn.party.rawValue) \($0.waitsFor.map(\.name)): \($0.why)" }.joined()
    }

    @Test(arguments: Backend.all)
    func `a failing check is its author's to mend where the branch requires it`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            try await Workshop.tell(Self.request + [Self.check(.failed, hours: 1)], to: database)
            #expect(try await Self.turn(database) == "reviewer [\"Ben\"]: nobody has reviewed it yet")
            try await Workshop.tell([Self.repository(.named(["build / linux"]))], at: 3000, to: database)
            #expect(try await Self.turn(database) == "author [\"Ana\"]: a required check fails: build / linux")
            let readings = try await Workshop.measured(database)
            let next = try #require(NextThing(readings.open[0]))
            #expect(next.kind == .repair && next.why == "a required check fails: build / linux")
            let (timeline, page) = try await database.read { db in
                let source = try DeliverySource(db)
                let key = Workshop.request("7")
                return (
                    try PullRequestTimeline.of(
                        key, as: readings.choice, from: source, at: Workshop.now, naming: true, in: db),
                    try DeliveryGathering(source, readings.choice, at: Workshop.now)?.evidence(of: key, db)
                )
            }
            #expect(
                timeline?.spans.map(\.why) == ["nobody has reviewed it yet", "a required check fails: build / linux"])
            #expect(page?.pullRequests[0].obstacles.map(\.what) == ["build / linux"])
            // A team that answers for no repository of its own has it looked up for the pull request.
            try await Workshop.tell([Self.check(.succeeded, hours: 3)], to: database)
            #expect(try await Self.turn(database) == "reviewer [\"Ben\"]: nobody has reviewed it yet")
        }
    }

    @Test(arguments: Backend.all)
    func `a failing pipeline over what a merge would give is its author's to mend`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            var run = Build(
                key: RecordKey(Workshop.source, .build, "1"), repository: Workshop.repository, name: "pipeline",
                state: .finished, result: .failed, originalState: "failed")
            (run.commit, run.trigger) = (String(repeating: "d", count: 40), "merge_request_event")
            (run.branch, run.pullRequests) = ("refs/merge-requests/7/merge", [Workshop.request("7")])
            (run.queuedAt, run.finishedAt, run.number) = (Self.opened + 60, Self.opened + 3600, 5)
            try await Workshop.tell(Self.request + [Self.repository(.pipeline), .build(run)], to: database)
            // A team that answers for no repository of its own has it looked up for the pull request.
            #expect(try await Self.turn(database) == "author [\"Ana\"]: a required check fails: pipeline")
            try await database.write { db in
                _ = try db.keep([Workshop.repository], ofTeam: Workshop.team, by: .commandLine, at: 5)
            }
            #expect(try await Self.turn(database) == "author [\"Ana\"]: a required check fails: pipeline")
            let key = Workshop.request("7")
            let page = try await database.read { db in
                let readings = DeliveryChoice(team: Workshop.team)
                return try DeliveryGathering(try DeliverySource(db), readings, at: Workshop.now)?
                    .evidence(of: key, db)
            }
            #expect(page?.pullRequests[0].obstacles.map(\.from) == [Self.opened + 3600])
        }
    }

    @Test(arguments: Backend.all)
    func `another system's build of that name is no check of the host`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            let elsewhere = Self.check(.failed, hours: 1, source: "ci.example.org")
            try await Workshop.tell(
                Self.request + [Self.repository(.named(["build / linux"])), elsewhere], to: database)
            #expect(try await Self.turn(database) == "reviewer [\"Ben\"]: nobody has reviewed it yet")
        }
    }

    @Test(arguments: Backend.all)
    func `a conflict is its author's from when the host said so`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            try await Workshop.tell(Self.request, to: database)
            try await Self.conflict(true, hours: 2, in: database)
            #expect(try await Self.turn(database) == "author [\"Ana\"]: it conflicts with main")
            let open = try await Workshop.measured(database).open
            #expect(open.map(\.since) == [Self.opened + 2 * 3600])
            try await Self.conflict(false, hours: 5, in: database)
            #expect(try await Self.turn(database) == "reviewer [\"Ben\"]: nobody has reviewed it yet")
        }
    }

    @Test(arguments: Backend.all)
    func `what has to come first makes it nobody's turn`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            let waits = ObstacleSighting(.dependency, of: Workshop.request("7"), stands: true, what: "!12")
            try await Workshop.tell(Self.request, to: database)
            try await Workshop.tell([.obstacleSighting(waits)], at: (Self.opened + 60) * 1000, to: database)
            #expect(try await Self.turn(database) == "nobody []: it waits for !12")
        }
    }

    @Test(arguments: Backend.all)
    func `the room says which repositories' checks could not be read, and with what they can be`(
        _ backend: Backend
    ) async throws {
        try await Workshop.on(backend) { database in
            let readings = try await Workshop.measured(database)
            #expect(readings.unreadChecks == ["shop/web"])
            try await database.write { try $0.keep(readings, revision: 1) }
            let kept = try #require(try await database.read { try $0.deliveryReadings(for: readings.choice) })
            let html = CompletenessPanel(readings: kept, signals: DeliverySignal.all).html.text
            #expect(html.contains("Which checks shop/web requires") && html.contains("Administration: read"))
            try await Workshop.tell([Self.repository(.named([]))], at: 3000, to: database)
            let known = try await Workshop.measured(database)
            #expect(known.unreadChecks == [])
            let now = CompletenessPanel(readings: known, signals: DeliverySignal.all).html.text
            #expect(!now.contains("Which checks"))
        }
    }
}
