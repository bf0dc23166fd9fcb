import Foundation
import Records
import Testing

extension ParityAnswers {
    private static let notGitHubs = "empty there: GitHub has nothing of the kind"

    func issueTables() throws -> [ParityTable] { [try issueTable(), try labelsOfIssues(), try eventTable()] }

    private func issueTable() throws -> ParityTable {
        ParityTable(
            "Issues", try table("issues"), ours: issues, key: { $0["id"] ?? "" },
            fields: [
                .absent("id", "the key names the repository and the number, see above"),
                .same("url", "url") { $0.url },
                .absent("icon_url", Self.notGitHubs),
                .same("issue_key", "reference") { String($0.reference.dropFirst()) },
                .same("title", "title") { $0.title },
                .same("description", "body") { Self.quoted($0.body) },
                .absent("epic_key", Self.notGitHubs),
                .different(
                    "type", "kind", "all labels count here, there those that a rule names; both know the same bugs"
                ) { $0.kind == .bug ? "BUG" : $0.kind.rawValue },
                .same("status", "state") { $0.state.rawValue.uppercased() },
                .same("original_status", "originalState") { $0.originalState },
                .absent("story_point", Self.notGitHubs),
                .same("resolution_date", "closedAt") { ParityPage.instant($0.closedAt) },
                .same("created_date", "createdAt") { ParityPage.instant($0.createdAt) },
                .same("updated_date", "updatedAt") { ParityPage.instant($0.updatedAt) },
                .same("lead_time_minutes", "createdAt, closedAt") { item in
                    item.closedAt.map { String(($0 - item.createdAt) / 60) }
                },
                .absent("parent_issue_id", Self.notGitHubs),
                .same("priority", "priority") { $0.priority },
                .absent("original_estimate_minutes", Self.notGitHubs),
                .absent("time_spent_minutes", "time sheets of people are never taken"),
                .absent("time_remaining_minutes", Self.notGitHubs),
                .same("creator_id", "author") { account($0.author) },
                .same("creator_name", "author") { $0.author.flatMap { accounts[$0]?.login } },
                .same("assignee_id", "assignees") { $0.assignees.first.map { account($0) } },
                .same("assignee_name", "assignees") { $0.assignees.first.flatMap { accounts[$0]?.login } },
                .same("severity", "severity") { $0.severity },
                .absent("component", "a rule over labels there"),
            ])
    }

    private func labelsOfIssues() throws -> ParityTable {
        let ours = issues.flatMap { name, it in it.labels.map { ("\(name) \($0)", (name, $0)) } }
        return ParityTable(
            "Labels of issues", try table("issue_labels"), ours: Dictionary(uniqueKeysWithValues: ours),
            key: { "\($0["issue_id"] ?? "") \($0["label_name"] ?? "")" },
            fields: [.same("issue_id", "key") { $0.0 }, .same("label_name", "labels") { $0.1 }])
    }

    /// One happening, whichever of our records it became.
    private struct Happening {
        var at: Int64
        var actor: RecordKey?
        var word: String
    }

    private func eventTable() throws -> ParityTable {
        let words = ["closed", "labeled", "assigned", "renamed", "head_ref_force_pushed", "ready_for_review"]
        let peer = try table("_tool_github_issue_events").only { words.contains($0["type"] ?? "") }
        var ours: [String: Happening] = [:]
        for answer in try PeerTable("\(Self.folder)/raw_tables/_raw_github_api_events.csv").answers {
            let id = try JSONDecoder().decode(Identified.self, from: answer.body).id
            for record in try mapped("events", answer) {
                switch record {
                case .pullRequestEvent(let it):
                    ours[String(id)] = Happening(at: it.at, actor: it.actor, word: it.kind.rawValue)
                case .workItemChange(let it):
                    let word = it.key.id.split(separator: "/").dropFirst(2).first?.split(separator: "@").first
                    ours[String(id)] = Happening(at: it.at, actor: it.actor, word: word.map(String.init) ?? "")
                default: break
                }
            }
        }
        return ParityTable(
            "Events (those with a bearing on the course of a pull request or an issue; not that somebody subscribed or was mentioned)",
            peer, ours: ours, key: { $0["github_id"] ?? "" },
            fields: [
                .absent("connection_id", "the host is part of every key"),
                .absent(
                    "github_id",
                    "the list, the timeline and a webhook know no common number; the key is what happened and when"),
                .absent("issue_id", "the key begins with the issue or pull request that it is about"),
                .different(
                    "type", "kind",
                    "here a merge is one, not a closing, and a forced push, or that a draft is ready, has the word that all code hosts share"
                ) {
                    $0.word
                },
                .same("author_username", "actor") { $0.actor.flatMap { accounts[$0]?.login } },
                .same("github_created_at", "at") { ParityPage.instant($0.at) },
            ])
    }

    private struct Identified: Decodable { var id: Int }
}
