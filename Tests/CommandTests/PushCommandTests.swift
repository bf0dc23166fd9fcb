import Features
import Foundation
import Records
import Store
import TestKit
import Testing

@Suite("tutti deployed, incident and build", .serialized, .timeLimit(.minutes(40)))
struct PushCommandTests {
    static let hush = [
        "GITHUB_ACTIONS": "", "GITLAB_CI": "", "TUTTI_SERVER": "", "TUTTI_TOKEN": "",
    ]

    @Test func `tell the database of this machine, with what the clone says of itself`() async throws {
        let repository = try ScratchRepository()
        try repository.write("x", to: "a")
        try repository.commit("One", at: "1700000000 +0000")
        try repository.git("remote", "add", "origin", "git@git.example.org:acme/checkout.git")
        let data = repository.folder + "/data"
        let run = try TuttiProgram.run(
            "deployed", "--data", data, "--finished", "2026-03-02T10:00:00Z", in: repository.path,
            environment: Self.hush)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("acme/checkout yet"))
        let head = try repository.git("rev-parse", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
        let deployments = try await Self.records(Deployment.self, in: data)
        #expect(deployments.map(\.service) == ["checkout"])
        #expect(deployments.first?.commits.map(\.commit) == [head])
        #expect(deployments.first?.result == .succeeded && deployments.first?.environment == .production)
    }

    @Test func `take what pipelines say of themselves, so that a step that is repeated tells the same`() async throws {
        let data = try Self.folder().path()
        let pipeline = [
            "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/checkout", "GITHUB_SHA": "abc", "GITHUB_RUN_ID": "77",
            "GITHUB_RUN_ATTEMPT": "2", "GITHUB_REF_NAME": "main", "GITHUB_SERVER_URL": "https://github.com",
        ]
        for _ in 0..<2 {
            let run = try TuttiProgram.run(
                "deployed", "--data", data, environment: Self.hush.merging(pipeline) { $1 })
            #expect(run.status == 0, "\(run.errors)")
        }
        let deployments = try await Self.records(Deployment.self, in: data)
        #expect(deployments.map(\.key.id) == ["acme/checkout/77-2/checkout/production"])
        let report = try Self.report(in: data)
        let run = try TuttiProgram.run(
            "build", "--data", data, "--report", report, environment: Self.hush.merging(pipeline) { $1 })
        #expect(run.output.hasSuffix("(junit) belongs to github.com/build/run-77-2\n"), "\(run.errors)")
        let builds = try await Self.records(Build.self, in: data)
        #expect(builds.map(\.commit) == ["abc"])
        let lab = [
            "GITLAB_CI": "true", "CI_PROJECT_PATH": "acme/checkout", "CI_COMMIT_SHA": "abc", "CI_PIPELINE_ID": "12",
            "CI_SERVER_URL": "https://git.example.org/lab",
        ]
        let other = try TuttiProgram.run(
            "build", "--data", data, "--report", report, environment: Self.hush.merging(lab) { $1 })
        #expect(other.output.hasSuffix("belongs to git.example.org/lab/build/12\n"), "\(other.errors)")
    }

    @Test func `say in a sentence what is wrong, and end with 2`() throws {
        let data = try Self.folder().path()
        for (arguments, words) in [
            (["deployed"], "Nobody to tell it to"), (["deployed", "--server", "tutti"], "no address of a server"),
            (["deployed", "--server", "http://127.0.0.1:1"], "takes a token"),
            (["deployed", "--server", "http://127.0.0.1:1", "--data", data], "exclude each other"),
            (["deployed", "--data", data, "--service", "a", "--commit", "b", "--result", "splendid"], "splendid"),
            (["deployed", "--data", data, "--service", "a", "--commit", "b", "--started", "soon"], "started_at"),
            (["build", "--data", data], "--result"),
            (["build", "--data", data, "--result", "failed", "--costs", "costs.json"], "--report"),
            (["build", "--data", data, "--report", "a", "--lines", "5"], "--costs"),
            (["build", "--data", data, "--report", "a", "--costs", "none.json", "--commit", "b"], "none.json"),
            (["build", "--data", data, "--report", "/none", "--id", "1"], "/none"),
            (["incident", "Down", "--id", "1", "--resolved", "now", "--data", data], "--started"),
        ] {
            let run = try BuiltProgram.run(
                BuiltProgram.path("tutti"), arguments, in: URL(filePath: data), environment: Self.hush)
            #expect(run.status == 2, "\(arguments): \(run.output) \(run.errors)")
            #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
        }
    }

