import Connectors
import Foundation
import Records
import TestKit

/// The records that the raw tables map to, by the numbers by which the peer's tables name the same things.
struct GitLabParityAnswers {
    struct Note {
        var id: String
        var comment: Comment?
        var event: PullRequestEvent?
        var login: String?
        var subject: RecordKey? { comment?.subject ?? event?.pullRequest }
        var author: RecordKey? { comment?.author ?? event?.actor }
        var at: Int64? { comment?.createdAt ?? event?.at }
    }

    static let folder = "devlake/gitlab"

    let pullRequests: [String: PullRequest]
    /// Of the table that the notes are from.
    let noted: [String: PullRequest]
    let notes: [String: Note]
    let accounts: [RecordKey: Account]
    /// GitLab's own numbers of merge requests, by ours.
    let numbers: [RecordKey: String]

    init() throws {
        var accounts: [RecordKey: Account] = [:]
        var numbers: [RecordKey: String] = [:]
        func read(_ table: String) throws -> [String: PullRequest] {
            var found: [String: PullRequest] = [:]
            for (answer, id) in try Self.answers(table) {
                for record in try Connector.gitLab.map(answer) {
                    if case .account(let account) = record { accounts[account.key] = account }
                    guard case .pullRequest(let it) = record else { continue }
                    found[id] = it
                    numbers[it.key] = id
                }
            }
            return found
        }
        pullRequests = try read("merge_requests")
        noted = try read("merge_requests_for_mr_notes_test")
        var notes: [String: Note] = [:]
        for (answer, id) in try Self.answers("merge_request_notes") {
            var note = Note(id: id)
            for record in try Connector.gitLab.map(answer) {
                switch record {
                case .account(let account):
                    accounts[account.key] = account
                    note.login = account.login
                case .comment(let comment): note.comment = comment
                case .pullRequestEvent(let event): note.event = event
                default: break
                }
            }
            notes[id] = note
        }
        self.notes = notes
        self.accounts = accounts
        self.numbers = numbers
    }

    private struct Numbered: Decodable { var id: Int }

    private static func answers(_ table: String) throws -> [(RawAnswer, String)] {
        let category = table == "merge_request_notes" ? "notes" : "merge-requests"
        return try PeerTable("\(folder)/raw_tables/_raw_gitlab_api_\(table).csv").answers.map { body, url in
            let id = try JSONDecoder().decode(Numbered.self, from: body).id
            return (RawAnswer(category: category, body: body, url: url), "\(id)")
        }
    }

    func table(_ name: String) throws -> PeerTable { try PeerTable("\(Self.folder)/snapshot_tables/\(name).csv") }

    func login(_ key: RecordKey?) -> String? { key.flatMap { accounts[$0]?.login } }

    func name(of pullRequest: RecordKey?) -> String? {
        pullRequest.flatMap { numbers[$0] }.map { "gitlab:GitlabMergeRequest:1:\($0)" }
    }

    /// The last part of a name such as `gitlab:GitlabMergeRequest:1:32348491`.
    static func number(_ text: String?) -> String {
        text.flatMap { $0.split(separator: ":").last.map(String.init) } ?? ""
    }
}

extension ParityField {
    /// An instant, of which the peer keeps thousandths.
    static func instant(_ column: String, _ field: String, _ seconds: @escaping (Ours) -> Int64?) -> Self {
        .different(column, field, "whole seconds here, thousandths there") { ParityPage.instant(seconds($0)) }
    }
}
