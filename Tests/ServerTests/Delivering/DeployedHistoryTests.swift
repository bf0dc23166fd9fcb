import Foundation
import Records
import Server
import Signals
import Store
import TestKit
import Testing

@testable import Features

/// A clone whose address is a code host's: what a deployment brought and what a pull request changed, its history tells.
@Suite("Deliveries beside the history of a clone", .timeLimit(.minutes(40)))
struct DeployedHistoryTests {
    private static let repository = RecordKey("code.example.org", .repository, "1")
    private static let now: Int64 = 1_700_000_000 + 20 * 86_400

    @Test(arguments: Backend.all)
    func `tell which commits were deployed, when they were written and which files changed`(
        _ backend: Backend
    ) async throws {
        let clone = try ScratchRepository()
        for number in 0..<4 {
            try clone.write(String(repeating: "line\n", count: number + 1), to: "part\(number).txt")
            try clone.commit(
                "Change \(number)", by: "Ana", email: "ana@example.org", at: "\(1_700_000_000 + number * 86_400) +0000")
        }
        let names = try clone.git("log", "--format=%H", "--reverse").split(separator: "\n").map(String.init)
        try await backend.withDatabase { database in
            let time = Date(timeIntervalSince1970: Double(Self.now))
            let imported = try await Importer(database: database, mirrors: clone.folder + "/mirrors", now: { time })
                .run(clone.path)
            try await database.write { db in
                var repository = try #require(try db.repository(imported.repository.id))
                repository.location = "git@code.example.org:shop/web.git"
                try db.save(repository)
                try db.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 5))
                _ = try db.save([Told(Self.records(names), at: 1)], of: "host")
            }
            let evidence = try await database.read { db in
                let gathering = try #require(
                    try DeliveryGathering(DeliverySource(db), DeliveryChoice(), at: Self.now))
                return try gathering.evidence(db)
            }
            #expect(evidence.deployments.map(\.commits) == [[], Set(names[1...2])])
            let written: Int64 = 1_700_172_800
            #expect(evidence.commits[names[2]]?.authoredAt == written)
            let files = Dictionary(
                evidence.pullRequests.map { ($0.pullRequest.number, $0.files?.map(\.path)) }
            ) { first, _ in first }
            #expect(files[2] == ["part2.txt"])
            // The host counts more files than the merge commit holds: it is only a part of the change.
            #expect(files[3] == .some(nil))
            let measured = DeliverySignal.named("change-lead-time").map { $0.measure(evidence) }
            #expect(measured?.sample.count == 2)
        }
    }

    private static func records(_ commits: [String]) -> [Record] {
        var records: [Record] = [.repository(HostedRepository(key: repository, fullName: "shop/Web"))]
        for (number, deployed) in [0, 2].enumerated() {
            var deployment = Deployment(
                key: repository.other(.deployment, "\(number)"), service: "web", environment: .production,
                state: .finished, result: .succeeded,
                commits: [DeployedCommit(repositoryName: "shop/web", commit: commits[deployed])])
            deployment.finishedAt = 1_700_000_000 + Int64(deployed) * 86_400 + 7200
            records.append(.deployment(deployment))
        }
        for (number, changed) in [(2, 1), (3, 7)] {
            let at = 1_700_000_000 + Int64(number) * 86_400
            var request = PullRequest(
                key: repository.other(.pullRequest, "\(number)"), repository: repository, number: number, title: "T",
                author: nil, state: .merged, createdAt: at - 60, updatedAt: at, headBranch: "b\(number)",
                baseBranch: "main")
            (request.mergedAt, request.closedAt, request.mergeCommit) = (at, at, commits[number])
            request.changedFiles = changed
            records.append(.pullRequest(request))
        }
        return records
    }
}
