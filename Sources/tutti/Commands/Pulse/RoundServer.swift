import AsyncHTTPClient
import BlindTickets
import Features
import Foundation
import NIOCore
import NIOHTTP1

/// What a client of rounds asks a server. Each question has a connection of its own, no cookie is kept, and no redirect
/// is followed with a token in the request.
struct RoundServer {
    let address: RoundAddress
    /// Proves who asks; nil where nobody has joined yet.
    let token: String?

    /// The very bytes whose hash people compare.
    func manifest() async throws -> Data { try await ask("manifest") }

    func questions() async throws -> AskedQuestions {
        try decoded(AskedQuestions.self, try await ask("questionnaire"))
    }

    /// - Returns: the blind signature. The same blinded message gets the same one, so a lost line is tried again.
    func signature(of blinded: Data) async throws -> Data {
        struct Answer: Decodable { let signature: String }
        let body = try JSONEncoder().encode(["blinded": blinded.base64URL])
        for _ in 0..<2 {
            do { return try await signature(body) } catch let trouble as CommandTrouble where trouble.code == .network {
                try await Task.sleep(for: .seconds(1))
            }
        }
        return try await signature(body)
    }

    private func signature(_ body: Data) async throws -> Data {
        struct Answer: Decodable { let signature: String }
        let answer = try decoded(Answer.self, try await ask("ticket", sending: body))
        guard let signature = Data(base64URL: answer.signature) else { throw notTutti }
        return signature
    }

    func words() async throws -> RoundWords { try decoded(RoundWords.self, try await ask("words")) }

    /// All of them: asking for one would say which is one's own.
    func replies() async throws -> SealedReplies { try decoded(SealedReplies.self, try await ask("replies")) }

    /// - Parameter sealed: by this client, for the key that stands at the words.
    /// - Parameter permit: its hash.
    func reply(_ sealed: Data, to words: String, permit: Data) async throws {
        let body = try JSONEncoder().encode(
            ["words": words, "sealed": sealed.base64URL, "permit": permit.base64URL])
        _ = try await ask("replies", sending: body)
    }

    /// Hands an envelope or a follow-up in, by nobody in particular: no token, no cookie.
    static func submit(
        _ envelope: Data, to server: String, _ what: String = "answers"
    ) async throws -> SubmissionReply {
        var request = HTTPClientRequest(url: server + "/api/v1/pulse/" + what)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "text/plain")
        request.body = .bytes(ByteBuffer(bytes: envelope))
        let (status, body) = try await AskedServer.answer(to: request, of: server)
        guard status == 200, let reply = SubmissionReply.allCases.first(where: { $0.body == body }) else {
            throw AskedServer.trouble(status, body, server)
        }
        return reply
    }

    private func ask(_ what: String, sending body: Data? = nil) async throws -> Data {
        var request = HTTPClientRequest(url: "\(address.server)/api/v1/pulse/\(address.round)/\(what)")
        request.headers.add(name: "Accept", value: "application/json")
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let body {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let (status, answer) = try await AskedServer.answer(to: request, of: address.server)
        guard status == 200 else { throw AskedServer.trouble(status, answer, address.server) }
        return answer
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ body: Data) throws -> Value {
        do { return try JSONDecoder().decode(type, from: body) } catch { throw notTutti }
    }

    private var notTutti: CommandTrouble {
        CommandTrouble("\(address.server) answered something else than Tutti does. Is the address right?")
    }
}
