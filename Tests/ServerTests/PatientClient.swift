import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks one question, follows no redirect, and waits as long as a busy machine may take.
enum PatientClient {
    static func answer(
        to request: HTTPClientRequest
    ) async throws -> (status: HTTPResponseStatus, headers: HTTPHeaders, body: String) {
        let configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(60)))
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            let response = try await client.execute(request, timeout: .seconds(120))
            let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
            return (response.status, response.headers, body)
        }
    }
}
