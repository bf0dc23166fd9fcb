import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Server

@Suite("Headers")
struct HeadersTests {
    @Test(arguments: [
        "/sample", "/refused", "/broken", "/nowhere", "/healthz", "/metrics", "/api/v1/openapi.json", "/api/nowhere",
        "/assets/none.css", "/favicon.ico",
    ])
    func `every answer tells browsers what they may do`(_ path: String) async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                try await client.execute(uri: path, method: .get) { response in
                    let policy = response.headers[.contentSecurityPolicy] ?? ""
                    #expect(policy.hasPrefix("default-src 'none'"))
                    #expect(!policy.contains("unsafe"))
                    #expect(response.headers[.xContentTypeOptions] == "nosniff")
                    #expect(response.headers[.referrerPolicy] == "same-origin")
                    #expect(response.headers[.resourcePolicy] == "same-origin")
                    #expect(response.headers[.permissionsPolicy] != nil)
                    #expect(response.headers[.requestID]?.count == 16)
                    #expect(response.headers[.cacheControl] != nil)
                    #expect(response.headers[.strictTransportSecurity] == nil)
                }
            }
        }
    }

    @Test(arguments: [
        ("given-1.2:3_4", true), ("", false), ("two words", false), ("<b>", false),
        (String(repeating: "a", count: 65), false),
    ])
    func `a plain request id of the caller is kept`(_ name: String, _ isKept: Bool) async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                try await client.execute(uri: "/short", method: .get, headers: [.requestID: name]) { response in
                    #expect((response.headers[.requestID] == name) == isKept)
                }
            }
        }
    }

    @Test func `an answer by HEAD is that of GET without its body`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let whole = try await client.execute(uri: "/sample", method: .get)
                let head = try await client.execute(uri: "/sample", method: .head)
                #expect(head.status == .ok)
                #expect(head.body.readableBytes == 0)
                #expect(head.headers[.contentLength] == "\(whole.body.readableBytes)")
                #expect(head.headers[.eTag] == whole.headers[.eTag])
                let none = try await client.execute(uri: "/nowhere", method: .head)
                #expect(none.status == .notFound)
                #expect(none.body.readableBytes == 0)
            }
        }
    }
}
