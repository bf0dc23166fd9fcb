import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A server of Tutti, as commands ask it: a connection for each question, no cookies, and no redirect is followed with a
/// token in the request.
enum AskedServer {
    /// What a server may say at most, in bytes.
    private static let limit = 4 << 20

    /// - Throws: `CommandTrouble` of the network.
    static func answer(
        to request: HTTPClientRequest, of server: String, within time: TimeAmount = .seconds(30)
    ) async throws -> (status: UInt, body: Data) {
        do {
            return try await HTTPClient.withHTTPClient(configuration: .init(redirectConfiguration: .disallow)) {
                client in
                let response = try await client.execute(request, timeout: time)
                let body = try await response.body.collect(upTo: limit)
                return (response.status.code, Data(body.readableBytesView))
            }
        } catch {
            if error is CancellationError { throw error }
            throw CommandTrouble("\(server) cannot be asked: \(error). Is the address right?", code: .network)
        }
    }

    /// What the server says is wrong, in its words.
    static func trouble(_ status: UInt, _ body: Data, _ server: String) -> CommandTrouble {
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
