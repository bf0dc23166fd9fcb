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

    @Test func `an analysis told twice of a commit has one key`() throws {
        let told = """
            {"repository": "acme/checkout", "commit": "2bd7f3", "branch": "main", "analysed_at": "2025-03-04T09:30:00Z",
             "minutes": 14400.5, "lines": 12000, "rules": "r", "without_cost": 3}
            """
        let wanted = DebtAnalysis(
            key: RecordKey("pipeline", .analysis, "acme/checkout/2bd7f3"),
            repository: RecordKey("pipeline", .repository, "acme/checkout"), commit: "2bd7f3", branch: "main",
            at: 1_741_080_600, minutes: 14_400.5, lines: 12_000, rules: "r", withoutCost: 3)
        #expect(try map("analyses", told) == [.analysis(wanted)])
        let later = told.replacing("14400.5", with: "0").replacing("09:30", with: "10:30")
        guard case .analysis(let again) = try map("analyses", later).first else {
            throw MappingTrouble.missing("analysis")
        }
        #expect(again.key == wanted.key && again.minutes == 0)
        let event = #"{"specversion": "1.0", "id": "1", "source": "/ci", "type": "tutti.analysis", "data": \#(told)}"#
        #expect(try map("cloud-events", event) == [.analysis(wanted)])
    }

    private static let analysis =
        #""repository": "a/b", "commit": "1", "analysed_at": "2025-03-04T09:30:00Z", "rules": "r""#

    @Test(arguments: [
        ("{\(Self.analysis), \"minutes\": 1}", "The field “lines” is missing."),
        (
            "{\(Self.analysis), \"minutes\": \"much\", \"lines\": 5}",
            "The field “minutes” is “of another kind”, and should be a number."
        ),
        (
            "{\(Self.analysis), \"minutes\": -1, \"lines\": 5}",
            "The field “minutes” is “-1.0”, and should be at least 0."
        ),
        ("{\(Self.analysis), \"minutes\": 1, \"lines\": 0}", "The field “lines” is “0”, and should be at least 1."),
        (
            "{\(Self.analysis), \"minutes\": 1, \"lines\": 1, \"without_cost\": -1}",
            "The field “without_cost” is “-1”, and should be at least 0."
        ),
        ("{\"commit\": \"1\"}", "The field “repository” is missing."),
        ("{\"repository\": \"a/b\", \"commit\": \"\"}", "The field “commit” is missing."),
    ])
    func `an analysis that cannot be read names the field`(_ json: String, _ sentence: String) {
        let trouble = #expect(throws: MappingTrouble.self) { try map("analyses", json) }
        #expect(trouble?.description == sentence)
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
