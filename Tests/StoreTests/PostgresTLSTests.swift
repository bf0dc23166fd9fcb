import Foundation
import Store
import TestKit
import Testing

@Suite(
    "TLS to PostgreSQL", .timeLimit(.minutes(40)),
    .enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
struct PostgresTLSTests {
    @Test func `is used, and a certificate that is not the right one is refused with a sentence`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-tls-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["server", "stranger"] { try Self.makeCertificate(name, in: folder) }
        let port = Int.random(in: 20_000..<30_000)
        let server = try PostgresServer(port: port, certificate: folder)
        defer { withExtendedLifetime(server) {} }

        let url = "postgres://postgres@localhost:\(port)/postgres?hostaddr=127.0.0.1&sslmode="
        for mode in ["require", "verify-full&sslrootcert=\(folder)/server.crt"] {
            let database = try await Databases.open(DatabaseLocation(parse: url + mode))
            let isSecure = try await database.read {
                try $0.value("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", as: Bool.self)
            }
            #expect(isSecure == true)
            try await database.close()
        }
        let elsewhere = url.replacing("@localhost", with: "@db.example.org")
        for refused in [
            url + "verify-full&sslrootcert=\(folder)/stranger.crt",
            url + "verify-full&sslrootcert=\(folder)/nothing.crt",
            elsewhere + "verify-full&sslrootcert=\(folder)/server.crt",
        ] {
            let trouble = await #expect(throws: DatabaseTrouble.self) {
                try await Databases.open(DatabaseLocation(parse: refused))
            }
            #expect("\(try #require(trouble))".contains("is not trusted"), "\(refused): \(String(describing: trouble))")
        }
        let plain = await #expect(throws: DatabaseTrouble.self) {
            try await Databases.open(DatabaseLocation(parse: url + "disable"))
        }
        #expect("\(try #require(plain))".contains("cannot be reached"))
    }

    private static func makeCertificate(_ name: String, in folder: String) throws {
        let made = try BuiltProgram.run(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", "\(folder)/\(name).key", "-out",
                "\(folder)/\(name).crt",
            ])
        try #require(made.status == 0, "\(made.errors)")
    }
}
