import Connectors
import Foundation
import Records
import Testing

@Suite("CloudEvents")
struct CloudEventTests {
    private func map(_ json: String) throws -> [Record] {
        try Connector.pipeline.map(RawAnswer(category: "cloud-events", body: Data(json.utf8)))
    }

    private func event(_ type: String, _ data: String) -> String {
        #"{"specversion": "1.0", "id": "1", "source": "/ci", "type": "\#(type)", "data": \#(data)}"#
    }

    private func delivery(_ type: String, _ subject: String, _ more: String = "") -> String {
        event(
            type,
            """
            {"context": {"version": "0.4.1", "id": "1", "source": "/ci", "type": "\(type)",
             "timestamp": "2023-03-20T14:27:05.315384Z"}, "subject": \(subject)\(more)}
            """)
    }

    @Test func `our own records travel as data`() throws {
        let deployment = #"{"service": "shop", "commit": "1", "started_at": "2025-03-04T09:30:00Z"}"#
        let direct = try Connector.pipeline.map(
            RawAnswer(category: "deployments", body: Data(deployment.utf8)))
        #expect(try map(event("tutti.deployment", deployment)) == direct)
        #expect(try map("[\(event("tutti.deployment", deployment)), \(event("com.example.other", "{}"))]") == direct)
    }

    @Test func `an event in headers is the same event`() throws {
        let deployment = #"{"service": "shop", "commit": "1", "started_at": "2025-03-04T09:30:00Z"}"#
        let whole = try CloudEventEnvelope.structured(
            headers: [
                ("Content-Type", "application/json"), ("Ce-Specversion", "1.0"), ("ce-id", "1"),
                ("ce-source", "/ci/%E2%82%AC"), ("ce-type", "tutti.deployment"),
            ], body: Data(deployment.utf8))
        #expect(
            String(decoding: whole, as: UTF8.self)
                == #"{"data":{"commit":"1","service":"shop","started_at":"2025-03-04T09:30:00Z"},"datacontenttype":"application/json","id":"1","source":"/ci/€","specversion":"1.0","type":"tutti.deployment"}"#
        )
        #expect(try map(String(decoding: whole, as: UTF8.self)).count == 1)
        #expect(throws: MappingTrouble.missing("ce-type")) {
            try CloudEventEnvelope.structured(
                headers: [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/")], body: Data())
        }
    }

    @Test func `a service that was deployed`() throws {
        let subject = """
            {"id": "shop", "source": "/k8s", "type": "service", "content": {"environment": {"id": "prod1"},
             "artifactId": "pkg:oci/myapp@sha256%3A0b31b"}}
            """
        let records = try map(
            delivery(
                "dev.cdevents.service.deployed.0.2.0", subject,
                #", "customData": {"commit": "2bd7f3", "repository": "acme/shop"}"#))
        guard case .deployment(let deployment) = records.first else { throw MappingTrouble.missing("deployment") }
        #expect(deployment.service == "shop" && deployment.environment == .production)
        #expect(deployment.result == .succeeded && deployment.finishedAt == 1_679_322_425)
        #expect(deployment.commits == [DeployedCommit(repositoryName: "acme/shop", commit: "2bd7f3")])
    }

    @Test(arguments: [
        ("success", Build.Result.succeeded), ("failure", .failed), ("error", .failed), ("cancel", .cancelled),
    ])
    func `a pipeline's run ends as its outcome says`(_ outcome: String, _ result: Build.Result) throws {
        let subject = #"{"id": "run-1", "content": {"pipelineName": "main", "outcome": "\#(outcome)"}}"#
        let records = try map(delivery("dev.cdevents.pipelinerun.finished.0.2.0", subject))
        guard case .build(let build) = records.first else { throw MappingTrouble.missing("build") }
        #expect(build.name == "main" && build.state == .finished && build.result == result)
        #expect(build.key.description == "pipeline/build/run-1")
    }

    @Test func `a run goes from queued to finished under one key`() throws {
        let subject = #"{"id": "run-1", "content": {"pipelineName": "main", "outcome": "success"}}"#
        let records = try ["queued", "started", "finished"].flatMap {
            try map(delivery("dev.cdevents.pipelinerun.\($0).0.2.0", subject))
        }
        let builds = records.compactMap { if case .build(let build) = $0 { build } else { nil } }
        #expect(Set(builds.map(\.key)).count == 1)
        #expect(builds.map(\.state) == [.queued, .running, .finished])
        #expect(builds.map(\.queuedAt).compactMap(\.self).count == 1)
    }

    @Test func `an incident begins when it is noticed, and its end has to say when it began`() throws {
        let subject = #"{"id": "i-1", "content": {"description": "Slow", "service": {"id": "shop"}}}"#
        guard case .incident(let begun) = try map(delivery("dev.cdevents.incident.detected.0.3.0", subject)).first
        else {
            throw MappingTrouble.missing("incident")
        }
        #expect(begun.startedAt == 1_679_322_425 && begun.service == "shop" && begun.resolvedAt == nil)
        #expect(throws: MappingTrouble.missing("data.customData.started_at")) {
            try map(delivery("dev.cdevents.incident.resolved.0.3.0", subject))
        }
        let ended = try map(
            delivery(
                "dev.cdevents.incident.resolved.0.3.0", subject,
                #", "customData": {"started_at": "2023-03-20T14:00:00Z"}"#))
        guard case .incident(let ended) = ended.first else { throw MappingTrouble.missing("incident") }
        #expect(ended.key == begun.key && ended.resolvedAt == 1_679_322_425)
    }

    @Test(arguments: [
        (
            #"{"specversion": "0.3", "id": "1", "source": "/", "type": "t"}"#,
            "The field “specversion” is “0.3”, and should be 1.0."
        ),
        (#"{"specversion": "1.0", "id": "", "source": "/", "type": "t"}"#, "The field “id” is missing."),
        (#"{"specversion": "1.0", "id": "1", "source": "/", "type": "tutti.build"}"#, "The field “data” is missing."),
        (
            #"{"specversion": "1.0", "id": "1", "source": "/", "type": "tutti.build", "data": {}}"#,
            "The field “data.id” is missing."
        ),
    ])
    func `what is no event names the field`(_ json: String, _ sentence: String) {
        let trouble = #expect(throws: MappingTrouble.self) { try map(json) }
        #expect(trouble?.description == sentence)
    }

    @Test func `an event of an unknown type gives no records`() throws {
        #expect(try map(event("com.example.other", #"{"a": 1}"#)) == [])
    }
}