    @Test func `tell a server by its token: 3 where it is away, 4 where the token is not good`() async throws {
        let (data, token) = try await Self.dataWithToken()
        let server = try RunningServer([], data: data)
        var environment = Self.hush
        environment["TUTTI_SERVER"] = server.address
        environment["TUTTI_TOKEN"] = token
        let incident = ["incident", "Payments fail", "--id", "2026-17", "--started", "2026-03-02T09:30:00Z"]
        let first = try Self.run(incident, environment)
        #expect(first.status == 0 && first.output == "pipeline/incident/2026-17 is kept\n", "\(first.errors)")
        let ended = try Self.run(incident + ["--resolved", "2026-03-02T10:05:00Z", "--json"], environment)
        #expect(ended.output.contains("\"changed\":1"), "\(ended.errors)")
        let report = try Self.report(in: data.path())
        let build = ["build", "--id", "4711", "--commit", "abc", "--result", "failed", "--report", report]
        let told = try Self.run(build, environment)
        #expect(told.status == 0 && told.output.contains("(junit) belongs to pipeline/build/"), "\(told.errors)")
        environment["TUTTI_TOKEN"] = String(token.dropLast(3)) + "xyz"
        #expect(try Self.run(incident, environment).status == 4)
        server.stop(keepingData: true)
        let away = try Self.run(incident, environment)
        #expect(away.status == 3 && away.errors.contains("cannot be asked"), "\(away.errors)")
        let incidents = try await Self.records(Incident.self, in: data.path())
        #expect(incidents.map(\.title) == ["Payments fail"] && incidents.first?.resolvedAt != nil)
    }

    @Test func `the guide's commands for curl work as they stand`() async throws {
        let guide = try String(
            contentsOf: BuiltProgram.checkout.appending(path: "docs/guide/push.md"), encoding: .utf8)
        let marked = try #require(guide.range(of: "runs these commands. -->\n```\n"))
        let rest = guide[marked.upperBound...]
        let script = rest[..<(try #require(rest.range(of: "\n```")).lowerBound)]
        #expect(script.components(separatedBy: "curl ").count == 7)
        let (data, token) = try await Self.dataWithToken()
        let server = try RunningServer([], data: data)
        _ = try Self.report(in: data.path())
        let run = try BuiltProgram.run(
            "/bin/sh", ["-e", "-c", "set -e\n" + script], in: data,
            environment: ["TUTTI_SERVER": server.address, "TUTTI_TOKEN": token])
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        #expect(run.output.components(separatedBy: "\"changed\":1").count == 6, "\(run.output)")
        server.stop(keepingData: true)
        #expect(try await Self.records(Build.self, in: data.path()).map(\.key.id) == ["4712", "acme/checkout/4711"])
    }

    static func run(_ arguments: [String], _ environment: [String: String]) throws -> TuttiProgram.Answer {
        let run = try BuiltProgram.run(BuiltProgram.path("tutti"), arguments, in: nil, environment: environment)
        return TuttiProgram.Answer(status: run.status, output: run.output, errors: run.errors)
    }

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-push-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func report(in folder: String) throws -> String {
        let place = URL(filePath: folder).appending(path: "junit.xml")
        try Data(#"<testsuite name="s"><testcase name="a" classname="c"/></testsuite>"#.utf8).write(to: place)
        return place.path()
    }

    /// A data folder whose pipelines have a token.
    static func dataWithToken() async throws -> (URL, String) {
        let data = try folder()
        let key = try KeyFile.key(at: data.appending(path: "tutti.key").path()) { [UInt8](repeating: 5, count: $0) }
        let token = PushToken(of: "pipeline", bytes: [UInt8](repeating: 9, count: 32))
        let database = try await Databases.open(.file(path: data.appending(path: "tutti.db").path()))
        try await database.write { db in
            var connection = SourceConnection(id: "pipeline", kind: "pipeline", name: "Pipelines", createdAt: 0)
            connection.secrets = try SourceSecrets(pushTokens: [token.digest]).sealed(for: "pipeline", with: key)
            try db.save(connection)
        }
        try await database.close()
        return (data, token.text)
    }

    static func records<Value: Codable & Sendable>(_ type: Value.Type, in data: String) async throws -> [Value] {
        let database = try await Databases.open(.file(path: data + "/tutti.db"))
        let records = try await database.read { try $0.records(type) }
        try await database.close()
        return records
    }
}
