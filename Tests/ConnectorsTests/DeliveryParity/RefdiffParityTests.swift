import Records
import TestKit
import Testing

/// The commits between two deployments, by ancestry.
@Suite("Parity of what was deployed", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct RefdiffParityTests {
    private struct Brought {
        var new: String
        var old: String
        var commit: String
        var place: Int
    }

    private static let folder = "devlake/refdiff/deployment_commit_diff"

    @Test func `five commits of three deployments`() throws {
        var parents: [String: [String]] = [:]
        for row in try PeerTable("\(Self.folder)/commit_parents.csv").rows {
            parents[row["commit_sha"] ?? "", default: []].append(row["parent_commit_sha"] ?? "")
        }
        let graph = CommitGraph(parents: parents)
        var ours: [String: Brought] = [:]
        // The pairs that the peer compared: what was deployed, and what had been before.
        for row in try PeerTable("\(Self.folder)/_tool_refdiff_finished_commits_diffs.csv").rows {
            let (new, old) = (row["new_commit_sha"] ?? "", row["old_commit_sha"] ?? "")
            let commits = graph.commits(in: new, notIn: old.isEmpty ? nil : old)
            for (place, commit) in commits.enumerated() {
                ours["\(new) \(commit)"] = Brought(new: new, old: old, commit: commit, place: place + 1)
            }
        }
        #expect(ours.count == 5)
        try ParityPage.expect(
            "refdiff", title: "commits between deployments",
            introduction: """
                A small history, and the commits that each deployment brought: those that are in what was deployed and not in what was \
                deployed before, by ancestry (`CommitGraph.commits`).

                Asked for everything that is in the first deployment, both give the same two commits. Lead time here leaves these out \
                (HANDBOOK A2): what was there before anybody looked was not brought by the first deployment that was seen \
                (`DeployedCommits.ranges`).
                """,
            tables: [
                ParityTable(
                    "Commits of deployments", try PeerTable("\(Self.folder)/commits_diffs.csv"), ours: ours,
                    key: { "\($0["new_commit_sha"] ?? "") \($0["commit_sha"] ?? "")" },
                    fields: [
                        .same("new_commit_sha", "new") { $0.new },
                        .same("old_commit_sha", "old") { $0.old },
                        .same("commit_sha", "commit") { $0.commit },
                        .same("sorting_index", "place") { "\($0.place)" },
                    ])
            ])
    }

    @Test func `lead time counts three of them`() throws {
        var parents: [String: [String]] = [:]
        for row in try PeerTable("\(Self.folder)/commit_parents.csv").rows {
            parents[row["commit_sha"] ?? "", default: []].append(row["parent_commit_sha"] ?? "")
        }
        let deployments = try PeerTable("\(Self.folder)/cicd_deployment_commits.csv").rows
            .filter { $0["repo_url"] == "REPO111" }
            .map { row in
                var deployment = Deployment(
                    key: RecordKey("ci", .deployment, row["id"] ?? ""), service: "one", environment: .production,
                    state: .finished, result: .succeeded,
                    commits: [DeployedCommit(repositoryName: "REPO111", commit: row["commit_sha"] ?? "")])
                deployment.finishedAt = try ParityInstant.seconds(row["started_date"])
                return deployment
            }
        let ranges = DeployedCommits.ranges(of: deployments, in: ["REPO111": CommitGraph(parents: parents)])
        #expect(ranges.map(\.commits) == [[], ["commit_sha2"], ["commit_sha4", "commit_sha7"]])
    }
}
