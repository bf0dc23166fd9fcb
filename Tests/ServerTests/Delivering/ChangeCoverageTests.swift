import Foundation
import Records
import Signals
import Store
import TestKit
import Testing

@testable import Features
@testable import Server

/// A clone whose merges have reports of coverage: which lines were added its history tells.
@Suite("Coverage of changes", .timeLimit(.minutes(40)))
struct ChangeCoverageTests {
    private static let repository = RecordKey("code.example.org", .repository, "1")

    private static func request(_ number: Int, merged commit: String, adds: Int) -> Record {
        let at: Int64 = 1_789_000_000
        var request = PullRequest(
            key: repository.other(.pullRequest, "\(number)"), repository: repository, number: number, title: "Change",
            author: repository.other(.account, "1"), state: .merged, createdAt: at, updatedAt: at,
            headBranch: "topic", baseBranch: "main")
        (request.mergedAt, request.closedAt, request.mergeCommit) = (at + 60, at + 60, commit)
        (request.additions, request.deletions, request.changedFiles) = (adds, 0, 1)
        return .pullRequest(request)
    }

    /// HANDBOOK A21: of 24 changed lines that can run 18 did.
    private static func report(_ number: Int, of commit: String, covered: ClosedRange<Int>, of lines: [Int]) -> Told {
        var build = Build(
            key: repository.other(.build, "\(number)"), repository: repository, name: "check", state: .finished,
            result: .succeeded, originalState: "completed")
        (build.branch, build.commit, build.finishedAt) = ("main", commit, 1_789_000_300)
        let hits = Dictionary(uniqueKeysWithValues: lines.map { ($0, covered.contains($0) ? 2 : 0) })
        return Told(
            [.build(build), .coverage(FileCoverage(path: "/build/src/main.py", lines: hits))],
            at: 1_789_000_400_000 + Int64(number), run: build.key)
    }

    @Test(arguments: Backend.all)
    func `is what ran of the lines that a merge added, once its report came`(_ backend: Backend) async throws {
        let clone = try ScratchRepository()
        let text = { (count: Int) in (1...count).map { "line \($0)\n" }.joined() }
        try clone.write(text(10), to: "src/main.py")
        try clone.commit("First", at: "1700000000 +0000")
        try clone.write(text(40), to: "src/main.py")
        try clone.commit("Second", at: "1700000100 +0000")
        try clone.write(text(41), to: "src/main.py")
        try clone.commit("Third", at: "1700000200 +0000")
        let commits = try clone.git("log", "--format=%H", "--reverse").split(separator: "\n").map(String.init)
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, permissions: .tutti, features: { .all($0) }) { server in
            let database = server.server.services.database
            let imported = try await Importer(
                database: database, mirrors: clone.folder + "/mirrors", now: server.server.services.now
            ).run(clone.path)
            // Lines 11 to 40 are new; 24 of them can run, of which the first 18 did. Line 5 is old.
            let lines = [5] + Array(11...34)
            try await database.write { db in
                try db.save(origin: "git@code.example.org:shop/web.git", of: imported.repository.id)
                try db.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 5))
                let told: [Record] = [
                    .repository(HostedRepository(key: Self.repository, fullName: "shop/web")),
                    Self.request(7, merged: commits[1], adds: 30),
                    // Its host counts more than the commit holds.
                    Self.request(8, merged: commits[2], adds: 50),
                ]
                _ = try db.save([Told(told, at: 1)], of: "host")
                _ = try db.save(
                    [
                        Self.report(1, of: commits[1], covered: 11...22, of: lines),
                        Self.report(2, of: commits[2], covered: 1...41, of: lines),
                    ], of: "host")
            }
            let service = ChangeCoverageService(
                server.server.services, mirrors: clone.folder + "/mirrors", logger: TestServer.silent)
            let since = await service.look(0)
            func measured() async throws -> [PullRequestCoverage] {
                try await database.read {
                    try $0.changeCoverages(of: ["7", "8"].map { Self.repository.other(.pullRequest, $0) })
                }
            }
            let first = try await measured()
            #expect(first.map(\.pullRequest.id) == ["7"])
            #expect(first.first?.coverage.added == 30 && first.first?.coverage.coverable == 24)
            #expect(first.first?.coverage.covered == 12)
            // Another part of the tests reports later, of the same commit.
            clock.pass(60)
            try await database.write { db in
                var told = Self.report(3, of: commits[1], covered: 23...28, of: lines)
                told.at = clock.time * 1000
                _ = try db.save([told], of: "host")
            }
            clock.pass(60)
            _ = await service.look(since)
            #expect(try await measured().first?.coverage.covered == 18)
            _ = try await DeliveryMeasurer(database: database, now: server.server.services.now).run([DeliveryChoice()])
            let readings = try #require(try await database.read { try $0.deliveryReadings(for: DeliveryChoice()) })
            #expect(readings["change-coverage"]?.value == 75)
            #expect(readings["change-coverage"]?.sample.count == 24)
        }
    }
}
