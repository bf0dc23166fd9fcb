import Connectors
import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import Synchronization
import TestKit
import Testing

@testable import Server

@Suite("Choosing what is read", .timeLimit(.minutes(40)))
struct ChoosingTests {
    /// A GitHub whose token sees 130 repositories, and where everything may be read; it counts what it is asked.
    private final class Hub: Sendable {
        let lists = Mutex(0)

        var tools: SourceTools {
            SourceTools(
                Fetch.World(
                    ask: { self.answer($0) }, resolve: { _ in ["140.82.121.6"] }, outgoing: OutgoingGuard(),
                    now: { 1_790_000_000 }, sleep: { _ in }, chance: { 0 })
            ) { Date(timeIntervalSince1970: 1_790_000_000) }
        }

        private func answer(_ question: ToolQuestion) -> ToolReply {
            guard question.headers["Authorization"] == "Bearer good" else { return ToolReply(status: 401) }
            guard question.url.contains("/user/repos") || question.url.contains("/orgs/band/repos") else {
                return ToolReply(status: 200, body: Data("[]".utf8))
            }
            lists.withLock { $0 += 1 }
            let owner = question.url.contains("/orgs/") ? "band" : "tutti"
            let numbers = question.url.hasSuffix("page=2") ? 100..<130 : 0..<100
            let all = numbers.map { number in
                #"{"full_name":"\#(owner)/song-\#(1000 + number)","archived":\#(number == 3),"fork":\#(number == 4)}"#
            }
            return ToolReply(status: 200, body: Data("[\(all.joined(separator: ","))]".utf8))
        }
    }

    private static func post(
        _ server: TestServer, _ path: String, _ fields: [String: String], _ cookie: String?
    ) async throws -> (Int, String) {
        try await server.ask { client in
            try await client.post(path, fields, cookie: cookie) { ($0.status.code, String(buffer: $0.body)) }
        }
    }

    private static func list(_ page: String) -> String? {
        page.firstMatch(of: /<textarea id="source-repositories"[^>]*>\n?([^<]*)<\/textarea>/).map { String($0.1) }
    }

    @Test(arguments: Backend.all)
    func `what is ticked on several parts of the list is read, and nothing else`(_ backend: Backend) async throws {
        let hub = Hub()
        try await TestServer.with(on: backend, tools: hub.tools, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let path = "/connections/new/github"
            var fields = SourcePageTests.draft(
                try Cast.formToken(cookie), "good", ["repositories": "", "do": "choose"])
            let first = try await Self.post(server, path, fields, cookie)
            #expect(first.0 == 200 && first.1.contains("130 places.") && first.1.contains("Part 1 of 3."))
            #expect(first.1.contains("Archived") && first.1.contains("Fork") && !first.1.contains("good"))
            #expect(!first.1.contains("checked") && first.1.contains("name=\"shown.0\" value=\"tutti/song-1000\""))
            fields["kept"] = try #require(first.1.firstMatch(of: /name="kept" value="([^"]+)"/)).1.description
            fields["token"] = ""
            fields.merge(["page": "0", "listed": "|", "do": "choose-next"]) { $1 }
            for row in 0..<50 { fields["shown.\(row)"] = "tutti/song-\(1000 + row)" }
            fields["chosen.2"] = "on"
            let second = try await Self.post(server, path, fields, cookie)
            #expect(second.1.contains("Part 2 of 3.") && second.1.contains("tutti/song-1050"))
            #expect(Self.list(second.1) == "tutti/song-1002")
            // Other words look through the whole list, and begin it anew.
            for row in 0..<50 { fields["shown.\(row)"] = "tutti/song-\(1050 + row)" }
            fields["chosen.2"] = nil
            fields.merge(["repositories": "tutti/song-1002", "chosen.0": "on", "search": "tutti song-112", "page": "1"])
            {
                $1
            }
            let searched = try await Self.post(server, path, fields, cookie)
            #expect(searched.1.contains("130 places, ten with these words."))
            #expect(Self.list(searched.1) == "tutti/song-1002\ntutti/song-1050")
            #expect(hub.lists.withLock { $0 } == 2)
            for row in 0..<50 { fields["shown.\(row)"] = row < 10 ? "tutti/song-\(1120 + row)" : nil }
            fields["chosen.0"] = nil
            fields.merge(["repositories": "tutti/song-1002\ntutti/song-1050", "chosen.9": "on", "do": "save"]) { $1 }
            let saved = try await Self.post(server, path, fields, cookie)
            #expect(saved.1.contains("is connected"))
            let source = try await server.server.services.database.read { try $0.sourceConnections().first }
            #expect(source?.settings["repositories"] == "tutti/song-1002\ntutti/song-1050\ntutti/song-1129")
        }
    }

    @Test func `what is read already is ticked, and stands with its owner where all of theirs is`() async throws {
        let hub = Hub()
        try await TestServer.with(tools: hub.tools, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            let new = SourcePageTests.draft(token, "good", ["repositories": "tutti/song-1001\nband"])
            _ = try await Self.post(server, "/connections/new/github", new, cookie)
            let database = server.server.services.database
            let connected = try await database.read { db in try db.sourceConnections() }
            let source = try #require(connected.first)
            var fields = new.merging(["token": "", "name": source.name, "do": "choose"]) { $1 }
            let own = try await Self.post(server, "/connections/\(source.id)", fields, cookie)
            #expect(own.0 == 200 && own.1.matches(of: /type="checkbox"[^>]*checked/).count == 1)
            fields["owner"] = "band"
            let band = try await Self.post(server, "/connections/\(source.id)", fields, cookie)
            #expect(band.1.contains("read with all of"))
            #expect(!band.1.contains("name=\"shown.0\""))
            // Unticking takes it out.
            fields.merge(["owner": "", "shown.1": "tutti/song-1001", "do": "save"]) { $1 }
            _ = try await Self.post(server, "/connections/\(source.id)", fields, cookie)
            let after = try await server.server.services.database.read { try $0.sourceConnection(source.id) }
            #expect(after?.settings["repositories"] == "band")
        }
    }

    @Test func `a token that is refused lists nothing, and says why`() async throws {
        let hub = Hub()
        try await TestServer.with(tools: hub.tools, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            let bad = SourcePageTests.draft(token, "bad", ["repositories": "", "do": "choose"])
            let page = try await Self.post(server, "/connections/new/github", bad, cookie).1
            #expect(page.contains("The token is not accepted.") && !page.contains("shown.0"))
            let none = try await Self.post(
                server, "/connections/new/github", bad.merging(["token": ""]) { $1 }, cookie
            ).1
            #expect(none.contains("Paste a token") && hub.lists.withLock { $0 } == 0)
            #expect(try await Self.post(server, "/connections/new/github", bad, cast.cookie(.member)).0 != 200)
        }
    }
}
