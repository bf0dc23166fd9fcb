import Connectors
import Foundation
import Records
import TestKit

/// The records that the raw tables map to, and the keys by which the peer's tables name the same things.
struct ParityAnswers {
    let records: [Record]
    let pullRequests: [String: PullRequest]
    let issues: [String: WorkItem]
    let comments: [Comment]
    let accounts: [RecordKey: Account]
    /// GitHub's own numbers of pull requests and issues, as the peer names them, by ours.
    let peerNames: [RecordKey: String]

    static let folder = "devlake/github"

    init() throws {
        var latest: [RecordKey: Record] = [:]
        var all: [Record] = []
        var names: [RecordKey: String] = [:]
        for (table, category) in Self.tables {
            for answer in try PeerTable("\(Self.folder)/raw_tables/_raw_github_api_\(table).csv").answers {
                let found = try Connector.gitHub.map(
                    RawAnswer(category: category, body: answer.body, url: answer.url))
                all += found
                for record in found { record.parityKey.map { latest[$0] = record } }
                if let (key, name) = try Self.name(answer.body, category) { names[key] = name }
            }
        }
        records = all
        peerNames = names
        comments = latest.values.compactMap { if case .comment(let comment) = $0 { comment } else { nil } }
        pullRequests = Dictionary(
            uniqueKeysWithValues: latest.values.compactMap {
                if case .pullRequest(let it) = $0 { (names[it.key] ?? "", it) } else { nil }
            })
        issues = Dictionary(
            uniqueKeysWithValues: latest.values.compactMap {
                if case .workItem(let it) = $0 { (names[it.key] ?? "", it) } else { nil }
            })
        accounts = Dictionary(
            uniqueKeysWithValues: latest.values.compactMap {
                if case .account(let it) = $0 { (it.key, it) } else { nil }
            })
    }

    static let tables = [
        ("pull_requests", "pull-requests"), ("comments", "comments"), ("issues", "issues"),
        ("pull_request_commits", "pull-request-commits"), ("pull_request_review_comments", "review-comments"),
        ("pull_request_reviews", "reviews"), ("events", "events"), ("accounts", "accounts"),
    ]

    private struct Name: Decodable {
        struct Part: Decodable {}
        var id: Int
        var url: String
        var pull_request: Part?
    }

    /// Only here: how the peer names what we name by its number in the repository.
    private static func name(_ body: Data, _ category: String) throws -> (RecordKey, String)? {
        guard category == "pull-requests" || category == "issues" else { return nil }
        let name = try JSONDecoder().decode(Name.self, from: body)
        let number = name.url.split(separator: "/").last ?? ""
        let id = "panjf2000/ants#\(number)"
        if category == "pull-requests" {
            return (RecordKey("github.com", .pullRequest, id), "github:GithubPullRequest:1:\(name.id)")
        }
        return name.pull_request == nil
            ? (RecordKey("github.com", .workItem, id), "github:GithubIssue:1:\(name.id)") : nil
    }

    func mapped(_ category: String, _ answer: (body: Data, url: String?)) throws -> [Record] {
        try Connector.gitHub.map(RawAnswer(category: category, body: answer.body, url: answer.url))
    }

    func account(_ key: RecordKey?) -> String { "github:GithubAccount:1:\(key?.id ?? "0")" }

    func table(_ name: String) throws -> PeerTable { try PeerTable("\(Self.folder)/snapshot_tables/\(name).csv") }

    /// The records of one kind by a text made of each.
    func records<Value>(_ pick: (Record) -> (String, Value)?) -> [String: Value] {
        Dictionary(records.compactMap(pick)) { _, later in later }
    }
}

extension Record {
    fileprivate var parityKey: RecordKey? {
        switch self {
        case .pullRequest(let it): it.key
        case .comment(let it): it.key
        case .workItem(let it): it.key
        case .account(let it): it.key
        default: nil
        }
    }
}
