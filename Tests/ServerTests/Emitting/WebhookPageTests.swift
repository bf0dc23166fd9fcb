import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Store
import TestKit
import Testing

@testable import Server

@Suite("Webhooks by page and by program", .timeLimit(.minutes(40)))
struct WebhookPageTests {
    private static func head(_ cookie: String?) -> HTTPFields {
        var headers: HTTPFields = [.accept: "text/html"]
        headers[.cookie] = cookie
        return headers
    }

    @Test(arguments: Backend.all)
    func `an administrator adds an endpoint, sees its secret once, changes, pauses and removes it`(_ backend: Backend)
        async throws
    {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            let database = server.server.services.database
            try await server.ask { client in
                let wish = [
                    "form": token, "url": "https://Example.org/hooks/tutti", "name": "", "team": "band",
                    "pulse.opened": "on", "incident.recorded": "on",
                ]
                let secret = try await client.post("/webhooks", wish, cookie: cookie) { response in
                    let page = String(buffer: response.body)
                    #expect(response.status == .ok && page.contains("example.org is told from now on"))
                    #expect(response.headers[.cacheControl] == "no-store")
                    return String(try #require(page.firstMatch(of: /whsec_[^<]+/)).output)
                }
                let endpoint = try #require(try await database.read { try $0.webhookEndpoints() }.first)
                #expect(endpoint.url == "https://example.org/hooks/tutti" && endpoint.team == "band")
                #expect(endpoint.kinds == [.pulseOpened, .incidentRecorded])
                let place = "/webhooks/\(endpoint.id)"
                for path in ["/webhooks", place] {
                    try await client.execute(uri: path, method: .get, headers: Self.head(cookie)) { response in
                        let page = String(buffer: response.body)
                        #expect(page.contains("example.org") && !page.contains(secret.prefix(20)))
                    }
                }
                // Sent twice, it changes nothing the second time.
                for _ in 0..<2 {
                    try await client.post(place, wish.merging(["name": "Chat", "team": ""]) { $1 }, cookie: cookie) {
                        #expect($0.status == .seeOther)
                    }
                }
                try await client.post(place + "/pausing", ["form": token, "paused": "on"], cookie: cookie) { _ in }
                let paused = try #require(try await database.read { try $0.webhookEndpoints() }.first)
                #expect(paused.name == "Chat" && paused.team == nil && paused.state == .paused)
                try await client.post(place + "/test", ["form": token], cookie: cookie) { response in
                    #expect(response.status == .unprocessableContent)
                    #expect(String(buffer: response.body).contains("Resume it first."))
                }
                try await client.post(place + "/pausing", ["form": token, "paused": ""], cookie: cookie) { _ in }
                try await client.post(place + "/secret", ["form": token], cookie: cookie) { response in
                    let page = String(buffer: response.body)
                    #expect(page.contains("A new secret for Chat") && page.contains("whsec_"))
                    #expect(!page.contains(secret.prefix(20)))
                }
                try await client.post(place + "/removal", ["form": token], cookie: cookie) { _ in }
                #expect(try await database.read { try $0.webhookEndpoints() }.isEmpty)
            }
            let actions = try await database.read { db in
                try db.rows("SELECT action FROM audit_entry WHERE action LIKE '%webhook endpoint%' ORDER BY number") {
                    try $0.text(0)
                }
            }
            #expect(
                actions == [
                    "added a webhook endpoint", "changed a webhook endpoint", "paused a webhook endpoint",
                    "resumed a webhook endpoint", "made another secret of a webhook endpoint",
                    "removed a webhook endpoint",
                ])
        }
    }

    @Test(arguments: [
        ("ftp://example.org", "", "The address of an endpoint is written as"),
        ("https://ada:secret@example.org", "", "without a name or a password"),
        ("https://example.org", "nobody", "There is no team called “nobody”."),
    ])
    func `what cannot be is said in a sentence, and the form comes back as it was sent`(
        _ url: String, _ team: String, _ words: String
    ) async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            try await server.ask { client in
                try await client.post("/webhooks", ["form": token, "url": url, "team": team], cookie: cookie) {
                    let page = String(buffer: $0.body)
                    #expect($0.status == .unprocessableContent && page.contains(words))
                    #expect(page.contains("value=\"\(url.replacing("=", with: "&#61;"))\""))
                }
            }
        }
    }

    @Test func `without a key file nothing is added, and that is said`() async throws {
        try await TestServer.with(key: nil, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            try await server.ask { client in
                try await client.post("/webhooks", ["form": token, "url": "https://example.org"], cookie: cookie) {
                    #expect(String(buffer: $0.body).contains("There is no key file"))
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `what was sent is seen with its answer, and sent again by page and by program`(_ backend: Backend) async throws
    {
        try await WebhookReceiver.with { receiver in
            try await TestServer.with(on: backend, features: { .all($0) }) { server in
                let cast = try await Cast(server)
                let cookie = cast.cookie(.administrator)
                let token = try Cast.formToken(cookie)
                let (database, clock) = (server.server.services.database, TestClock())
                try await Listening.with(receiver, at: "/long", database, clock: clock) { listening in
                    try await listening.tell()
                    try await listening.sender.run(listening.id)
                    let event = try #require(try await listening.deliveries().first)
                    try await server.ask { client in
                        let place = "/webhooks/\(listening.id)"
                        try await client.execute(uri: place, method: .get, headers: Self.head(cookie)) { response in
                            let page = String(buffer: response.body)
                            #expect(page.contains("connection.failing") && page.contains("delivered"))
                            #expect(page.contains("takentakentaken"))
                        }
                        try await client.post(
                            place + "/replay", ["form": token, "event": event.id], cookie: cookie
                        ) { #expect($0.status == .seeOther) }
                        #expect(try await listening.sender.run(listening.id) == 1)
                        var headers = Self.head(cookie)
                        headers[.accept] = "application/json"
                        try await client.execute(
                            uri: "/api/v1\(place)/deliveries/\(event.id)/replay", method: .post, headers: headers
                        ) { #expect($0.status == .ok && String(buffer: $0.body).contains("\"state\":\"waiting\"")) }
                        try await client.execute(
                            uri: "/api/v1\(place)/deliveries/evt_none/replay", method: .post, headers: headers
                        ) { #expect($0.status == .notFound) }
                        #expect(try await listening.sender.run(listening.id) == 1)
                        try await client.execute(
                            uri: "/api/v1\(place)/deliveries", method: .get, headers: headers
                        ) { #expect(String(buffer: $0.body).contains("\"status\":200")) }
                    }
                    #expect(try receiver.received().map(\.id) == [event.id, event.id, event.id])
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `a program adds, lists, changes and removes endpoints, and is told a secret only when it is made`(
        _ backend: Backend
    ) async throws {
        try await Holder.with(backend) { ada in
            let token = try await ada.make(scope: "write")
            func ask(_ path: String, _ body: String? = nil) async throws -> (Int, String) {
                var headers: HTTPFields = [.accept: "application/json"]
                headers[.authorization] = "Bearer \(token)"
                return try await ada.ask { [headers] client in
                    try await client.execute(
                        uri: "/api/v1/webhooks" + path, method: body == nil ? .get : .post, headers: headers,
                        body: body.map { ByteBuffer(string: $0) }
                    ) { ($0.status.code, String(buffer: $0.body)) }
                }
            }
            let added = try await ask("", #"{"url": "https://example.org/hook", "types": ["pulse.released"]}"#)
            #expect(added.0 == 200 && added.1.contains("whsec_"))
            let id = String(try #require(added.1.firstMatch(of: /webhook-[0-9a-f]{8}/)).output)
            let list = try await ask("")
            #expect(list.1.contains(id) && !list.1.contains("whsec_"))
            let refused = try await ask("/\(id)", #"{"types": ["moon.landed"]}"#)
            #expect(refused.0 == 400 && refused.1.contains("There is no type of event called “moon.landed”."))
            let changed = try await ask("/\(id)", #"{"name": "Chat", "types": [], "state": "paused"}"#)
            #expect(changed.1.contains(#""state":"paused""#) && changed.1.contains(#""types":[]"#))
            #expect(changed.1.contains("https://example.org/hook"), "what is left out stays")
            #expect(try await ask("/\(id)/secret", "").1.contains("whsec_"))
            #expect(try await ask("/\(id)/test", "").0 == 400)
            #expect(try await ask("/\(id)", #"{"state": "active"}"#).0 == 200)
            let test = try await ask("/\(id)/test", "")
            #expect(test.1.contains(#""type":"webhook.test""#) && test.1.contains(#""state":"waiting""#))
            #expect(try await ask("/\(id)/removal", "").0 == 200)
            #expect(try await ask("/\(id)").0 == 404)
        }
    }
}
