import BlindTickets
import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Surveys
import Testing

@testable import Server

/// Members who are asked; the first is the administrator.
struct Asked {
    let server: TestServer
    let cookies: [String]

    init(_ server: TestServer, _ count: Int) async throws {
        self.server = server
        var cookies = [try await Cast.join(server, "lead", .firstAdministrator)]
        for place in 1..<max(1, count) {
            cookies.append(try await Cast.join(server, "member\(place)", .invitation(asAdministrator: false)))
        }
        self.cookies = Array(cookies.prefix(count))
    }

    func formToken(_ cookie: String) -> String {
        Secret(String(cookie.split(separator: "=", maxSplits: 1).last ?? ""))?.formToken ?? ""
    }

    func sendForm(_ fields: [String: String], as place: Int = 0) async throws -> TestResponse {
        let all = fields.merging(["form": formToken(cookies[place])]) { $1 }
        return try await server.ask { client in
            try await client.post("/pulse", all, cookie: cookies[place]) { $0 }
        }
    }

    /// - Returns: the round's path.
    func announce(statements: String, _ fields: [String: String] = [:]) async throws -> String {
        let usual = ["title": "Week 47", "statements": statements, "days": "7"]
        let answer = try await sendForm(usual.merging(fields) { $1 })
        return try #require(answer.headers[.location])
    }

    func manifest(_ path: String) async throws -> Manifest {
        let text = try await server.ask { try await $0.page("/api/v1\(path)/manifest", cookies[0]) }
        return try Manifest(canonical: Data(text.utf8))
    }

    func ticket(
        _ path: String, _ manifest: Manifest, _ cookie: String, segment: String = "everybody"
    ) async throws -> Ticket {
        struct Answer: Decodable { let signature: String }
        let request = try TicketRequest(manifest: manifest, segment: segment)
        let body = "{\"blinded\":\"\(request.blinded.base64URL)\",\"form\":\"\(formToken(cookie))\"}"
        let answer = try await server.ask { try await $0.send("/api/v1\(path)/ticket", body, cookie) }
        let signature = try JSONDecoder().decode(Answer.self, from: Data(answer.body.readableBytesView)).signature
        return try request.finalize(try #require(Data(base64URL: signature)))
    }

    func answer(_ ticket: Ticket, _ manifest: Manifest, point: Int, pseudonym: String? = nil) async throws {
        let answers = Dictionary(
            uniqueKeysWithValues: manifest.items.map {
                (Question.ID($0.id.replacing(".", with: "/")), Answer.point(point))
            })
        let envelope = Envelope(
            ticket: ticket, answers: try JSONEncoder().encode(Response(answers, pseudonym: pseudonym)))
        let bytes = ByteBuffer(bytes: try envelope.sealed(size: manifest.envelope))
        let answer = try await server.ask { client in
            try await client.execute(uri: "/api/v1/pulse/answers", method: .post, body: bytes) { $0 }
        }
        #expect(answer.status == .ok)
        #expect(Data(answer.body.readableBytesView) == SubmissionReply.counted.body)
        #expect(answer.headers[.setCookie] == nil)
        #expect(answer.headers[.connection] == "close")
    }
}

extension TestClientProtocol {
    func page(_ path: String, _ cookie: String?) async throws -> String {
        var headers: HTTPFields = [.accept: "text/html"]
        headers[.cookie] = cookie
        return try await execute(uri: path, method: .get, headers: headers) { String(buffer: $0.body) }
    }

    func send(_ path: String, _ json: String, _ cookie: String?) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.cookie] = cookie
        return try await execute(uri: path, method: .post, headers: headers, body: .init(string: json)) { $0 }
    }
}
