import AsyncHTTPClient
import Crypto
import Features
import Foundation
import NIOCore
import NIOHTTP1
import Store
import TestKit

@testable import Server

/// A code host that sends webhooks to servers, which are started on one database and killed.
struct KilledHooks: Sendable {
    let location: DatabaseLocation
    let folder: URL
    let database: any Database

    static func with(_ backend: Backend, _ body: (KilledHooks) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-hooks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await backend.withLocation { location in
            let place = backend == .sqlite ? .file(path: folder.appending(path: "tutti.db").path()) : location
            let database = try await Databases.open(place)
            do {
                let hooks = KilledHooks(location: place, folder: folder, database: database)
                try await hooks.connect()
                try await body(hooks)
                try await database.close()
            } catch {
                try? await database.close()
                throw error
            }
        }
    }

    private func connect() async throws {
        let key = try KeyFile.key(at: keyFile) { [UInt8](repeating: 7, count: $0) }
        let secrets = try SourceSecrets(webhookSecrets: ["new"]).sealed(for: "hub", with: key)
        try await database.write { db in
            var hub = SourceConnection(id: "hub", kind: "github", name: "Hub", createdAt: 0)
            // Nobody is there to be asked.
            hub.settings = ["url": "https://127.0.0.1:1"]
            hub.secrets = secrets
            try db.save(hub)
        }
    }

    private var keyFile: String { folder.appending(path: "tutti.key").path() }

    /// By which a server or a command finds the database.
    var arguments: [String] {
        guard case .server(let url) = location else { return [] }
        return ["--database", url, "--key-file", keyFile]
    }

    /// Takes a server that is gone at its word, instead of knocking until its time is up.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(configuration: configuration)
    }()

    /// - Returns: whether the webhook was acknowledged; false where nobody answered any more.
    static func send(_ number: Int, to address: String) async -> Bool {
        let body = body(number)
        var request = HTTPClientRequest(url: address + "/hooks/hub")
        request.method = .POST
        request.headers = [
            "Content-Type": "application/json", "X-GitHub-Event": "pull_request", "X-GitHub-Delivery": id(number),
            "X-Hub-Signature-256": Hooked.signature(body, by: "new"),
        ]
        request.body = .bytes(ByteBuffer(string: body))
        guard let response = try? await client.execute(request, timeout: .seconds(60)) else { return false }
        _ = try? await response.body.collect(upTo: 1 << 16)
        return response.status.code / 100 == 2
    }

    static func id(_ number: Int) -> String { "delivery-\(number)" }

    /// Several tell of one pull request.
    static func body(_ number: Int) -> String {
        let (day, minute) = (String(10 + number % 15), String(10 + number / 15 % 50))
        return Hooked.pullRequest(number / 4, updated: "2026-03-\(day)T09:\(minute):00Z", title: "as told by \(number)")
    }

    /// What is kept of everything that was sent: each delivery with its state and how often it was read, each archived
    /// answer, and each record with the answer that it rests on.
    func kept() async throws -> (deliveries: [String: String], answers: [String], records: [String]) {
        try await database.read { db in
            let deliveries: [(String, String)] = try db.rows(
                "SELECT id, state, attempts FROM webhook_delivery ORDER BY id"
            ) { (try $0.get(0), "\(try $0.get(1, as: String.self)) \(try $0.get(2, as: Int.self))") }
            let answers = try db.rows("SELECT key FROM raw_answer ORDER BY key") { try $0.get(0, as: String.self) }
            let records = try db.rows(
                """
                SELECT p.title, p.updated_at, a.key FROM pull_request p JOIN raw_answer a ON a.number = p.raw
                ORDER BY p.record
                """
            ) { "\(try $0.text(0)) \(try $0.integer(1)) \(try $0.text(2))" }
            return (Dictionary(uniqueKeysWithValues: deliveries), answers, records)
        }
    }
}
