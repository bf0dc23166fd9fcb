import Features
import HTTPTypes
import HummingbirdTesting
import Interface
import NIOCore
import Testing

@testable import Server

@Suite("Conditional answers")
struct ConditionalTests {
    @Test func `who has the answer already is told just that`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let first = try await client.execute(uri: "/sample", method: .get)
                let tag = try #require(first.headers[.eTag])
                for known in [tag, "W/\(tag)", "\"other\", \(tag)", "\"a,b\",W/\(tag)", "*"] {
                    let again = try await client.execute(uri: "/sample", method: .get, headers: [.ifNoneMatch: known])
                    #expect(again.status == .notModified, "If-None-Match: \(known)")
                    #expect(again.body.readableBytes == 0)
                    #expect(again.headers[.eTag] == tag)
                    #expect(again.headers[.contentSecurityPolicy] != nil)
                }
                for other in ["\"other\"", "", tag.replacing("\"", with: "")] {
                    let again = try await client.execute(uri: "/sample", method: .get, headers: [.ifNoneMatch: other])
                    #expect(again.status == .ok, "If-None-Match: \(other)")
                }
            }
        }
    }

    @Test func `a problem is never kept`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let problem = try await client.execute(uri: "/refused", method: .get, headers: [.ifNoneMatch: "*"])
                #expect(problem.status == .badRequest)
                #expect(problem.headers[.eTag] == nil)
                #expect(problem.headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test func `assets may be kept for ever under the name of their content`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                for asset in Asset.all {
                    let answer = try await client.execute(uri: asset.path, method: .get)
                    #expect(answer.status == .ok)
                    #expect(Array(answer.body.readableBytesView) == asset.bytes)
                    #expect(answer.headers[.contentType] == asset.contentType)
                    #expect(answer.headers[.cacheControl]?.contains("immutable") == true)
                    let known = try #require(answer.headers[.eTag])
                    let again = try await client.execute(
                        uri: asset.path, method: .get, headers: [.ifNoneMatch: "\"x\", \(known)"])
                    #expect(again.status == .notModified)
                }
            }
        }
    }

    @Test(arguments: [
        "/assets/", "/assets/tutti.css", "/assets/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/../Package.swift", "/assets/%00", "/assets/..%5c..%5cx", "/assets//etc/passwd", "/assets/%c0%ae%c0%ae",
    ])
    func `a strange name leads nowhere`(_ path: String) async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let answer = try await client.execute(uri: path, method: .get)
                #expect(answer.status == .notFound)
            }
        }
    }
}
