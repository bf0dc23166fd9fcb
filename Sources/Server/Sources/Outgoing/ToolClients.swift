import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression
import NIOSSL

/// Clients that each lead to one place alone: a host at one address that was judged, or a proxy.
///
/// Connections are kept between questions. A client looks nothing up and follows nothing, so that a question ends where
/// it was allowed to go.
actor ToolClients {
    struct Name: Hashable {
        var host: String
        /// Where the host is; nil where a proxy finds it.
        var address: String?
        var proxy: ProxyChoice.Proxy?
    }

    private struct Held {
        var client: HTTPClient
        var users = 0
        var used = 0
    }

    private let authorities: [NIOSSLCertificate]
    private var held: [Name: Held] = [:]
    private var turn = 0

    /// More are not kept for later.
    private static let most = 24
    /// What an answer may come to that was sent compressed.
    private static let inflated = 128 << 20

    init(authorities: [NIOSSLCertificate]) { self.authorities = authorities }

    /// Lends a client for as long as `body` runs.
    func with<Result: Sendable>(
        _ name: Name, _ body: @Sendable (HTTPClient) async throws -> Result
    ) async throws -> Result {
        turn += 1
        var entry = held[name] ?? Held(client: client(name))
        entry.users += 1
        entry.used = turn
        held[name] = entry
        do {
            let result = try await body(entry.client)
            await give(back: name)
            return result
        } catch {
            await give(back: name)
            throw error
        }
    }

    /// The address of a host that a connection may still be open to.
    func known(_ host: String, among addresses: [String]) -> String? {
        addresses.first { held[Name(host: host, address: $0)] != nil }
    }

    private func give(back name: Name) async {
        held[name]?.users -= 1
        guard held.count > Self.most,
            let oldest = held.filter({ $0.value.users == 0 }).min(by: { $0.value.used < $1.value.used })
        else { return }
        held[oldest.key] = nil
        try? await oldest.value.client.shutdown()
    }

    func shutdown() async {
        let clients = held.values.map(\.client)
        held = [:]
        for client in clients { try? await client.shutdown() }
    }

    private func client(_ name: Name) -> HTTPClient {
        var tls = TLSConfiguration.makeClientConfiguration()
        if !authorities.isEmpty { tls.additionalTrustRoots = [.certificates(authorities)] }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(10))
        // Whether it is worth another try is decided above, where the address may change.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .enabled(limit: .size(Self.inflated))
        if let address = name.address, address != name.host { configuration.dnsOverride = [name.host: address] }
        if let proxy = name.proxy {
            let credentials = proxy.user.map {
                HTTPClient.Authorization.basic(username: $0, password: proxy.password ?? "")
            }
            configuration.proxy = .server(host: proxy.host, port: proxy.port, authorization: credentials)
        }
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
