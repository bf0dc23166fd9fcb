import Connectors
import Foundation
import Records
import Testing

extension GitLabParityAnswers {
    func noteTables() throws -> [ParityTable] {
        let taken = notes.filter { $0.value.comment?.isSystem == false || $0.value.event?.verdict != nil }
        return [
            ParityTable(
                "All notes", try table("_tool_gitlab_mr_notes"), ours: notes, key: { $0["gitlab_id"] ?? "" },
                fields: noteFields() + [
                    .same("merge_request_iid", "subject") { $0.subject.map(Self.iid) ?? Self.mergeNotes[$0.id] },
                    .different("merge_request_id", "subject", "a note of the merge gives no record") {
                        $0.subject.flatMap { numbers[$0] }
                    },
                    .absent("noteable_type", "told by the key of what it is about"),
                    .absent("confidential", "who may read it is decided at the source"),
                    .different("is_system", "isSystem", "an event is no comment; what the rest says nowhere else is") {
                        $0.comment.map { $0.isSystem ? "1" : "0" }
                    },
                ]),
            ParityTable(
                "Notes that the peer takes for comments", try table("_tool_gitlab_mr_comments"), ours: taken,
                key: { $0["gitlab_id"] ?? "" },
                fields: noteFields() + [
                    .same("merge_request_id", "subject") { $0.subject.flatMap { numbers[$0] } },
                    .same("merge_request_iid", "subject") { $0.subject.map(Self.iid) },
                    .same("author_user_id", "author") { $0.author?.id },
                ]),
            ParityTable(
                "Comments", try table("pull_request_comments"), ours: taken, key: { Self.number($0["id"]) },
                fields: [
                    .same("id", "key") { "gitlab:GitlabMrComment:1:\($0.id)" },
                    .same("pull_request_id", "subject") { name(of: $0.subject) },
                    bodyField(),
                    .same("account_id", "author") { $0.author.map { "gitlab:GitlabAccount:1:\($0.id)" } },
                    .instant("created_date", "createdAt") { $0.at },
                    .same("commit_sha", "commit") { $0.comment?.commit },
                ]),
        ]
    }

    private func noteFields() -> [ParityField<Note>] {
        [
            .absent("connection_id", "the host is part of every key"),
            .same("gitlab_id", "key") { $0.id },
            .same("author_username", "author") { $0.login },
            bodyField(),
            .instant("gitlab_created_at", "createdAt") { $0.at },
            .absent("resolvable", "kept as isResolved where something can be settled; these cannot"),
        ]
    }

    private func bodyField() -> ParityField<Note> {
        .different("body", "body", "what tells an event is that event, and its sentence is not kept") {
            $0.comment?.body
        }
    }

    private static func iid(_ key: RecordKey) -> String { key.id.split(separator: "!").last.map(String.init) ?? "" }

    /// The two notes “merged”, which give no record.
    private static let mergeNotes = ["186537191": "1", "208121682": "3"]

    /// The peer's raw table of projects is its own already; its columns are those of GitLab's answer.
    func projectTables() throws -> [ParityTable] {
        let raw = try PeerTable("\(Self.folder)/raw_tables/_tool_gitlab_projects.csv")
        var projects: [String: HostedRepository] = [:]
        for row in raw.rows {
            let answer = [
                "id": row["gitlab_id"] ?? "", "path_with_namespace": row["path_with_namespace"] ?? "",
                "web_url": row["web_url"] ?? "", "default_branch": row["default_branch"] ?? "",
                "created_at": row["created_date"] ?? "",
            ]
            let text = try String(decoding: JSONEncoder().encode(answer), as: UTF8.self)
                .replacing("\"id\":\"\(row["gitlab_id"] ?? "")\"", with: "\"id\":\(row["gitlab_id"] ?? "")")
            let body = RawAnswer(category: "projects", body: Data(text.utf8))
            for case .repository(let project) in try Connector.gitLab.map(body) { projects[project.key.id] = project }
        }
        return [
            ParityTable(
                "Projects", try table("repos"), ours: projects, key: { Self.number($0["id"]) },
                fields: [
                    .same("id", "key") { "gitlab:GitlabProject:1:\($0.key.id)" },
                    .same("name", "fullName") { $0.fullName },
                    .same("url", "url") { $0.url },
                    .absent("description", "no number needs it"),
                    .absent("owner_id", "no number needs it"),
                    .absent("language", "read from the files themselves"),
                    .same("forked_from", "isFork") { $0.isFork ? "a fork" : nil },
                    .instant("created_date", "createdAt") { $0.createdAt },
                    .absent("updated_date", "changes with everything below it and says nothing"),
                    .absent("deleted", "what is gone leaves by comparing the sets of numbers"),
                ]),
            ParityTable(
                "Boards of projects", try table("board_repos"), ours: projects, key: { Self.number($0["board_id"]) },
                fields: [
                    .same("board_id", "container") { "gitlab:GitlabProject:1:\($0.key.id)" },
                    .same("repo_id", "key") { "gitlab:GitlabProject:1:\($0.key.id)" },
                ]),
        ]
    }
}
