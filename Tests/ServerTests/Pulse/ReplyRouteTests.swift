import BlindTickets
import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Surveys
import TestKit
import Testing

@testable import Server

/// Eleven people wrote, and two of them want a reply; the first leads.
private struct Written {
    let people: Asked
    let path: String
    let keys: [ReplyKey]
    var survey: String { path.split(separator: "/").last.map(String.init) ?? "" }

    static func with(
        _ backend: Backend, _ heard: Heard = Heard(), agreeing: Int = 11,
        _ body: @escaping @Sendable (Written, TestClock) async throws -> Void
    ) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, logger: heard.logger, features: { .all($0) }) {
            server in
            let people = try await Asked(server, 11)
            let path = try await people.announce(
                statements: "I know what is expected of me", ["words": "What would make next week better?"])
            let manifest = try await people.manifest(path)
            let ids = manifest.items.map { Question.ID($0.id.replacing(".", with: "/")) }
            let question = try #require(ids.last)
            let keys = [ReplyKey(), ReplyKey()]
            for (place, cookie) in people.cookies.enumerated() {
                var response = Response(
                    [ids[0]: .point(3), question: .words("Words of \(place)")], maySeeWords: place < agreeing)
                if place < 2 { response.replyTo[question] = keys[place].address.bytes.base64URL }
                // What is no key is no address.
                if place == 2 { response.replyTo[question] = "AAAA" }
                let ticket = try await people.ticket(path, manifest, cookie)
                let envelope = Envelope(ticket: ticket, answers: try JSONEncoder().encode(response))
                let bytes = ByteBuffer(bytes: try envelope.sealed(size: manifest.envelope))
                let status = try await server.ask {
                    try await $0.execute(uri: "/api/v1/pulse/answers", method: .post, body: bytes) { $0.status }
                }
                #expect(status == .ok)
            }
            clock.pass(8 * 86_400)
            _ = try await server.server.services.pulse?.releaseEnded()
            try await body(Written(people: people, path: path, keys: keys), clock)
        }
    }

    func words(as place: Int = 3) async throws -> RoundWords {
        let text = try await people.server.ask { try await $0.page("/api/v1\(path)/words", people.cookies[place]) }
        return try JSONDecoder().decode(RoundWords.self, from: Data(text.utf8))
    }

    func table(as place: Int) async throws -> String {
        try await people.server.ask { try await $0.page(path + "/results.csv", people.cookies[place]) }
    }

    func reply(
        _ sealed: Data, to words: String, permit: FollowUpPermit? = nil, as place: Int = 0
    ) async throws -> TestResponse {
        let cookie = people.cookies[place]
        let hash = permit.map { ",\"permit\":\"\($0.hash.base64URL)\"" } ?? ""
        let body =
            "{\"words\":\"\(words)\",\"sealed\":\"\(sealed.base64URL)\",\"form\":\"\(people.formToken(cookie))\"\(hash)}"
        return try await people.server.ask { try await $0.send("/api/v1\(path)/replies", body, cookie) }
    }
}

extension Written {
    fileprivate func followUp(_ bytes: Data, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await people.server.ask { client in
            try await client.execute(
                uri: "/api/v1/pulse/follow-ups", method: .post, headers: headers, body: ByteBuffer(bytes: bytes)
            ) { $0 }
        }
    }
}

@Suite("Replies to what people wrote", .timeLimit(.minutes(40)))
struct ReplyRouteTests {
    @Test(arguments: Backend.all)
    func `are sealed for their writer, kept once, and handed to everybody alike`(_ backend: Backend) async throws {
        try await Written.with(backend) { written, clock in
            let told = try await written.words()
            #expect(told.words.count == 11)
            #expect(told.words.filter { $0.replyTo != nil }.count == 2)
            #expect(told.replyTimes.asked == 2 && told.replyTimes.replied == 0 && told.replyTimes.isMedianOpen)
            let first = try #require(told.words.first { $0.text == "Words of 0" })
            #expect(first.replyTo == written.keys[0].address.bytes.base64URL)
            let sealed = try written.keys[0].address.seal("Thursday?", survey: written.survey)
            clock.pass(86_400)
            #expect(try await written.reply(sealed, to: first.id).status == .ok)
            let again = try await written.reply(sealed, to: first.id)
            #expect(again.status == .conflict && String(buffer: again.body).contains("replied to these words already"))

            for cookie in written.people.cookies {
                let text = try await written.people.server.ask {
                    try await $0.page("/api/v1\(written.path)/replies", cookie)
                }
                let replies = try JSONDecoder().decode(SealedReplies.self, from: Data(text.utf8)).replies
                #expect(replies == [sealed.base64URL])
            }
            #expect(try written.keys[0].open(sealed, survey: written.survey) == "Thursday?")
            #expect(throws: ReplyTrouble.sealed) { try written.keys[1].open(sealed, survey: written.survey) }

            let after = try await written.words()
            #expect(after.words.first { $0.id == first.id }?.isReplied == true)
            #expect(after.replyTimes.replied == 1 && !after.replyTimes.isMedianOpen)
            let page = try await written.people.server.ask {
                try await $0.page(written.path, written.people.cookies[4])
            }
            #expect(page.contains("2 asked for a reply") && page.contains("1 got one"))
            #expect(!page.contains("<write-back"), "only for those who lead")
            let lead = try await written.people.server.ask {
                try await $0.page(written.path, written.people.cookies[0])
            }
            #expect(lead.components(separatedBy: "Seal and send").count == 3 && lead.contains("Somebody wrote back."))
        }
    }

