import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Signals
import Store
import Testing

@testable import Server

@Suite("The API")
struct RepositoryAPITests {
    @Test func `lists are handed out in parts`() async throws {
        try await TestServer.with { server in
            try await Self.save(["a", "b", "c"], in: server)
            try await server.ask { client in
                let first = try await Self.items(client, "/api/v1/repositories?limit=2")
                #expect(first.ids == ["a", "b"])
                #expect(first.next == "b")
                let second = try await Self.items(client, "/api/v1/repositories?limit=2&after=b")
                #expect(second.ids == ["c"])
                #expect(second.next == nil)
                let wrong = try await client.execute(uri: "/api/v1/repositories?limit=0", method: .get)
                #expect(wrong.status == .badRequest)
            }
        }
    }

    @Test(arguments: [
        "/api/v1/repositories/none", "/api/v1/repositories/none/signals", "/api/v1/repositories/a/signals",
        "/api/v1/repositories/a/report", "/api/v1/repositories/a/people", "/api/v1/repositories/a/signals/none",
    ])
    func `what is not there is said in a sentence`(_ path: String) async throws {
        try await TestServer.with { server in
            try await Self.save(["a"], in: server)
            try await server.ask { client in
                let answer = try await client.execute(uri: path, method: .get)
                #expect(answer.status == .notFound)
                #expect(answer.headers[.contentType] == "application/problem+json")
            }
        }
    }

    @Test func `a signal is offered as it was measured`() async throws {
        let signal = try #require(Signal.all.first)
        try await TestServer.with { server in
            try await Self.save(["a"], in: server)
            let measured = Measurement(value: 3, sample: .init(40, needed: 20, of: "files"), why: "as counted")
            try await server.server.services.database.write { db in
                let repository = try #require(try db.repository("a"))
                let readings = Readings(
                    repository: repository, measurements: [signal.id: measured], until: 1_790_000_000)
                try db.save(readings, people: WhoIsWho(), at: 1_790_000_000)
            }
            try await server.ask { client in
                let answer = try await client.execute(
                    uri: "/api/v1/repositories/a/signals/\(signal.id)", method: .get)
                let told = try JSONDecoder().decode(Report.Reading.self, from: Data(answer.body.readableBytesView))
                #expect(told == Report.Reading(signal, measured))
                let list = try await client.execute(uri: "/api/v1/repositories/a/signals", method: .get)
                let tag = try #require(list.headers[.eTag])
                let again = try await client.execute(
                    uri: "/api/v1/repositories/a/signals", method: .get, headers: [.ifNoneMatch: tag])
                #expect(again.status == .notModified)
            }
        }
    }

    @Test func `an import that failed says why`() async throws {
        try await TestServer.with { server in
            let repository = Repository(id: "a", name: "A", location: "/a")
            try await server.server.services.database.write { db in
                let session = try db.beginImport(repository: repository, head: nil, at: 1_790_000_000)
                try db.failImport(session, trouble: "The clone is gone.", at: 1_790_000_060)
            }
            try await server.ask { client in
                let answer = try await client.execute(uri: "/api/v1/imports?repository=a", method: .get)
                let text = String(buffer: answer.body)
                #expect(text.contains("\"status\":\"failed\"") && text.contains("\"trouble\":\"The clone is gone.\""))
                #expect(text.contains("\"finishedAt\":\"2026-09-21T14:14:20Z\""))
            }
        }
    }

    private struct Items: Decodable {
        struct Item: Decodable { let id: String }
        let items: [Item]
        let next: String?

        var ids: [String] { items.map(\.id) }
    }

    private static func items(_ client: any TestClientProtocol, _ path: String) async throws -> Items {
        let answer = try await client.execute(uri: path, method: .get)
        return try JSONDecoder().decode(Items.self, from: Data(answer.body.readableBytesView))
    }

    private static func save(_ ids: [String], in server: TestServer) async throws {
        try await server.server.services.database.write { db in
            for id in ids { try db.save(Repository(id: id, name: id, location: "/\(id)")) }
        }
    }
}
