import AsyncHTTPClient
import Features
import Foundation
import NIOCore
import NIOHTTP1

/// Asks another server over the network.
enum WebFetching {
    /// What another server may say at most.
    private static let limit = 1 << 20

    /// Each question has a client of its own: there are few, and none may follow a redirect with a secret in it.
    static let fetch: WebFetch = { asked in
        var request = HTTPClientRequest(url: asked.address)
        for (name, value) in asked.headers { request.headers.add(name: name, value: value) }
        if let body = asked.body {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: body))
        }
        return try await HTTPClient.withHTTPClient(configuration: .init(redirectConfiguration: .disallow)) {
            [request] client in
            let response = try await client.execute(request, timeout: .seconds(30))
            let body = try await response.body.collect(upTo: limit)
            return WebAnswer(status: Int(response.status.code), body: Data(body.readableBytesView))
        }
    }
}