    @Test func `are refused from others, for words that want none, and in other sizes`() async throws {
        try await Written.with(.sqlite) { written, _ in
            let words = try await written.words().words
            let wanted = try #require(words.first { $0.replyTo != nil })
            let other = try #require(words.first { $0.replyTo == nil })
            let sealed = try written.keys[0].address.seal("x", survey: written.survey)
            #expect(try await written.reply(sealed, to: wanted.id, as: 5).status == .forbidden)
            #expect(try await written.reply(sealed, to: other.id).status == .conflict)
            #expect(try await written.reply(sealed, to: "AAAA").status == .conflict)
            #expect(try await written.reply(sealed.dropLast(), to: wanted.id).status == .conflict)
            let long = try written.keys[0].address.seal(String(repeating: "x", count: 5000), survey: written.survey)
            #expect(try await written.reply(long, to: wanted.id).status == .conflict)
            let stranger = try await written.people.server.ask { client in
                try await client.send("/api/v1\(written.path)/replies", "{}", nil).status
            }
            #expect(stranger == .unauthorized)
        }
    }

    @Test(arguments: Backend.all)
    func `go to and fro, and nothing tells who follows up`(_ backend: Backend) async throws {
        let heard = Heard()
        try await Written.with(backend, heard) { written, clock in
            let lead = ReplyKey()
            let id = try #require(try await written.words().words.first { $0.text == "Words of 0" }).id
            for turn in ["Thursday?", "At ten?"] {
                let permit = FollowUpPermit(address: lead.address)
                let content = ReplyContent(text: turn, permit: permit)
                let sealed = try written.keys[0].address.seal(content, survey: written.survey)
                #expect(try await written.reply(sealed, to: id, permit: permit).status == .ok)
                #expect(try await written.reply(sealed, to: id, permit: permit).status == .conflict)
                let opened = try written.keys[0].content(of: sealed, survey: written.survey)
                let followUp = try FollowUp("Yes: \(turn)", with: #require(opened.permit), survey: written.survey)
                for headers: HTTPFields in [[.cookie: written.people.cookies[0]], [.authorization: "Basic eDp5"]] {
                    #expect(try await written.followUp(followUp.bytes, headers).status == .badRequest)
                }
                let taken = try await written.followUp(followUp.bytes)
                #expect(taken.status == .ok && Data(taken.body.readableBytesView) == SubmissionReply.counted.body)
                #expect(taken.headers[.setCookie] == nil && taken.headers[.connection] == "close")
                let none = try FollowUp("x", with: FollowUpPermit(address: lead.address), survey: written.survey)
                let refused = try await written.followUp(none.bytes)
                #expect(Data(refused.body.readableBytesView) == SubmissionReply.refused.body)
                // Today nobody reads it, and it opens no next turn.
                #expect(try await written.words(as: 0).words.first { $0.id == id }?.mayReply == false)
                clock.pass(86_400)
                let told = try #require(try await written.words(as: 0).words.first { $0.id == id })
                let last = try #require(told.followUps?.last.flatMap { Data(base64URL: $0) })
                #expect(try lead.open(last, survey: written.survey) == "Yes: \(turn)" && told.mayReply == true)
                let others = try #require(try await written.words(as: 5).words.first { $0.id == id })
                #expect(others.followUps == nil && others.mayReply == nil, "for those who lead alone")
            }
            let times = try await written.words().replyTimes
            #expect(times.replied == 1 && times.asked == 2, "the first reply counts, and nothing after it")
            let log = heard.lines.joined(separator: "\n")
            #expect(!log.contains("follow-ups") && log.contains("/pulse/{round}/replies"))
            let metrics = try await written.people.server.ask { try await $0.page("/metrics", nil) }
            #expect(!metrics.contains("follow-ups"))
        }
    }

    @Test(arguments: Backend.all)
    func `the table holds what may be read word for word, and no address`(
        _ backend: Backend
    ) async throws {
        try await Written.with(backend) { written, _ in
            let table = try await written.table(as: 3)
            let lines = table.split(whereSeparator: \.isNewline).filter { $0.contains(",in words,") }
            #expect(
                Set(lines.compactMap { $0.split(separator: ",").last.map(String.init) })
                    == Set((0..<11).map { "Words of \($0)" }))
            #expect(lines.allSatisfy { $0.hasPrefix("everybody,11,11,") })
            #expect(table.contains("\"people who wrote it, at least\",10"))
            for key in written.keys { #expect(!table.contains(key.address.bytes.base64URL)) }
        }
    }

    /// Too few agreed to be read word for word: nobody is handed an address either.
    @Test func `words that are not shown have no address`() async throws {
        try await Written.with(.sqlite, agreeing: 4) { written, _ in
            let told = try await written.words()
            #expect(told.words.isEmpty && told.replyTimes.asked == 0)
            let page = try await written.people.server.ask {
                try await $0.page(written.path, written.people.cookies[0])
            }
            #expect(!page.contains("Words of 0") && !page.contains("<write-back"))
            #expect(!(try await written.table(as: 0)).contains("Words of"))
        }
    }
}
