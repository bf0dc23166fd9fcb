import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestKit
import Testing

@testable import Server

@Suite("The page of deliveries")
struct DeliveriesTests {
    @Test func `names what could not be read, and has it read again`() async throws {
        try await Holder.with(.sqlite) { ada in
            try await ada.database.write { db in
                try db.save(SourceConnection(id: "hub", kind: "github", name: "GitHub of Acme", createdAt: 0))
            }
            let inbox = Inbox(ada.database)
            let time = ada.clock.time * 1000
            for id in ["one", "two"] {
                let body = Array(#"{"pull_request": "\#(id)"}"#.utf8)
                let delivery = WebhookDelivery(id: id, event: "pull_request", body: body, receivedAt: time)
                _ = try await inbox.receive(delivery, of: "hub")
            }
            let draining = DrainingService(server: ada.server.server, logger: TestServer.silent)
            for _ in 0..<9 {
                await draining.drain()
                ada.clock.pass(1000)
            }
            let path = "/connections/hub/deliveries"
            try await ada.ask { (client) async throws in
                let page = try await client.execute(uri: path, method: .get, headers: [.cookie: ada.cookie]) {
                    String(buffer: $0.body)
                }
                #expect(page.contains("Two webhooks could not be read"))
                #expect(page.contains("pull_request") && page.contains("Try all of them again"))
                let form = ["form": try Enrolled.formToken(ada.cookie), "delivery": "one"]
                try await client.post("/connections/hub/replay", form, cookie: ada.cookie) {
                    #expect($0.status == .seeOther && $0.headers[.location] == path)
                }
            }
            #expect(try await ada.database.read { try $0.inbox(of: "hub").dead } == 1)
            try await ada.ask { (client) async throws in
                let form = ["form": try Enrolled.formToken(ada.cookie)]
                try await client.post("/connections/hub/replay", form, cookie: ada.cookie) {
                    #expect($0.status == .seeOther)
                }
                let strange = ["form": "elsewhere"]
                try await client.post("/connections/hub/replay", strange, cookie: ada.cookie) {
                    #expect($0.status == .badRequest)
                }
                try await client.execute(
                    uri: "/connections/none/deliveries", method: .get, headers: [.cookie: ada.cookie]
                ) {
                    #expect($0.status == .notFound)
                }
            }
            #expect(try await ada.database.read { try $0.inbox(of: "hub").waiting } == 2)
        }
    }

    @Test func `makes a token of pipelines, shows it once, and takes it back`() async throws {
        try await Holder.with(.sqlite) { ada in
            let path = "/connections/pipeline/push-tokens"
            let text = try await ada.ask { (client) async throws -> String in
                let form = ["form": try Enrolled.formToken(ada.cookie)]
                return try await client.post(path, form, cookie: ada.cookie) { response in
                    let page = String(buffer: response.body)
                    return String(try #require(page.firstMatch(of: /tutti_push_pipeline\.[A-Za-z0-9_-]{43}/)).output)
                }
            }
            try await ada.ask { (client) async throws in
                let page = try await client.execute(
                    uri: "/connections/pipeline/deliveries", method: .get, headers: [.cookie: ada.cookie]
                ) { String(buffer: $0.body) }
                #expect(!page.contains(text) && page.contains("There is one."))
                func tell() async throws -> HTTPResponse.Status {
                    try await client.execute(
                        uri: "/api/v1/builds", method: .post, headers: [.authorization: "Bearer \(text)"],
                        body: ByteBuffer(string: #"{"id": "1"}"#)
                    ) { $0.status }
                }
                #expect(try await tell() == .ok)
                let form = ["form": try Enrolled.formToken(ada.cookie), "revoke": "all"]
                try await client.post(path, form, cookie: ada.cookie) { #expect($0.status == .ok) }
                #expect(try await tell() == .unauthorized)
            }
            let audit = try await ada.database.read { db in
                try db.rows("SELECT action FROM audit_entry WHERE subject = 'pipeline' ORDER BY number") {
                    try $0.text(0)
                }
            }
            #expect(audit == ["made a token of pipelines", "took back the tokens of pipelines"])
        }
    }
}
