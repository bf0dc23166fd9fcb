import Foundation
import HTTPTypes
import HummingbirdTesting
import Interface
import NIOCore
import TestKit
import Testing

@testable import Server

@Suite("Compression")
struct CompressionTests {
    @Test(arguments: [
        ("gzip", true), ("br, gzip;q=0.5", true), ("GZIP", true), ("*", true), ("", false), ("br", false),
        ("gzip;q=0", false), ("gzip; q=0.0, identity", false),
    ])
    func `text goes compressed to who can read it`(_ accepted: String, _ isCompressed: Bool) async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let plain = try await client.execute(uri: "/sample", method: .get)
                let answer = try await client.execute(
                    uri: "/sample", method: .get, headers: [.acceptEncoding: accepted])
                #expect(answer.headers[.vary] == "Accept-Encoding")
                #expect((answer.headers[.contentEncoding] == "gzip") == isCompressed)
                #expect(answer.headers[.contentLength] == "\(answer.body.readableBytes)")
                let bytes = isCompressed ? try Self.decompressed(answer.body) : Data(answer.body.readableBytesView)
                #expect(bytes == Data(plain.body.readableBytesView))
                #expect(answer.headers[.eTag]?.hasPrefix("W/") == isCompressed)
            }
        }
    }

    @Test func `the tag of the compressed answer is known again`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let first = try await client.execute(
                    uri: "/sample", method: .get, headers: [.acceptEncoding: "gzip"])
                let tag = try #require(first.headers[.eTag])
                let again = try await client.execute(
                    uri: "/sample", method: .get, headers: [.acceptEncoding: "gzip", .ifNoneMatch: tag])
                #expect(again.status == .notModified)
            }
        }
    }

    @Test func `what is short or no text stays as it is`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let short = try await client.execute(uri: "/short", method: .get, headers: [.acceptEncoding: "gzip"])
                #expect(short.headers[.contentEncoding] == nil)
            }
        }
    }

    @Test func `a stylesheet arrives whole`() async throws {
        try await TestServer.with { server in
            try await server.ask { client in
                let answer = try await client.execute(
                    uri: Asset.stylesheet.path, method: .get, headers: [.acceptEncoding: "gzip"])
                #expect(answer.headers[.contentEncoding] == "gzip")
                #expect(try Self.decompressed(answer.body) == Data(Asset.stylesheet.bytes))
            }
        }
    }

    /// By the gzip program, which is not ours.
    private static func decompressed(_ body: ByteBuffer) throws -> Data {
        let file = FileManager.default.temporaryDirectory.appending(path: "tutti-\(UUID().uuidString).gz")
        try Data(body.readableBytesView).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let result = try BuiltProgram.run("/usr/bin/env", ["gzip", "-dc", file.path()])
        #expect(result.status == 0)
        return Data(result.output.utf8)
    }
}
