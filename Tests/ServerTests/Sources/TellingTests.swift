import Connectors
import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Server

@Suite("Telling the store")
struct TellingTests {
    @Test(arguments: [
        AnswerName(url: "https://api.github.com/repos/a/b/pulls?page=2", event: nil, number: nil, delivery: nil),
        AnswerName(url: "https://x.example/a", event: nil, number: 12, delivery: nil),
        AnswerName(url: nil, event: "Merge Request Hook", number: nil, delivery: "13792a34-cac6"),
        AnswerName(url: nil, event: "a=b%20c d", number: nil, delivery: " "),
        AnswerName(url: nil, event: nil, number: nil, delivery: nil),
    ])
    func `names of answers come back as they were`(_ name: AnswerName) {
        #expect(AnswerName(name.text) == name)
    }

    @Test func `what is known and passed over is not kept, and what is new to us is`() throws {
        let body = Data(#"{"zen": "x", "sender": {"login": "ada", "id": 1}}"#.utf8)
        let ping = try Telling.told(
            Connectors.RawAnswer(category: "webhook", body: body, event: "ping"), receivedAt: 7, connector: .gitHub)
        #expect(ping.raw == nil && ping.records.isEmpty && ping.at == 7)
        let new = try Telling.told(
            Connectors.RawAnswer(category: "webhook", body: body, event: "moon"), receivedAt: 7, connector: .gitHub,
            delivery: "d1")
        #expect(new.raw?.key == "event=moon delivery=d1")
    }

    @Test func `results know their run by the address, and are refused without`() throws {
        let body = Data(#"{"test_suites": [{"name": "s", "test_cases": [{"name": "t", "status": "success"}]}]}"#.utf8)
        let url = "https://git.example.org/api/v4/projects/7/pipelines/11/test_report"
        let told = try Telling.told(
            Connectors.RawAnswer(category: "test-report", body: body, url: url), receivedAt: 7, connector: .gitLab)
        #expect(told.run == RecordKey("git.example.org", .build, "11"))
        #expect(throws: MappingTrouble.self) {
            try Telling.told(
                Connectors.RawAnswer(category: "test-report", body: body), receivedAt: 7, connector: .gitLab)
        }
    }

    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"), arguments: Backend.all)
    func `remapping what was archived tells the same again`(_ backend: Backend) async throws {
        let told = try Recorded.all().enumerated().map { place, one in
            try Telling.told(
                one.answer, receivedAt: 1_000 + Int64(place), connector: one.connector, delivery: "d\(place)")
        }
        try await backend.withDatabase { database in
            try await database.write { db in
                try db.save(SourceConnection(id: "hub", kind: "github", name: "GitHub", createdAt: 0))
                try db.save(SourceConnection(id: "lab", kind: "gitlab", name: "GitLab", createdAt: 0))
                for (one, source) in zip(told, try Recorded.all()) {
                    try db.save([one], of: source.connector.id == "github" ? "hub" : "lab")
                }
            }
            let before = try await database.read { try RecordsNow($0) }
            #expect(min(before.pullRequests.count, before.events.count, before.accounts.count, before.jobs.count) > 2)
            try await database.write { db in
                let hub = try db.remap("hub") { try Telling.told(again: $0, connector: .gitHub) }
                let lab = try db.remap("lab") { try Telling.told(again: $0, connector: .gitLab) }
                #expect(hub.answers > 50 && lab.answers > 5)
            }
            #expect(try await database.read { try RecordsNow($0) } == before)
        }
    }
}

/// What is stored, as it is read again.
private struct RecordsNow: Hashable {
    let pullRequests: [PullRequest]
    let events: [PullRequestEvent]
    let reviews: [Review]
    let comments: [Records.Comment]
    let builds: [Build]
    let jobs: [Job]
    let deployments: [Deployment]
    let workItems: [WorkItem]
    let accounts: [Account]
    let commits: [PullRequestCommit]

    init(_ db: any Store.Connection) throws {
        pullRequests = try db.records(PullRequest.self)
        events = try db.records(PullRequestEvent.self)
        reviews = try db.records(Review.self)
        comments = try db.records(Records.Comment.self)
        builds = try db.records(Build.self)
        jobs = try db.records(Job.self)
        deployments = try db.records(Deployment.self)
        workItems = try db.records(WorkItem.self)
        accounts = try db.records(Account.self)
        commits = try db.records(PullRequestCommit.self)
    }
}

/// Webhooks and answers that the services gave.
private enum Recorded {
    struct Entry: Decodable {
        var file: String
        var event: String
    }

    static func all() throws -> [(connector: Connector, answer: Connectors.RawAnswer)] {
        let hooks = SharedData.file("webhooks")
        let list = try JSONDecoder().decode(
            [Entry].self, from: Data(contentsOf: hooks.appending(path: "github/index.json")))
        var all: [(connector: Connector, answer: Connectors.RawAnswer)] = try list.map { entry in
            let body = try Data(contentsOf: hooks.appending(path: "github/\(entry.file)"))
            return (.gitHub, Connectors.RawAnswer(category: "webhook", body: body, event: entry.event))
        }
        let gitLab = hooks.appending(path: "gitlab")
        for file in try FileManager.default.contentsOfDirectory(atPath: gitLab.path()).sorted()
        where file.hasSuffix(".json") {
            let body = try Data(contentsOf: gitLab.appending(path: file))
            all.append((.gitLab, Connectors.RawAnswer(category: "webhook", body: body, event: "System Hook")))
        }
        for (file, category) in [
            ("github_request_pull_request_1", "pull-requests"), ("github_request_pull_request_1_reviews", "reviews"),
            ("github_request_pull_request_2_comments", "review-comments"),
            ("github_request_pull_request_1_commits", "pull-request-commits"), ("github_issue_2", "issues"),
        ] {
            let content = try Data(contentsOf: SharedData.file("apiraw/perceval/github/\(file)"))
            all += try AnswerFile(content, name: file).pieces.map {
                let url = "https://api.github.com/repos/zhquan_example/repo/pulls/1/commits"
                return (.gitHub, Connectors.RawAnswer(category: category, body: $0.body, url: url))
            }
        }
        return all
    }
}
