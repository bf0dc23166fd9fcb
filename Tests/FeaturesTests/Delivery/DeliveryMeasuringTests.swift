import Foundation
import Records
import Signals
import Store
import TestKit
import Testing

@testable import Features

@Suite("Measuring deliveries from the store", .timeLimit(.minutes(40)))
struct DeliveryMeasuringTests {
    @Test func `gives the same bytes again, on both engines, and keeps them as they are`() async throws {
        var seen: Set<Data> = []
        for backend in Backend.all {
            try await Workshop.on(backend) { database in
                for _ in 1...2 { seen.insert(try JSONValue.canonical(try await Workshop.measured(database))) }
                let readings = try await Workshop.measured(database)
                try await database.write { try $0.keep(readings, revision: 3) }
                let (kept, basis) = try await database.read {
                    (try $0.deliveryReadings(for: readings.choice), try $0.deliveryBasis(for: readings.choice))
                }
                #expect(kept == readings)
                #expect(basis == DeliveryBasis(revision: 3, measuredAt: Workshop.now))
                #expect(try await database.read { try $0.deliveryReadings(for: DeliveryChoice()) } == nil)
                seen.insert(try JSONValue.canonical(try #require(kept)))
            }
        }
        #expect(seen.count == 1)
    }

    @Test(arguments: Backend.all)
    func `a team's work is what its members opened while they belonged to it`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            let before = try await Workshop.measured(database)
            #expect(before["first-review"]?.value == 4)
            #expect(before["first-review"]?.sample.count == 20)
            try await database.write { db in
                let half = CivilDay(Workshop.day(10))
                try db.endMembership(of: "m1", in: "web", on: half, by: .commandLine, at: Workshop.now)
            }
            let after = try await Workshop.measured(database)
            #expect(after["first-review"]?.sample.count == 10)
            let all = try await Workshop.measured(database, team: nil)
            #expect(all["first-review"]?.sample.count == 20)
        }
    }

