import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import TestKit
import Testing

@testable import Server

@Suite("TLS", .timeLimit(.minutes(40)))
struct TLSTests {
    @Test func `serves over HTTP 2 and takes up a new certificate`() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var files = try Self.makeCertificate(in: folder, for: "first.example")
        files.checkedEvery = .milliseconds(50)
        var settings = ServerSettings()
        settings.certificate = files
        let chain = files.chain
        try await TestServer.with(settings) { server in
            try await server.live { address, _ in
                #expect(address.hasPrefix("https://127.0.0.1:"))
                let answer = try await Self.ask(address, trusting: chain)
                #expect(answer.version == .http2)
                #expect(answer.headers.first(name: "Strict-Transport-Security") != nil)
                _ = try Self.makeCertificate(in: folder, for: "second.example")
                // The old certificate is no longer the one that is served once the new one is trusted.
                for attempt in 0... {
                    if (try? await Self.ask(address, trusting: chain)) != nil { break }
                    try #require(attempt < 2000)
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
        }
    }

    @Test func `a certificate that cannot be used is told before anything is served`() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try Self.makeCertificate(in: folder, for: "first.example")
        let other = folder.appending(path: "other")
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
        let strange = try Self.makeCertificate(in: other, for: "second.example")
        for wrong in [
            CertificateFiles(chain: folder.path() + "/none.pem", key: files.key),
            CertificateFiles(chain: files.chain, key: files.chain),
            CertificateFiles(chain: files.chain, key: strange.key),
        ] {
            #expect(throws: StartTrouble.self) { try wrong.configuration() }
        }
    }

    private static func ask(_ address: String, trusting chain: String) async throws -> HTTPClientResponse {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .file(chain)
        tls.certificateVerification = .noHostnameVerification
        return try await HTTPClient.withHTTPClient(configuration: .init(tlsConfiguration: tls)) { client in
            let request = HTTPClientRequest(url: address.replacing("127.0.0.1", with: "localhost") + "/healthz")
            return try await client.execute(request, timeout: .seconds(60))
        }
    }

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func makeCertificate(in folder: URL, for name: String) throws -> CertificateFiles {
        let files = CertificateFiles(chain: folder.path() + "/chain.pem", key: folder.path() + "/key.pem")
        let made = try BuiltProgram.run(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "2",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost", "-keyout", files.key, "-out",
                files.chain,
            ])
        try #require(made.status == 0, "openssl: \(made.errors)")
        return files
    }
}
