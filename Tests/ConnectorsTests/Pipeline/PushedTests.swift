import Connectors
import Foundation
import Records
import Testing

@Suite("What scripts push")
struct PushedTests {
    private func map(_ category: String, _ json: String) throws -> [Record] {
        try Connector.pipeline.map(RawAnswer(category: category, body: Data(json.utf8)))
    }

    @Test func `a deployment in one line`() throws {
        let records = try map(
            "deployments",
            """
            {"service": "checkout", "commit": "2bd7f3", "repository": "acme/checkout", "result": "success",
             "started_at": "2025-03-04T09:30:00Z", "finished_at": "2025-03-04T10:34:10+01:00", "fix": true}
            """)
        guard case .deployment(let deployment) = records.first, records.count == 1 else {
            throw MappingTrouble.missing("deployment")
        }
        #expect(deployment.key.description == "pipeline/deployment/checkout/production/2bd7f3/1741080600")
        #expect(deployment.environment == .production)
        #expect(deployment.state == .finished && deployment.result == .succeeded)
        #expect(deployment.finishedAt == 1_741_080_850)
        #expect(deployment.commits == [DeployedCommit(repositoryName: "acme/checkout", commit: "2bd7f3")])
        #expect(deployment.isFix == true)
    }

    @Test func `several repositories in one deployment`() throws {
        let records = try map(
            "deployments",
            """
            {"id": "d1", "service": "shop", "environment": "staging", "started_at": "2025-03-04T09:30:00Z",
             "commits": [{"repository": "acme/a", "commit": "1"}, {"repository": "acme/b", "commit": "2"}]}
            """)
        guard case .deployment(let deployment) = records.first else { throw MappingTrouble.missing("deployment") }
        #expect(deployment.state == .running && deployment.environment == .staging)
        #expect(deployment.commits.map(\.repositoryName) == ["acme/a", "acme/b"])
    }

    @Test func `an incident told twice has one key, and its deployment the key of that deployment`() throws {
        let first = try map(
            "incidents", #"{"id": "17", "title": "Down", "started_at": "2025-03-04T09:30:00Z", "deployment": "d1"}"#)
        let second = try map(
            "incidents",
            #"{"id": "17", "title": "Down", "started_at": "2025-03-04T09:30:00Z", "resolved_at": "2025-03-04T10:00:00Z"}"#
        )
        guard case .incident(let one) = first.first, case .incident(let two) = second.first else {
            throw MappingTrouble.missing("incident")
        }
        #expect(one.key == two.key && one.cause == .deployment && two.cause == .unknown)
        #expect(one.deployment?.description == "pipeline/deployment/d1")
        #expect(two.resolvedAt == 1_741_082_400)
    }

    @Test func `a build with its jobs; each attempt is a build of its own`() throws {
        let records = try map(
            "builds",
            """
            {"id": "4711", "name": "main", "attempt": 2, "result": "failed", "started_at": "2025-03-04T09:30:00Z",
             "finished_at": "2025-03-04T09:41:00Z",
             "jobs": [{"name": "test", "result": "failed", "finished_at": "2025-03-04T09:40:00Z", "may_fail": true}]}
            """)
        #expect(records.map(\.type) == ["build", "job"])
        guard case .job(let job) = records.last else { throw MappingTrouble.missing("job") }
        #expect(job.key.description == "pipeline/job/4711/2/test" && job.mayFail)
    }

    @Test(arguments: [
        ("deployments", #"{"commit": "1"}"#, "The field “service” is missing."),
        ("deployments", #"{"service": "a"}"#, "The field “commit” is missing."),
        (
            "deployments", #"{"service": "a", "commit": "1", "result": "fine", "finished_at": "2025-03-04T09:30:00Z"}"#,
            "The field “result” is “fine”, and should be succeeded, failed, cancelled or skipped."
        ),
        (
            "deployments", #"{"service": "a", "commit": "1", "result": "failed"}"#,
            "The field “finished_at” is missing."
        ),
        (
            "deployments", #"{"service": "a", "commit": "1", "started_at": "yesterday"}"#,
            "The field “started_at” is “yesterday”, and should be an instant such as 2025-03-04T09:30:00Z."
        ),
        (
            "deployments",
            #"{"service": "a", "commit": "1", "result": "failed", "started_at": "2025-03-04T09:30:00Z", "finished_at": "2025-03-04T09:29:59Z"}"#,
            "The field “finished_at” is “2025-03-04T09:29:59Z”, and should be no earlier than started_at."
        ),
        (
            "deployments", #"{"service": "a", "commits": [{"commit": "1"}, {"branch": "x"}]}"#,
            "The field “commits.1.commit” is missing."
        ),
        ("incidents", #"{"id": "1", "started_at": "2025-03-04T09:30:00Z"}"#, "The field “title” is missing."),
        (
            "incidents", #"{"id": "1", "title": "t", "started_at": "2025-03-04T09:30:00Z", "cause": "bad luck"}"#,
            "The field “cause” is “bad luck”, and should be deployment, other or unknown."
        ),
        ("builds", #"{"name": "main"}"#, "The field “id” is missing."),
        (
            "builds", #"{"id": "1", "state": "running", "result": "failed"}"#,
            "The field “result” is “failed”, and should be left out until it is finished."
        ),
        (
            "builds", #"{"id": "1", "jobs": [{"name": "a", "result": "failed"}]}"#,
            "The field “jobs.0.finished_at” is missing."
        ),
    ])
    func `what cannot be read names the field`(_ category: String, _ json: String, _ sentence: String) {
        let trouble = #expect(throws: MappingTrouble.self) { try map(category, json) }
        #expect(trouble?.description == sentence)
    }
}
