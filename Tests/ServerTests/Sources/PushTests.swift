import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Store
import TestKit
import Testing

@testable import Server

@Suite("What pipelines tell")
struct PushTests {
    @Test(arguments: Backend.all)
    func `is kept at once, and once however often it is told`(_ backend: Backend) async throws {
        try await Pushed.with(backend) { pushed in
            let first = try await pushed.tell("deployments", Pushed.deployment)
            #expect(first.status == 200)
            #expect(first.answer["changed"]?.count == 1)
            #expect(first.answer["unknownRepositories"] == ["acme/shop"])
            #expect(first.answer["records"]?.first["key"] == "pipeline/deployment/d1")
            pushed.ada.clock.pass(60)
            #expect(try await pushed.tell("deployments", Pushed.deployment).answer["changed"]?.count == 0)
            let kept = try await pushed.database.read { try $0.records(Deployment.self) }
            #expect(kept.map(\.service) == ["shop"] && kept.first?.environment == .production)
            let connection = try await pushed.database.read { try $0.sourceConnection("pipeline") }
            #expect(connection?.kind == "pipeline" && connection?.state == .active)
        }
    }

    @Test func `may be a list, which is kept whole or not at all`() async throws {
        try await Pushed.with { pushed in
            let good = #"{"id": "1", "title": "Down", "started_at": "2026-03-02T09:00:00Z"}"#
            let bad = try await pushed.tell("incidents", "[\(good), {\"id\": \"2\", \"title\": \"Late\"}]")
            #expect(bad.status == 422)
            #expect(bad.answer["detail"] == "[1]: The field “started_at” is missing.")
            #expect(try await pushed.database.read { try $0.records(Incident.self) } == [])
            #expect(try await pushed.tell("incidents", "[\(good)]").answer["changed"]?.count == 1)
            for body in ["", "  ", "deploy!", "{", "17"] {
                #expect(try await pushed.tell("incidents", body).status == 422, "\(body)")
            }
        }
    }

    @Test func `may come as CloudEvents, structured, as a list and with attributes in the head`() async throws {
        try await Pushed.with { pushed in
            func event(_ id: String) -> String {
                #"{"specversion": "1.0", "id": "e\#(id)", "source": "/ci", "type": "tutti.build", "data": {"id": "\#(id)"}}"#
            }
            let whole = "application/cloudevents+json; charset=utf-8"
            #expect(try await pushed.tell("events", event("1"), type: whole).answer["changed"]?.count == 1)
            let list = "[\(event("2")), \(event("3"))]"
            let several = try await pushed.tell("builds", list, type: "application/cloudevents-batch+json")
            #expect(several.answer["changed"]?.count == 2)
            let head = ["ce-specversion": "1.0", "ce-id": "e4", "ce-source": "/ci", "ce-type": "tutti.build"]
            #expect(try await pushed.tell("events", #"{"id": "4"}"#, fields: head).answer["changed"]?.count == 1)
            let cut = try await pushed.tell("events", #"{"id": "4"}"#, fields: ["ce-id": "e4"])
            #expect(cut.answer["detail"] == "The field “ce-specversion” is missing.")
            let other = event("5").replacing("tutti.build", with: "moon.landed")
            #expect(try await pushed.tell("events", other).status == 200)
            #expect(try await pushed.database.read { try $0.records(Build.self).count } == 4)
        }
    }

    @Test(arguments: Backend.all)
    func `belongs to a repository as soon as a code host tells of one that is called so`(
        _ backend: Backend
    ) async throws {
        try await Pushed.with(backend) { pushed in
            func tell(_ id: String) async throws -> [JSONValue]? {
                let body = #"{"id": "\#(id)", "repository": "Acme/Shop", "commit": "abc"}"#
                return try await pushed.tell("builds", body).answer["unknownRepositories"]?.items
            }
            #expect(try await tell("1") == ["Acme/Shop"])
            #expect(try await pushed.tell("deployments", Pushed.deployment).status == 200)
            let unknown = try await pushed.database.read { try $0.unknownRepositories(namedBy: "pipeline") }
            #expect(unknown.map(\.name) == ["Acme/Shop", "acme/shop"])
            #expect(unknown.map(\.builds) == [1, 0] && unknown.map(\.deployments) == [0, 1])
            let hosted = HostedRepository(
                key: RecordKey("github.com", .repository, "acme/shop"), fullName: "acme/shop")
            try await pushed.database.write { db in
                try db.save(SourceConnection(id: "hub", kind: "github", name: "GitHub", createdAt: 0))
                try db.save([Told([.repository(hosted)], at: 1)], of: "hub")
                #expect(try db.adoptNamed(by: "pipeline") == 1)
                #expect(try db.adoptNamed(by: "pipeline") == 0)
            }
            #expect(try await tell("2") == [])
            // Told again, the first stays where it belongs.
            #expect(try await tell("1") == [])
            #expect(
                Set(try await pushed.database.read { try $0.records(Build.self).map(\.repository) }) == [hosted.key])
            #expect(try await pushed.database.read { try $0.unknownRepositories(namedBy: "pipeline") } == [])
        }
    }

