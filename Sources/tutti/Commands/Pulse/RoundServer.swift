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

    /// What a server may say at most, in bytes.
    private static let limit = 4 << 20

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

    /// Hands an envelope in, by nobody in particular: no token, no cookie.
    static func submit(_ envelope: Data, to server: String) async throws -> SubmissionReply {
        var request = HTTPClientRequest(url: server + "/api/v1/pulse/answers")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "text/plain")
        request.body = .bytes(ByteBuffer(bytes: envelope))
        let (status, body) = try await answer(to: request, of: server)
        guard status == 200, let reply = SubmissionReply.allCases.first(where: { $0.body == body }) else {
            throw trouble(status, body, server)
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
        let (status, answer) = try await Self.answer(to: request, of: address.server)
        guard status == 200 else { throw Self.trouble(status, answer, address.server) }
        return answer
    }

    private static func answer(to request: HTTPClientRequest, of server: String) async throws -> (UInt, Data) {
        let client = HTTPClient(configuration: .init(redirectConfiguration: .disallow))
        do {
            let response = try await client.execute(request, timeout: .seconds(30))
            let body = try await response.body.collect(upTo: limit)
            try await client.shutdown()
            return (response.status.code, Data(body.readableBytesView))
        } catch {
            try? await client.shutdown()
            if error is CancellationError { throw error }
            throw CommandTrouble("\(server) cannot be asked: \(error). Is the address right?", code: .network)
        }
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ body: Data) throws -> Value {
        do { return try JSONDecoder().decode(type, from: body) } catch { throw notTutti }
    }

    private var notTutti: CommandTrouble {
        CommandTrouble("\(address.server) answered something else than Tutti does. Is the address right?")
    }

    /// What the server says is wrong, in its words.
    private static func trouble(_ status: UInt, _ body: Data, _ server: String) -> CommandTrouble {
        struct Told: Decodable { let detail: String? }
        let detail = (try? JSONDecoder().decode(Told.self, from: body))?.detail
        let code: Ending.Code =
            switch status {
            case 401, 403, 409: .notAllowed
            case 500...: .network
            default: .usage
            }
        return CommandTrouble(detail ?? "\(server) answered with status \(status).", code: code)
    }
}
