import Connectors
import Foundation
import Records
import Testing

@Suite("Issues, builds and deployments of GitLab")
struct GitLabDeliveryTests {
    private func first<Value>(_ records: [Record], _ value: (Record) -> Value?) throws -> Value {
        try #require(records.lazy.compactMap(value).first)
    }

    private func issue(_ more: String) throws -> [Record] {
        try GitLabSample.map(
            "issues",
            """
            {"id": 91, "iid": 3, "project_id": 7, "title": "T", "author": \(GitLabSample.ann), "state": "opened",
             "created_at": "2025-03-03T10:00:00Z", "updated_at": "2025-03-04T10:00:00Z", \(more)}
            """, at: "/issues?page=1")
    }

    private func workItem(_ more: String) throws -> WorkItem {
        try first(issue(more)) { if case .workItem(let it) = $0 { it } else { nil } }
    }

    @Test(arguments: [
        (#""issue_type": "issue", "labels": ["type::bug"]"#, WorkItem.Kind.bug),
        (#""issue_type": "issue", "labels": ["Feature"]"#, .requirement), (#""issue_type": "task""#, .task),
        (#""issue_type": "incident", "labels": ["bug"]"#, .incident), (#""labels": []"#, .other),
    ])
    func `its kind is GitLab's own, or a label's`(_ more: String, _ kind: WorkItem.Kind) throws {
        #expect(try workItem(more).kind == kind)
    }

    @Test(arguments: [
        (#""labels": []"#, WorkItem.State.todo), (#""labels": ["Doing"]"#, .inProgress),
        (#""labels": ["workflow::in dev"]"#, .inProgress), (#""state": "closed""#, .done),
        (#""state": "closed", "labels": ["wontfix"]"#, .dropped), (#""state": "closed", "moved_to_id": 5"#, .dropped),
    ])
    func `its state is by what it says and by its labels`(_ more: String, _ state: WorkItem.State) throws {
        let sample = #""state": "opened", "#
        let records = try GitLabSample.map(
            "issues",
            """
            {"iid": 3, "project_id": 7, "title": "T", "created_at": "2025-03-03T10:00:00Z",
             "updated_at": "2025-03-04T10:00:00Z", \(more.contains("state") ? "" : sample) \(more)}
            """, at: "/issues")
        let told = try first(records) { if case .workItem(let it) = $0 { it.state } else { nil } }
        #expect(told == state)
    }

    @Test func `weight, iteration and milestone are estimate and sprint`() throws {
        let planned = try workItem(
            #""weight": 3, "iteration": {"id": 8, "title": null}, "milestone": {"id": 2, "title": "v1"}, "labels": ["priority::2"]"#
        )
        #expect(planned.estimate == 3 && planned.sprint?.id == "iteration-8" && planned.milestone == "v1")
        #expect(planned.priority == "2")
        #expect(try workItem(#""milestone": {"id": 2, "title": "v1"}"#).sprint?.id == "milestone-2")
    }

    @Test func `an incident is a work item and an incident`() throws {
        let records = try issue(
            #""issue_type": "incident", "severity": "CRITICAL", "closed_at": "2025-03-03T12:00:00Z""#)
        let incident = try first(records) { if case .incident(let it) = $0 { it } else { nil } }
        #expect(incident.severity == "critical" && incident.startedAt == 1_740_996_000)
        #expect(incident.resolvedAt == 1_741_003_200)
    }

    @Test func `the last day of an iteration belongs to it`() throws {
        let records = try GitLabSample.map(
            "iterations",
            #"{"id": 8, "group_id": 4, "title": null, "state": 2, "start_date": "2025-03-03", "due_date": "2025-03-16"}"#,
            at: "/iterations")
        let sprint = try first(records) { if case .sprint(let it) = $0 { it } else { nil } }
        #expect(sprint.name == "2025-03-03–2025-03-16" && sprint.state == .active)
        #expect(sprint.endAt.map { $0 - (sprint.startAt ?? 0) } == 1_209_600)
        let milestone = try GitLabSample.map(
            "milestones", #"{"id": 2, "project_id": 7, "title": "v1", "state": "closed"}"#, at: "/milestones")
        let closed = try first(milestone) { if case .sprint(let it) = $0 { it.state } else { nil } }
        #expect(closed == .closed)
    }

    @Test(
        arguments: [
            ("success", Build.State.finished, Build.Result.succeeded), ("failed", .finished, .failed),
            ("canceled", .finished, .cancelled), ("skipped", .finished, .skipped), ("running", .running, nil),
            ("manual", .queued, nil), ("waiting_for_resource", .queued, nil),
        ] as [(String, Build.State, Build.Result?)])
    func `a pipeline stands as its status says`(_ status: String, _ state: Build.State, _ result: Build.Result?) throws
    {
        let records = try GitLabSample.map(
            "pipelines",
            """
            {"id": 31, "iid": 3, "project_id": 7, "status": "\(status)", "ref": "refs/merge-requests/12/head",
             "sha": "aa", "source": "merge_request_event", "created_at": "2025-03-03T10:00:00Z",
             "started_at": "2025-03-03T10:00:10Z", "finished_at": "2025-03-03T10:05:00Z"}
            """, at: "/pipelines/31")
        let build = try first(records) { if case .build(let it) = $0 { it } else { nil } }
        #expect(build.state == state && build.result == result && build.originalState == status)
        #expect((build.finishedAt != nil) == (state == .finished))
        #expect(build.pullRequests == [GitLabSample.mergeRequest])
    }

    @Test func `a job is queued when its stage comes`() throws {
        let records = try GitLabSample.map(
            "jobs",
            """
            {"id": 377, "name": "test", "stage": "verify", "status": "failed", "allow_failure": true,
             "created_at": "2025-03-03T10:00:00Z", "started_at": "2025-03-03T10:03:00Z", "queued_duration": 20.5,
             "finished_at": "2025-03-03T10:05:00.9Z", "pipeline": {"id": 31}}
            """, at: "/jobs")
        let job = try first(records) { if case .job(let it) = $0 { it } else { nil } }
        #expect(job.mayFail && job.result == .failed && job.build.id == "31")
        #expect(job.queuedAt == job.startedAt.map { $0 - 20 })
    }

    @Test func `each case of a test report is a test`() throws {
        let records = try GitLabSample.map(
            "test-report",
            """
            {"total_count": 2, "test_suites": [{"name": "unit", "test_cases": [
              {"status": "success", "name": "adds", "classname": "Sums", "execution_time": 0.5, "system_output": null},
              {"status": "failed", "name": "divides", "classname": "Sums", "system_output": {"message": "by zero"}}]}]}
            """, at: "/pipelines/31/test_report")
        let results = records.compactMap { if case .testResult(let it) = $0 { it } else { nil } }
        #expect(results.map(\.name) == ["Sums.adds", "Sums.divides"])
        #expect(results.map(\.outcome) == [.passed, .failed])
    }

    @Test func `a deployment says its service by its job's page`() throws {
        let deployment = """
            {"id": 15, "iid": 2, "ref": "main", "sha": "aa", "status": "success", "created_at": "2025-03-03T10:00:00Z",
             "updated_at": "2025-03-03T10:09:00Z", "user": \(GitLabSample.ann),
             "deployable": {"started_at": "2025-03-03T10:01:00Z", "finished_at": "2025-03-03T10:05:00Z",
               "web_url": "https://code.example.org/gitlab/acme/shop/-/jobs/4"}
            """
        let records = try GitLabSample.map(
            "deployments", deployment + #", "environment": {"id": 1, "name": "blue", "tier": "production"}}"#,
            at: "/deployments")
        let told = try first(records) { if case .deployment(let it) = $0 { it } else { nil } }
        #expect(told.environment == .production && told.originalEnvironment == "blue")
        #expect(told.result == .succeeded && told.finishedAt == 1_740_996_300)
        #expect(
            told.commits == [
                DeployedCommit(
                    repository: RecordKey(GitLabSample.source, .repository, "7"), repositoryName: "acme/shop",
                    commit: "aa",
                    branch: "main")
            ])
        let asked = try GitLabSample.map(
            "environments",
            #"{"id": 1, "name": "blue", "tier": "production", "last_deployment": \#(deployment)}}"#,
            at: "/environments/1")
        #expect(asked == records)
        #expect(try GitLabSample.map("environments", #"{"id": 1, "name": "blue"}"#, at: "/environments") == [])
    }

    @Test func `a release for a later day is a draft`() throws {
        func release(_ isUpcoming: Bool) throws -> Release {
            let records = try GitLabSample.map(
                "releases",
                """
                {"tag_name": "v1", "name": "One", "created_at": "2025-03-03T10:00:00Z",
                 "released_at": "2025-03-04T10:00:00Z", "upcoming_release": \(isUpcoming), "commit": {"id": "aa"}}
                """, at: "/releases")
            return try first(records) { if case .release(let it) = $0 { it } else { nil } }
        }
        #expect(try release(false).publishedAt == 1_741_082_400)
        #expect(try release(true).isDraft && release(true).publishedAt == nil)
    }
}
