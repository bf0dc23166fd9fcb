import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestKit
import Testing

@testable import Server

@Suite("Past results over the web", .timeLimit(.minutes(40)))
struct PastResultsRouteTests {
    private static func csv(_ rows: Int) -> String {
        (["Participant ID,Created At,Poll,Slide Title,Response"]
            + (0..<rows).map {
                "person-\($0),2025-05-02T10:00:00Z,Team poll,I know what is expected of me,\($0 % 5 + 1)"
            })
            .joined(separator: "\n")
    }

    private static func send(_ people: Asked, _ fields: [String: String], as place: Int = 0) async throws
        -> TestResponse
    {
        let all = ["source": "zigpoll", "form": people.formToken(people.cookies[place])].merging(fields) { $1 }
        return try await people.server.ask { client in
            try await client.post("/pulse/imports", all, cookie: people.cookies[place]) { $0 }
        }
    }

    @Test(arguments: Backend.all)
    func `are shown before they are kept, and stand beside a round that asks the same`(_ backend: Backend) async throws
    {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let shown = try await Self.send(people, ["answers": Self.csv(9)])
            #expect(shown.status == .ok && String(buffer: shown.body).contains("What would be kept"))
            #expect(!String(buffer: shown.body).contains("person-"))
            let empty = try await server.ask { try await $0.page("/pulse/imports", people.cookies[1]) }
            #expect(empty.contains("without the names of who answered"))
            #expect(try await Self.send(people, ["answers": Self.csv(9), "keep": "yes"]).status == .seeOther)
            let page = try await server.ask { try await $0.page("/pulse/imports", people.cookies[1]) }
            #expect(page.contains("Team poll") && page.contains("2025-05: 9 answered") && page.contains("imported"))
            let json = try await server.ask { try await $0.page("/api/v1/pulse/imports", people.cookies[1]) }
            #expect(json.contains("\"survey\":\"Team poll\"") && !json.contains("person-"))

            let path = try await people.announce(statements: "I know what is expected of me")
            let manifest = try await people.manifest(path)
            for cookie in people.cookies {
                try await people.answer(try await people.ticket(path, manifest, cookie), manifest, point: 4)
            }
            clock.pass(8 * 86_400)
            _ = try await server.server.services.pulse?.releaseEnded()
            let results = try await server.ask { try await $0.page(path, people.cookies[2]) }
            #expect(results.contains("Asked elsewhere before") && results.contains("2025-05"))
        }
    }

    /// As a browser sends it; a file chosen counts before what was pasted.
    @Test func `a file is brought in like what is pasted, up to a bound`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let people = try await Asked(server, 2)
            func send(_ file: String, _ keep: String = "", type: String = "multipart/form-data; boundary=----b0")
                async throws
                -> TestResponse
            {
                let fields = [
                    "form": people.formToken(people.cookies[0]), "source": "zigpoll", "keep": keep, "answers": "",
                ]
                let parts =
                    fields.map { "Content-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)" } + [
                        "Content-Disposition: form-data; name=\"file\"; filename=\"answers; all.csv\"\r\nContent-Type: text/csv\r\n\r\n\(file)"
                    ]
                let body = parts.map { "------b0\r\n\($0)\r\n" }.joined() + "------b0--\r\n"
                return try await server.ask { client in
                    try await client.execute(
                        uri: "/pulse/imports", method: .post,
                        headers: [.contentType: type, .cookie: people.cookies[0], .accept: "text/html"],
                        body: ByteBuffer(string: body)
                    ) { $0 }
                }
            }
            let shown = try await send(Self.csv(2000))
            #expect(shown.status == .ok && String(buffer: shown.body).contains("What would be kept"))
            #expect(try await send("").status == .unprocessableContent)
            #expect(try await send(Self.csv(9), type: "multipart/form-data; boundary=other").status == .badRequest)
            #expect(try await send(Self.csv(9), type: "multipart/form-data").status == .badRequest)
            #expect(try await send(Self.csv(9), "yes").status == .seeOther)
            let page = try await server.ask { try await $0.page("/pulse/imports", people.cookies[1]) }
            #expect(page.contains("2025-05: 9 answered"))
            let large = String(repeating: "a", count: 17 << 20)
            #expect(try await send(large).status == .contentTooLarge)
        }
    }

    @Test func `what cannot be read or kept is said in a sentence, and who may not is refused`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let people = try await Asked(server, 2)
            let refused: [([String: String], String)] = [
                (["answers": ""], "Choose the file that"), (["answers": "{\"data\": 1}"], "Page 1 is not what"),
                (["answers": Self.csv(9), "team": "choir"], "Choose a team that you lead"),
                (["answers": Self.csv(9), "questions": "nothing"], "names no question"),
                (["answers": Self.csv(4), "keep": "yes"], "fewer than five people answered"),
            ]
            for (fields, sentence) in refused {
                let answer = try await Self.send(people, fields)
                #expect(answer.status == .unprocessableContent && String(buffer: answer.body).contains(sentence))
            }
            #expect(try await Self.send(people, ["answers": Self.csv(9)], as: 1).status == .forbidden)
            #expect(try await Self.send(people, ["answers": Self.csv(9), "form": "wrong"]).status == .badRequest)
        }
    }
}
