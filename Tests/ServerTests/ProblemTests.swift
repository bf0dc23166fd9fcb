import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Server

/// Fails, and nobody may learn that it was asked.
private struct Failing: Feature {
    struct Trouble: Error {}

    var routes: [Route] {
        [
            Route(.post, "/quiet", leavesNoTrace: true) { _, _ in throw Trouble() },
            Route(.post, "/loud") { _, _ in throw Trouble() },
        ]
    }
}

@Suite("Failures of what leaves no trace")
struct UntracedProblemTests {
    @Test func `are answered and not logged`() async throws {
        let heard = Heard()
        let rules = PermissionMatrix.sample.rules + ["/quiet", "/loud"].map { .init("POST", $0, .everybody) }
        try await TestServer.with(
            logger: heard.logger, permissions: PermissionMatrix(rules), features: { _ in [Failing()] }
        ) { server in
            for (path, isLogged) in [("/quiet", false), ("/loud", true)] {
                let before = heard.lines.count
                let status = try await server.ask {
                    try await $0.execute(uri: path, method: .post) { $0.status }
                }
                #expect(status == .internalServerError)
                let after = heard.lines.dropFirst(before).filter { $0.contains("failed") || $0.contains("answered") }
                #expect(after.isEmpty != isLogged, "\(path): \(after)")
            }
        }
    }
}

@Suite("Problems")
struct ProblemTests {
    @Test func `people get a page`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let answer = try await client.execute(uri: "/nowhere", method: .get, headers: [.accept: "text/html"])
                let text = String(buffer: answer.body)
                #expect(answer.status == .notFound)
                #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
                #expect(text.contains("Nothing is at this address."))
                #expect(text.contains(try #require(answer.headers[.requestID])))
            }
        }
    }

    @Test(arguments: [
        ("/api/nowhere", "text/html", 404), ("/refused", "application/json", 400),
        ("/api/v1/sample/%ff", "*/*", 400),
    ])
    func `programs get JSON`(_ path: String, _ accepted: String, _ status: Int) async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let answer = try await client.execute(uri: path, method: .get, headers: [.accept: accepted])
                #expect(answer.headers[.contentType] == "application/problem+json")
                let problem = try JSONDecoder().decode(Answer.self, from: Data(answer.body.readableBytesView))
                #expect(problem.status == status)
                #expect(problem.type.hasPrefix("/problems/"))
                #expect(!problem.title.isEmpty && !problem.detail.isEmpty)
                #expect(problem.requestId == answer.headers[.requestID])
            }
        }
    }

    private struct Answer: Decodable {
        let type: String
        let title: String
        let status: Int
        let detail: String
        let requestId: String
    }

    @Test(arguments: [false, true])
    func `what went wrong inside is told in development alone`(_ isDevelopment: Bool) async throws {
        try await TestServer.with(isDevelopment: isDevelopment) { server in
            try await server.ask { client in
                let answer = try await client.execute(uri: "/broken", method: .get)
                #expect(answer.status == .internalServerError)
                #expect(String(buffer: answer.body).contains("secret inner words") == isDevelopment)
            }
        }
    }

    @Test func `what stands in an address never becomes markup`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let answer = try await client.execute(
                    uri: "/named/%3Cscript%3Ealert(1)%3C%2Fscript%3E", method: .get)
                #expect(answer.status == .ok)
                #expect(!String(buffer: answer.body).contains("<script>alert"))
            }
        }
    }

    @Test(arguments: [
        HTTPRequest.Method.post, .put, .patch, .delete, .options,
    ])
    func `what is only read cannot be changed`(_ method: HTTPRequest.Method) async throws {
        try await TestServer.with { server in
            let routes = server.server.routes.routes
            let changed = Set(routes.filter { $0.method != .get }.map(\.path))
            for route in routes where !changed.contains(route.path) {
                try await server.ask { client in
                    let path = route.path.replacing("{", with: "").replacing("}", with: "")
                    let answer = try await client.execute(uri: path, method: method)
                    #expect(answer.status == .methodNotAllowed, "\(method) \(route.path)")
                    #expect(answer.headers[.allow] == "GET, HEAD")
                }
            }
        }
    }

    @Test func `a long address is no trouble`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let long = String(repeating: "a", count: 9000)
                let answer = try await client.execute(uri: "/named/x?note=\(long)", method: .get)
                #expect(answer.status == .ok || answer.status == .uriTooLong)
                let lost = try await client.execute(uri: "/\(long)", method: .get)
                #expect(lost.status == .notFound || lost.status == .uriTooLong)
            }
        }
    }
}
