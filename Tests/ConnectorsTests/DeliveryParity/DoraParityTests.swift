import Connectors
import Records
import TestKit
import Testing

/// Deployments from pipelines, environments from rules, and where the time of pull requests went.
@Suite("Parity of delivery", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct DoraParityTests {
    static let folder = "devlake/dora"

    @Test func `every field is equal or explained`() throws {
        let deployments = try deployments()
        #expect(deployments.count == 6)
        let times = try DoraParityTimes()
        #expect(times.rows.count == 6)
        try ParityPage.expect(
            "dora", title: "delivery",
            introduction: """
                Figures of delivery from made-up pipelines and pull requests, there by a plugin of the peer, here by the functions that the \
                signals use: `BuildDeployments` (which builds deploy), `EnvironmentRule` (where to), `DeployedCommits` and the clock of \
                pull requests (HANDBOOK A6). Minutes are rounded up, as the peer does.
                """,
            tables: [
                deploymentTable(deployments), try environmentTable(),
                ParityTable(
                    "Where the time of pull requests went",
                    try PeerTable("\(Self.folder)/change_lead_time/project_pr_metrics.csv"), ours: times.rows,
                    key: { $0["id"] ?? "" }, fields: times.fields),
            ])
    }

    private func deployments() throws -> [String: Deployment] {
        let folder = "\(Self.folder)/deployment_generator"
        let commits = Dictionary(
            try PeerTable("\(folder)/cicd_pipeline_commits.csv").rows.map { ($0["pipeline_id"] ?? "", $0) }
        ) { first, _ in first }
        let pipelines = try PeerTable("\(folder)/cicd_pipelines.csv").rows
        let builds = try pipelines.map { row in try build(row, commits[row["id"] ?? ""]) }
        let tasks = try PeerTable("\(folder)/cicd_tasks.csv").rows
        let jobs = tasks.map(job)
        // The peer has decided already which are deployments, and where to; both are read from its tables.
        let deploying = Set(pipelines.filter { $0["type"] == "DEPLOYMENT" }.compactMap { $0["id"] })
        let environments = Dictionary(
            (pipelines + tasks).map { ($0["id"] ?? "", $0["environment"] ?? "") }
        ) { first, _ in first }
        let deployingJobs = Set(tasks.filter { $0["type"] == "DEPLOYMENT" }.compactMap { $0["id"] })
        let rule = BuildDeployments(
            service: { $0.name }, isDeployment: { deploying.contains($0.key.id) },
            deploys: { deployingJobs.contains($0.key.id) },
            environment: { build, jobs in
                ([build.key.id] + jobs.map(\.key.id)).lazy.compactMap { environments[$0] }.first { !$0.isEmpty }
            })
        let found = rule.deployments(of: builds, jobs: jobs) { $0 == "PRODUCTION" ? .production : .unknown }
        return Dictionary(
            uniqueKeysWithValues: found.map { ($0.key.id.replacing("build-", with: ""), $0) })
    }

    private func build(_ row: [String: String], _ commit: [String: String]?) throws -> Build {
        let isDone = row["status"] == "DONE"
        var build = Build(
            key: RecordKey("ci", .build, row["id"] ?? ""),
            repository: RecordKey("ci", .repository, commit?["repo_url"] ?? ""), name: row["name"] ?? "",
            state: isDone ? .finished : .running, result: isDone ? Self.result(row["result"]) : nil,
            originalState: row["status"] ?? "", originalResult: row["result"])
        build.commit = commit?["commit_sha"]
        build.finishedAt = ParityInstant.optional(row["finished_date"])
        build.startedAt = build.finishedAt.map { $0 - (Int64(row["duration_sec"] ?? "") ?? 0) }
        return build
    }

    private func job(_ row: [String: String]) -> Job {
        Job(
            key: RecordKey("ci", .job, row["id"] ?? ""), build: RecordKey("ci", .build, row["pipeline_id"] ?? ""),
            name: row["name"] ?? "", state: .finished, result: Self.result(row["result"]),
            originalState: row["status"] ?? "")
    }

    private static func result(_ text: String?) -> Build.Result? {
        switch text {
        case "SUCCESS": .succeeded
        case "FAILURE": .failed
        case "SKIPPED": .skipped
        default: nil
        }
    }

    private func deploymentTable(_ deployments: [String: Deployment]) throws -> ParityTable {
        ParityTable(
            "Deployments from pipelines",
            try PeerTable("\(Self.folder)/deployment_generator/cicd_deployment_commits.csv"), ours: deployments,
            key: { $0["cicd_deployment_id"] ?? "" },
            fields: [
                .same("id", "key") {
                    "\($0.key.id.replacing("build-", with: "")):\($0.commits.first?.repository?.id ?? "")"
                },
                .same("cicd_deployment_id", "key") { $0.key.id.replacing("build-", with: "") },
                .same("commit_sha", "commits") { $0.commits.first?.commit },
                .same("cicd_scope_id", "service") { $0.service },
                .different("result", "result", "what still runs has no result yet") {
                    $0.result == .succeeded ? "SUCCESS" : $0.result == .failed ? "FAILURE" : nil
                },
                .same("repo_url", "commits") { $0.commits.first?.repository?.id },
                .same("environment", "environment") { $0.environment == .production ? "PRODUCTION" : nil },
                .different("started_date", "startedAt", "whole seconds here, thousandths there") {
                    ParityPage.instant($0.startedAt)
                },
                .different("finished_date", "finishedAt", "whole seconds here, thousandths there") {
                    ParityPage.instant($0.finishedAt)
                },
            ])
    }

    /// The team that `project1` stands for says: what nobody gives an environment is production.
    private func environmentTable() throws -> ParityTable {
        var ours: [String: (row: [String: String], environment: Deployment.Environment)] = [:]
        for row in try PeerTable("\(Self.folder)/raw_tables/cicd_tasks_for_enrich_env.csv").rows {
            let isTeams = ["cicd1", "cicd2"].contains(row["cicd_scope_id"])
            let rule = EnvironmentRule(otherwise: isTeams ? .production : .unknown)
            let deployment = Deployment(
                key: RecordKey("ci", .deployment, row["id"] ?? ""), service: "", environment: .unknown,
                state: .finished)
            ours[row["id"] ?? ""] = (row, rule.environment(of: deployment))
        }
        return ParityTable(
            "Environments where nobody says one", try PeerTable("\(Self.folder)/snapshot_tables/enrich_cicd_tasks.csv"),
            ours: ours, key: { $0["id"] ?? "" },
            fields: [
                .same("id", "key") { $0.row["id"] },
                .same("name", "name") { $0.row["name"] },
                .same("environment", "EnvironmentRule.otherwise") {
                    $0.environment == .production ? "PRODUCTION" : nil
                },
                .same("type", "isDeployment") { $0.row["type"] },
                .same("cicd_scope_id", "service") { $0.row["cicd_scope_id"] },
            ])
    }
}