    @Test(arguments: Backend.all)
    func `may be a report, which knows its commit before the build was told of`(_ backend: Backend) async throws {
        try await Pushed.with(backend) { pushed in
            let query = "?repository=acme/shop&build=4711&commit=abc&name=unit.xml"
            let sent = try await pushed.tell("reports/junit" + query, Pushed.junit, type: "application/xml")
            #expect(sent.status == 200)
            #expect(sent.answer["run"] == "pipeline/build/acme/shop/4711")
            #expect(sent.answer["totals"]?["tests"]?.count == 2)
            #expect(try await pushed.tell("reports/auto" + query, Pushed.junit).status == 200, "again")
            let run = RecordKey("pipeline", .build, "acme/shop/4711")
            #expect(
                try await pushed.database.read { try $0.testResults(of: run).map(\.outcome) } == [.passed, .failed])
            #expect(try await pushed.database.read { try $0.records(Build.self).map(\.commit) } == ["abc"])
            let build = #"""
                {"id": "4711", "repository": "acme/shop", "commit": "abc", "result": "failed",
                "started_at": "2026-03-02T09:00:00Z", "finished_at": "2026-03-02T09:05:00Z"}
                """#
            #expect(try await pushed.tell("builds", build).answer["changed"]?.count == 1)
            #expect(try await pushed.tell("reports/junit" + query, Pushed.junit).status == 200)
            #expect(try await pushed.database.read { try $0.records(Build.self).map(\.result) } == [.failed])
        }
    }

    @Test(arguments: Backend.all)
    func `may be an analysis, of which the last of a commit is kept`(_ backend: Backend) async throws {
        try await Pushed.with(backend) { pushed in
            func tell(_ minutes: Int) async throws -> (status: Int, answer: JSONValue) {
                try await pushed.tell(
                    "analyses",
                    #"""
                    {"repository": "acme/shop", "commit": "abc", "branch": "main", "analysed_at": "2026-03-02T09:05:00Z",
                    "minutes": \#(minutes), "lines": 12000, "rules": "1", "without_cost": 2}
                    """#)
            }
            let first = try await tell(90_000)
            #expect(first.status == 200 && first.answer["changed"]?.count == 1, "\(first.answer)")
            #expect(first.answer["unknownRepositories"] == ["acme/shop"])
            #expect(first.answer["records"]?.first["key"] == "pipeline/analysis/acme/shop/abc")
            pushed.ada.clock.pass(60)
            #expect(try await tell(90_000).answer["changed"]?.count == 0)
            pushed.ada.clock.pass(60)
            #expect(try await tell(14_400).answer["changed"]?.count == 1)
            #expect(try await pushed.database.read { try $0.records(DebtAnalysis.self).map(\.minutes) } == [14_400])
            let unknown = try await pushed.database.read { try $0.unknownRepositories(namedBy: "pipeline") }
            #expect(unknown.map(\.name) == ["acme/shop"] && unknown.map(\.analyses) == [1])
            let hosted = HostedRepository(
                key: RecordKey("github.com", .repository, "acme/shop"), fullName: "acme/shop")
            try await pushed.database.write { db in
                try db.save(SourceConnection(id: "hub", kind: "github", name: "GitHub", createdAt: 0))
                try db.save([Told([.repository(hosted)], at: 1)], of: "hub")
                #expect(try db.adoptNamed(by: "pipeline") == 1)
            }
            #expect(
                try await pushed.database.read { try $0.records(DebtAnalysis.self).map(\.repository) } == [hosted.key])
            pushed.ada.clock.pass(60)
            #expect(try await tell(15_000).answer["unknownRepositories"]?.items == [])
            #expect(
                try await pushed.database.read { try $0.records(DebtAnalysis.self).map(\.repository) } == [hosted.key])
            let bad = try await pushed.tell("analyses", #"[{"repository": "acme/shop", "commit": "d"}]"#)
            #expect(bad.status == 422)
            #expect(bad.answer["detail"] == "[0]: The field “analysed_at” is missing.", "\(bad.answer)")
        }
    }

    @Test func `of a report says what is wrong with it, and keeps nothing of one that breaks off`() async throws {
        try await Pushed.with { pushed in
            let cut = String(Pushed.junit.prefix(Pushed.junit.count - 14))
            for (path, body, status) in [
                ("junit?commit=abc", cut, 422), ("junit?commit=abc", "{}", 422), ("junit?commit=abc", "", 422),
                ("auto?commit=abc", "hm", 422), ("moon?commit=abc", Pushed.junit, 404),
                ("csv?commit=abc", Pushed.junit, 404), ("junit", Pushed.junit, 400),
                ("junit?run=nowhere", Pushed.junit, 400), ("junit?build=1&attempt=0", Pushed.junit, 400),
            ] {
                let answer = try await pushed.tell("reports/\(path)", body)
                #expect(answer.status == status, "\(path): \(answer.answer)")
            }
            let count = try await pushed.database.read { try $0.value("SELECT count(*) FROM run_report", as: Int.self) }
            #expect(count == 0)
        }
    }

    @Test func `is taken from programs alone: members' whose token may write, and pipelines' own`() async throws {
        try await Pushed.with { pushed in
            let own = PushToken(of: "pipeline", bytes: [UInt8](repeating: 3, count: 32))
            let other = PushToken(of: "pipeline", bytes: [UInt8](repeating: 4, count: 32))
            #expect(try await pushed.tell("builds", #"{"id": "1"}"#, token: own.text).status == 401)
            let key = try #require(SealingKey.test)
            try await pushed.database.write { db in
                var connection = SourceConnection(id: "pipeline", kind: "pipeline", name: "Pipelines", createdAt: 0)
                connection.secrets = try SourceSecrets(pushTokens: [own.digest]).sealed(for: "pipeline", with: key)
                try db.save(connection)
            }
            #expect(try await pushed.tell("builds", #"{"id": "1"}"#, token: own.text).status == 200)
            #expect(try await pushed.tell("builds", #"{"id": "1"}"#, token: other.text).status == 401)
            #expect(try await pushed.tell("builds", #"{"id": "1"}"#, token: nil).status == 401)
            #expect(try await pushed.tell("builds", #"{"id": "1"}"#, token: pushed.reading).status == 403)
            // A pipeline's token reads nothing.
            try await pushed.ada.ask { client in
                try await client.api(own.text) { #expect($0.status == .unauthorized) }
            }
            try await pushed.database.write { try $0.save(.paused, trouble: nil, of: "pipeline") }
            #expect(try await pushed.tell("builds", #"{"id": "1"}"#).status == 403)
        }
    }

    @Test(arguments: ["tutti_push_a.b", "tutti_push_", "tutti_x", "", "tutti_push_a"])
    func `what is no token of a pipeline is none`(_ text: String) {
        #expect(PushToken(text) == nil)
    }

    @Test func `a token of a pipeline comes back from its text`() {
        let token = PushToken(of: "my.pipe", bytes: [UInt8](repeating: 3, count: 32))
        #expect(PushToken(token.text) == token && !token.text.contains(token.digest))
    }
}

/// A server with a member who has tokens.
private struct Pushed {
    let ada: Holder
    let writing: String
    let reading: String

    var database: any Database { ada.database }

    static func with(_ backend: Backend = .sqlite, _ body: @Sendable @escaping (Pushed) async throws -> Void)
        async throws
    {
        try await Holder.with(backend) { ada in
            try await body(Pushed(ada: ada, writing: ada.make(scope: "write"), reading: ada.make()))
        }
    }

    func tell(
        _ path: String, _ body: String, type: String = "application/json", fields: [String: String] = [:]
    ) async throws -> (status: Int, answer: JSONValue) {
        try await tell(path, body, type: type, fields: fields, token: writing)
    }

    func tell(
        _ path: String, _ body: String, type: String = "application/json", fields: [String: String] = [:],
        token: String?
    ) async throws -> (status: Int, answer: JSONValue) {
        var headers: HTTPFields = [.contentType: type]
        headers[.authorization] = token.map { "Bearer \($0)" }
        for (name, value) in fields { headers[try #require(HTTPField.Name(name))] = value }
        return try await ada.ask { [headers] client in
            try await client.execute(
                uri: "/api/v1/\(path)", method: .post, headers: headers, body: ByteBuffer(string: body)
            ) { response in
                let bytes = Data(response.body.readableBytesView)
                return (response.status.code, (try? JSONDecoder().decode(JSONValue.self, from: bytes)) ?? .null)
            }
        }
    }

    static let deployment = #"""
        {"id": "d1", "service": "shop", "repository": "acme/shop", "commit": "abc", "result": "succeeded",
        "started_at": "2026-03-02T09:00:00Z", "finished_at": "2026-03-02T09:05:00Z"}
        """#

    static let junit = #"""
        <?xml version="1.0"?><testsuites><testsuite name="s" tests="2"><testcase name="a" classname="c" time="1"/>
        <testcase name="b" classname="c"><failure message="no">x</failure></testcase></testsuite></testsuites>
        """#
}

extension JSONValue {
    fileprivate subscript(name: String) -> JSONValue? {
        if case .object(let fields) = self { fields[name] } else { nil }
    }

    fileprivate var items: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
    fileprivate var first: JSONValue { items?.first ?? .null }
    fileprivate var count: Int? { if case .number(let number) = self { Int(number) } else { nil } }
}
