import Connectors
import Foundation
import Records

/// Small answers, written where they are read.
enum GitLabSample {
    static let api = "https://code.example.org/gitlab/api/v4/projects/7"
    static let source = "code.example.org/gitlab"
    static let mergeRequest = RecordKey(source, .pullRequest, "7!12")
    static let issue = RecordKey(source, .workItem, "7#3")
    static let ann = #"{"id": 5, "username": "ann", "name": "Ann"}"#

    static func map(_ category: String, _ json: String, at path: String = "/merge_requests/12") throws -> [Record] {
        try Connector.gitLab.map(RawAnswer(category: category, body: Data(json.utf8), url: api + path))
    }

    static func events(_ records: [Record]) -> [PullRequestEvent] {
        records.compactMap { if case .pullRequestEvent(let event) = $0 { event } else { nil } }
    }

    static func note(_ body: String, system: Bool = true, more: String = "") throws -> [Record] {
        let text = try String(decoding: JSONEncoder().encode(body), as: UTF8.self)
        return try map(
            "notes",
            """
            {"id": 9, "body": \(text), "author": \(ann), "system": \(system), "created_at": "2025-03-04T09:30:00.123Z",
             "noteable_type": "MergeRequest", "noteable_iid": 12, "noteable_id": 4711, "project_id": 7 \(more)}
            """, at: "/merge_requests/12/notes")
    }
}

/// An event's kind with what matters of it, in a few words.
struct EventWords: Equatable, CustomStringConvertible {
    var description: String

    init(_ event: PullRequestEvent) {
        description = [event.kind.rawValue, event.verdict?.rawValue, event.subject?.id, event.commit]
            .compactMap(\.self).joined(separator: " ")
    }
}