    @Test(arguments: Backend.all)
    func `a team answers for its repositories, and for those of its parts`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            let day = Workshop.day(3)
            try await Workshop.tell(
                Workshop.opened("7", by: "3", at: day + 36_000, reviewed: day + 39_600, merged: day + 43_200),
                to: database)
            #expect(try await Workshop.measured(database)["first-review"]?.sample.count == 20)
            try await database.write { db in
                try db.add(Team(name: "shop", title: "Shop"), by: .commandLine, at: 6)
                var web = try #require(try db.team("web"))
                web.parent = "shop"
                try db.change(web, by: .commandLine, at: 6)
                try db.keep([Workshop.repository], ofTeam: "web", by: .commandLine, at: 6)
            }
            #expect(try await Workshop.measured(database)["first-review"]?.sample.count == 21)
            #expect(try await Workshop.measured(database, team: "shop")["first-review"]?.sample.count == 21)
            await #expect(throws: TeamTrouble.noRepository("nowhere/repository/1")) {
                try await database.write {
                    try $0.keep([RecordKey("nowhere", .repository, "1")], ofTeam: "web", by: .commandLine, at: 6)
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `an absence of who is asked is no waiting`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            let ben = try #require(try await Doorkeeper.holder(of: database, as: "ben"))
            let absence = Absence(
                first: CivilDay(Workshop.monday), last: CivilDay(Workshop.now), hours: 9 * 60..<11 * 60)
            try await database.write { try $0.add(absence, of: ben) }
            let readings = try await Workshop.measured(database)
            #expect(readings["first-review"]?.value == 2)
            try await database.write { db in
                try db.remove(absence, of: ben)
                try db.keep(
                    WorkSchedule(
                        from: CivilDay(Workshop.monday), zone: "UTC", hours: try WeeklyHours("Mon-Fri 12:00-20:00")),
                    of: ben)
            }
            #expect(try await Workshop.measured(database)["first-review"]?.value == 1)
        }
    }

    @Test(arguments: Backend.all)
    func `who objects is waited for and named nowhere, from the moment they say so`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            let at = Workshop.day(19) + 10 * 3600
            try await Workshop.tell(Workshop.opened("7", by: "1", at: at), to: database)
            let before = try await Workshop.measured(database)
            #expect(before.open.map(\.waitsFor) == [[.init(id: "ben@example.org", name: "Ben", member: "m2")]])
            #expect(before.open.map(\.author?.member) == ["m1"])
            try await database.write { try $0.keep(before, revision: 1) }
            let ben = try #require(try await Doorkeeper.holder(of: database, as: "ben"))
            try await database.write { try $0.setObjection(true, of: ben, at: Workshop.now) }
            #expect(try await database.read { try $0.deliveryReadings(for: before.choice) } == nil)
            let after = try await Workshop.measured(database)
            #expect(after.open.map(\.waitsFor) == [[]])
            #expect(after.open.map(\.waitedWorking) == before.open.map(\.waitedWorking))
            let reviews = try #require(before["review-load"]?.sample.count)
            #expect(after["review-load"]?.sample.count ?? 0 < reviews)
            let text = String(decoding: try JSONValue.canonical(after), as: UTF8.self)
            #expect(!text.contains("Ben") && !text.contains("ben@"))
        }
    }

    @Test(arguments: Backend.all)
    func `who is asked by a login alone is the account of that login there`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            let at = Workshop.day(19) + 10 * 3600
            try await Workshop.tell(
                Workshop.opened("7", by: "1", at: at, asks: Workshop.account("@Ben"))
                    + Workshop.opened("8", by: "1", at: at, asks: Workshop.account("@nobody")), to: database)
            let open = try await Workshop.measured(database).open
            #expect(open.first { $0.number == 7 }?.waitsFor.map(\.member) == ["m2"])
            #expect(open.first { $0.number == 7 }?.isTeam == false)
            #expect(open.first { $0.number == 8 }?.isTeam == true)
        }
    }

    @Test(arguments: Backend.all)
    func `everybody together are told of without names`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            try await Workshop.tell(
                Workshop.opened("7", by: "1", at: Workshop.day(19) + 10 * 3600), to: database)
            let readings = try await Workshop.measured(database, team: nil)
            #expect(readings.open.count == 1)
            let text = String(decoding: try JSONValue.canonical(readings), as: UTF8.self)
            #expect(!text.contains("example.org\"") && !text.contains("Ana") && !text.contains("ana@"))
        }
    }

    @Test(arguments: Backend.all)
    func `what no source ever told of is unknown, and never nought`(_ backend: Backend) async throws {
        try await Workshop.on(backend) { database in
            var readings = try await Workshop.measured(database, team: nil)
            for id in ["build-success", "coverage", "flaky-tests", "work-in-progress", "velocity", "debt-ratio"] {
                #expect(readings[id]?.status == .unavailable, "\(id)")
            }
            var build = Build(
                key: RecordKey(Workshop.source, .build, "1"), repository: Workshop.repository, name: "check",
                state: .finished, result: .succeeded, originalState: "completed")
            (build.branch, build.commit) = ("main", "c0ffee")
            (build.startedAt, build.finishedAt) = (Workshop.day(2), Workshop.day(2) + 60)
            let results = [TestResult(suite: "s", name: "t", outcome: .passed, earlier: [.failed])]
            try await database.write { [build] db in
                _ = try db.save(
                    [
                        Told(
                            [.build(build)] + results.map { .testResult($0) }
                                + [.coverage(FileCoverage(path: "a.swift", lines: [1: 1, 2: 0, 3: 4, 4: 1]))],
                            at: Workshop.day(2) * 1000, run: build.key)
                    ], of: "host")
            }
            readings = try await Workshop.measured(database, team: nil)
            #expect(readings["build-success"]?.status == .tooFew)
            #expect(readings["build-success"]?.sample.count == 1)
            #expect(readings["flaky-tests"]?.sample.count == 1)
            #expect(readings["coverage"]?.value == 75)
            let team = try await Workshop.measured(database)
            #expect(team["coverage"]?.status == .unavailable)
            #expect(team["build-success"]?.why.contains("The team answers for no repository yet") == true)
        }
    }

    @Test(arguments: Backend.all)
    func `analyses of the default branch make the debt ratio, of all and of the team that answers for the repository`(
        _ backend: Backend
    ) async throws {
        try await Workshop.on(backend) { database in
            func analysis(_ commit: String, day: Int, minutes: Double, rules: String, branch: String? = "main")
                -> Record
            {
                .analysis(
                    DebtAnalysis(
                        key: RecordKey(Workshop.source, .analysis, commit), repository: Workshop.repository,
                        commit: commit, branch: branch, at: Workshop.day(day) + 3600, minutes: minutes, lines: 12_000,
                        rules: rules, withoutCost: 3))
            }
            try await Workshop.tell(
                [
                    analysis("a", day: 2, minutes: 90_000, rules: "1"),
                    analysis("b", day: 3, minutes: 14_400, rules: "2", branch: nil),
                    analysis("c", day: 4, minutes: 50_000, rules: "3", branch: "topic"),
                ], to: database)
            let all = try await Workshop.measured(database, team: nil)
            // HANDBOOK A24: 14,400 minutes beside 30 for each of 12,000 lines.
            #expect(all["debt-ratio"]?.value == 4)
            #expect(all["debt-ratio"]?.excluded.map(\.count) == [3])
            let details = try all["debt-ratio"]?.details.decode(DebtRatioDetails.self)
            #expect(details?.rating == "A" && details?.points.map(\.isBreak) == [false, true])
            #expect(all.repositoryName(Workshop.repository.description) == "shop/web")
            let none = try await Workshop.measured(database)
            #expect(none["debt-ratio"]?.status == .unavailable)
            #expect(none["debt-ratio"]?.why.contains("--costs costs.json") == true)
            try await database.write {
                _ = try $0.keep([Workshop.repository], ofTeam: "web", by: .commandLine, at: 6)
            }
            #expect(try await Workshop.measured(database)["debt-ratio"]?.value == 4)
        }
    }
}
