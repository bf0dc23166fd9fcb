import Foundation
import Records
import TestKit

@testable import Signals

/// Files of `../shared/data/pullrequests`, and what they hold as histories.
enum PublishedPullRequests {
    static func unpacked(_ path: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", SharedData.file("pullrequests/\(path)").path()]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        return try pipe.fileHandleForReading.readToEnd() ?? Data()
    }

    /// Rows by column. None of these files quotes.
    static func rows(_ path: String) throws -> [[String: String]] {
        let lines = String(decoding: try unpacked(path), as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let head = lines.first?.split(separator: ",", omittingEmptySubsequences: false) else { return [] }
        return lines.dropFirst().map { line in
            let values = line.split(separator: ",", omittingEmptySubsequences: false)
            return Dictionary(zip(head, values).map { (String($0), String($1)) }) { first, _ in first }
        }
    }

    static func expected(_ path: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: SharedData.file("pullrequests/\(path)")))
    }

    static func seconds(_ text: String?) -> Int64? {
        guard let text, !text.isEmpty else { return nil }
        if let seconds = Int64(text) { return seconds }
        return (try? Date(text, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) }
    }

    static func account(_ login: String) -> RecordKey { RecordKey("github.com", .account, login) }

    static func request(
        _ id: String, author: String?, created: Int64, merged: Int64?, closed: Int64?
    ) -> PullRequest {
        let key = RecordKey("github.com", .pullRequest, id)
        var request = PullRequest(
            key: key, repository: key.other(.repository, "1"), number: Int(id) ?? 0, title: "",
            author: author.map(account),
            state: merged != nil ? .merged : closed != nil ? .closed : .open, createdAt: created, updatedAt: created,
            headBranch: "head", baseBranch: "main")
        (request.mergedAt, request.closedAt) = (merged, closed)
        return request
    }

    static func review(
        _ id: String, of request: PullRequest, by login: String, state: String, at: Int64
    ) -> PullRequestEvent {
        let verdicts: [String: PullRequestEvent.Verdict] = [
            "APPROVED": .approved, "CHANGES_REQUESTED": .changesRequested, "DISMISSED": .dismissed,
        ]
        return PullRequestEvent(
            key: request.key.other(.pullRequestEvent, id), pullRequest: request.key, kind: .reviewed, at: at,
            actor: login.isEmpty ? nil : account(login), verdict: verdicts[state] ?? .commented)
    }

    /// Everybody who acts is an account, of the kind that the name tells.
    static func reading(_ histories: [PullRequestHistory]) -> DeliveryReading {
        let keys = Set(histories.flatMap { [$0.pullRequest.author] + $0.events.map(\.actor) }.compactMap { $0 })
        let accounts = keys.sorted().map { Account(key: $0, login: $0.id) }
        return DeliveryReading(
            DeliveryEvidence(
                pullRequests: histories, people: DeliveryPeople(accounts: accounts),
                calendars: TeamCalendars(usual: WorkCalendar(.utc)), timeframe: Timeframe(end: 1_790_000_000)))
    }
}

extension JSONValue {
    subscript(path: String...) -> JSONValue? {
        path.reduce(Optional(self)) { value, name in
            if case .object(let fields)? = value { fields[name] } else { nil }
        }
    }

    var double: Double? { try? decode(Double.self) }
}
