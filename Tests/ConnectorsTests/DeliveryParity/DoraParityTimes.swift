import Records
import Signals
import Testing

/// The peer's pull requests, comments and deployments, as the signals see them.
struct DoraParityTimes {
    struct Row {
        var clock: PullRequestClock
        var history: PullRequestHistory

        /// Of several commits the one that was written first.
        var firstCommit: PullRequestCommit? { history.commits.min { $0.authoredAt < $1.authoredAt } }

        /// Coding, from ready to merged, and deployment, of which those that are missing count 0: the peer's cycle.
        var cycle: Int64 { (clock.parts.coding ?? 0) + (clock.parts.open ?? 0) + (clock.parts.deploy ?? 0) }
    }

    let rows: [String: Row]
    private static let folder = "\(DoraParityTests.folder)/change_lead_time"

    init() throws {
        let evidence = DeliveryEvidence(
            pullRequests: try Self.histories(), deployments: try Self.deployments(),
            people: DeliveryPeople(
                accounts: "abcdefghijkl".map { Account(key: Self.key(.account, "\($0)"), login: "\($0)") }),
            calendars: TeamCalendars(usual: WorkCalendar(.utc)), timeframe: Timeframe(end: 1_704_067_200))
        let reading = DeliveryReading(evidence)
        var rows: [String: Row] = [:]
        for history in evidence.pullRequests where history.pullRequest.mergedAt != nil {
            let clock = try #require(reading.clock(of: history.pullRequest.key))
            rows[history.pullRequest.key.id] = Row(clock: clock, history: history)
        }
        self.rows = rows
    }

    private static func key(_ kind: RecordKey.Kind, _ id: String?) -> RecordKey { RecordKey("host", kind, id ?? "") }

    private static func account(_ id: String?) -> RecordKey? {
        id.flatMap { $0.isEmpty ? nil : key(.account, $0) }
    }

    private static func histories() throws -> [PullRequestHistory] {
        let comments = try PeerTable("\(folder)/pull_request_comments.csv").rows
        let commits = try PeerTable("\(folder)/pull_request_commits.csv").rows
        return try PeerTable("\(folder)/pull_requests.csv").rows.map { row in
            let created = try ParityInstant.seconds(row["created_date"])
            let merged = ParityInstant.optional(row["merged_date"])
            let author = account(row["author_id"])
            var request = PullRequest(
                key: key(.pullRequest, row["id"]), repository: key(.repository, row["base_repo_id"]), number: 1,
                title: "", author: author, state: merged == nil ? .open : .merged, createdAt: created,
                updatedAt: merged ?? created, headBranch: row["id"] ?? "", baseBranch: "main")
            request.mergedAt = merged
            request.mergeCommit = row["merge_commit_sha"]
            func event(_ kind: PullRequestEvent.Kind, _ id: String, at: Int64, by: RecordKey?) -> PullRequestEvent {
                // The table keeps no words; a comment has to have some to be more than a sign of life.
                PullRequestEvent(
                    key: key(.pullRequestEvent, "\(row["id"] ?? "")/\(id)"), pullRequest: request.key, kind: kind,
                    at: at, actor: by, text: kind == .commented ? "Words that the table does not keep" : nil)
            }
            let said = try comments.filter { $0["pull_request_id"] == row["id"] }.map {
                event(
                    .commented, $0["id"] ?? "", at: try ParityInstant.seconds($0["created_date"]),
                    by: account($0["account_id"]))
            }
            return PullRequestHistory(
                request,
                events: [event(.opened, "opened", at: created, by: author)] + said
                    + (merged.map { [event(.merged, "merged", at: $0, by: nil)] } ?? []),
                commits: try commits.filter { $0["pull_request_id"] == row["id"] }.map {
                    PullRequestCommit(
                        pullRequest: request.key, commit: $0["commit_sha"] ?? "", authorName: "", authorEmail: "",
                        authoredAt: try ParityInstant.seconds($0["commit_authored_date"]))
                })
        }
    }

    private static func deployments() throws -> [DeployedCommits] {
        // What has no deployment before it has no range, and brings nothing.
        let ranges = try PeerTable("\(folder)/commits_diffs.csv").rows.filter { $0["old_commit_sha"] != "" }
        return try PeerTable("\(folder)/cicd_deployment_commits.csv").rows.map { row in
            var deployment = Deployment(
                key: key(.deployment, row["id"]), service: row["cicd_scope_id"] ?? "",
                environment: row["environment"] == "PRODUCTION" ? .production : .staging, state: .finished,
                result: row["result"] == "SUCCESS" ? .succeeded : .failed)
            deployment.finishedAt = try ParityInstant.seconds(row["finished_date"])
            let brought = ranges.filter { $0["new_commit_sha"] == row["commit_sha"] }.compactMap { $0["commit_sha"] }
            return DeployedCommits(deployment, commits: Set(brought))
        }
    }

    var fields: [ParityField<Row>] {
        func minutes(_ seconds: Int64?) -> String? { seconds.map { "\(($0 + 59) / 60)" } }
        return [
            .same("id", "pullRequest") { $0.clock.pullRequest.id },
            .absent("project_name", "a number is asked for by team, service or repository"),
            .same("first_commit_sha", "commits") { $0.firstCommit?.commit },
            .same("pr_coding_time", "coding") { minutes($0.clock.parts.coding) },
            .absent("first_review_id", "told by its time"),
            .different(
                "pr_pickup_time", "pickup", "a comment that came after the merge picked nothing up; it is a late review"
            ) { minutes($0.clock.parts.pickup) },
            .different(
                "pr_review_time", "review", "ends with the approval that satisfied the rule, and nobody approved here"
            ) { minutes($0.clock.parts.review) },
            .absent("deployment_commit_id", "told by its time"),
            .same("pr_deploy_time", "deploy") { minutes($0.clock.parts.deploy) },
            .same("pr_cycle_time", "coding + open + deploy") { minutes($0.cycle) },
            .same("first_commit_authored_date", "commits") { ParityPage.instant($0.firstCommit?.authoredAt) },
            .different(
                "first_comment_date", "firstReview",
                "a comment that came after the merge is a late review, not the first"
            ) { ParityPage.instant($0.clock.firstReview) },
            .same("pr_created_date", "createdAt") { ParityPage.instant($0.history.pullRequest.createdAt) },
            .same("pr_merged_date", "merged") { ParityPage.instant($0.clock.merged) },
            .same("pr_deployed_date", "deployed") { ParityPage.instant($0.clock.deployed) },
        ]
    }
}
