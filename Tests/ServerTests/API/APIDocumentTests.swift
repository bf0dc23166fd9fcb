import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import TestKit
import Testing

@testable import Server

@Suite("The API's document")
struct APIDocumentTests {
    @Test func `describes every route of the API and nothing else`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let text = try await Self.document(server)
            let document = try JSONDecoder().decode(Document.self, from: text)
            let described = Set(
                document.paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
            let routes = server.server.routes.routes.filter { $0.path.hasPrefix("/api/") }
            #expect(described == Set(routes.map { "\($0.method.rawValue) \($0.path)" }))
            #expect(described.contains("GET /api/v1/repositories/{repository}/signals/{signal}"))
        }
    }

    @Test func `a route without a description does not start`() async throws {
        let mute = Route.get("/api/v1/mute") { _, _ in throw Problem.notFound() }
        #expect(throws: StartTrouble.undescribed(route: "GET /api/v1/mute")) { try APIDocument([mute]) }
    }

    private static let python = ProcessInfo.processInfo.environment["TUTTI_PYTHON"]

    // Needs a Python with openapi-spec-validator, which `make test` installs and names in TUTTI_PYTHON.
    @Test(.enabled(if: python != nil, "skipped: TUTTI_PYTHON names no Python with openapi-spec-validator"))
    func `is valid OpenAPI 3.1 for an independent validator`() async throws {
        let python = try #require(Self.python)
        try await TestServer.with(features: { .all($0) }) { server in
            let file = FileManager.default.temporaryDirectory.appending(path: "tutti-\(UUID().uuidString).json")
            try await Self.document(server).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let check = "import json, sys, openapi_spec_validator as v; v.validate(json.load(open(sys.argv[1])))"
            let result = try BuiltProgram.run(python, ["-c", check, file.path()])
            #expect(result.status == 0, "\(result.errors)")
        }
    }

    private struct Document: Decodable {
        let paths: [String: [String: JSONValue]]
    }

    private static func document(_ server: TestServer) async throws -> Data {
        try await server.ask { client in
            let answer = try await client.execute(uri: "/api/v1/openapi.json", method: .get)
            #expect(answer.status == .ok)
            return Data(answer.body.readableBytesView)
        }
    }
}
