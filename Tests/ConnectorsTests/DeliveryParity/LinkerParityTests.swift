import Connectors
import Foundation
import Records
import TestKit
import Testing

/// Which issues a pull request is about, by its title, its description and its branch.
@Suite("Parity of links", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct LinkerParityTests {
    private static let folder = "devlake/linker/snapshot_tables"

    private struct Link {
        var pullRequest: String
        var issue: String
        var number: String
        var issueNumber: String
    }

    @Test func `three links, each equal`() throws {
        let links = try links("pull_requests", issues: "issues")
        #expect(links.count == 3)
        let across = try self.links("cross_project_pull_requests", issues: "cross_project_issues")
        // The peer's other two: a number of another project's issue, and one that another step had stored.
        let expected = try PeerTable("\(Self.folder)/cross_project_pull_request_issues_after.csv")
        #expect(expected.rows.count == 4)
        let theirs = Set(expected.rows.map(Self.key))
        #expect(Set(across.keys).isSubset(of: theirs))
        #expect(
            theirs.subtracting(across.keys) == [
                "github:GithubPullRequest:1:1819250574 github:GithubIssue:2:2001",
                "github:GithubPullRequest:1:1819250574 github:GithubIssue:1:1237324696",
            ])
        try ParityPage.expect(
            "linker", title: "links from pull requests to issues",
            introduction: """
                Pull requests whose title or branch names issues, and the links that follow. Here the mapping of each answer gives the links; \
                those that lead to an issue that nobody has read, such as `#7275` in a branch's name, wait until it is there.

                Across projects, where the peer goes from three links to four: the two of pull request 7317 are equal. Of 7318 the peer links \
                `#2001` to an issue of another project that happens to have this number; here a bare number is one of the pull request's own \
                repository, and another project's is written with its name, `other/repo#2001`. Its fourth, `#1884`, is not from these tables: \
                another step of the peer had stored it, and here too a link stays that another answer tells.
                """,
            tables: [
                ParityTable(
                    "Links", try PeerTable("\(Self.folder)/pull_request_issues.csv"), ours: links, key: Self.key,
                    fields: [
                        .same("pull_request_id", "pullRequest") { $0.pullRequest },
                        .same("issue_id", "workItem") { $0.issue },
                        .same("pull_request_key", "pullRequest") { $0.number },
                        .same("issue_key", "reference") { $0.issueNumber },
                    ])
            ])
    }

    private static func key(_ row: [String: String]) -> String {
        "\(row["pull_request_id"] ?? "") \(row["issue_id"] ?? "")"
    }

    /// Those that lead to issues which were read.
    private func links(_ table: String, issues: String) throws -> [String: Link] {
        var known: [RecordKey: [String: String]] = [:]
        for row in try PeerTable("\(Self.folder)/\(issues).csv").rows {
            let parts = (row["url"] ?? "").split(separator: "/")
            let id = "\(parts[2])/\(parts[3])#\(parts[5])"
            // One of the peer's tables has the same issue by two connections; the first is the one whose pull requests these are.
            let key = RecordKey("github.com", .workItem, id)
            if known[key] == nil { known[key] = row }
        }
        var links: [String: Link] = [:]
        for row in try PeerTable("\(Self.folder)/\(table).csv").rows {
            for case .workItemLink(let link) in try Connector.gitHub.map(try answer(row)) {
                guard let key = link.workItem, let issue = known[key] else { continue }
                let found = Link(
                    pullRequest: row["id"] ?? "", issue: issue["id"] ?? "", number: row["pull_request_key"] ?? "",
                    issueNumber: link.reference.replacing("#", with: ""))
                links["\(found.pullRequest) \(found.issue)"] = found
            }
        }
        return links
    }

    /// The peer's row as GitHub would have given it.
    private func answer(_ row: [String: String]) throws -> RawAnswer {
        let number = row["pull_request_key"] ?? ""
        let api = "https://api.github.com/repos/apache/incubator-devlake"
        let body: [String: Any] = [
            "id": 1, "number": Int(number) ?? 0, "url": "\(api)/pulls/\(number)", "html_url": row["url"] ?? "",
            "title": row["title"] ?? "", "body": row["description"] ?? "", "state": "closed",
            "created_at": "2024-04-12T05:31:43Z", "updated_at": "2024-04-12T06:44:27Z",
            "head": ["ref": row["head_ref"] ?? "", "sha": "a"], "base": ["ref": "main", "sha": "b"],
        ]
        return RawAnswer(
            category: "pull-requests", body: try JSONSerialization.data(withJSONObject: body),
            url: "\(api)/pulls/\(number)")
    }
}
