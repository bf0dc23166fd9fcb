import AsyncHTTPClient
import Connectors
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// The way out to tools: only to judged addresses, without following redirects, bounded in size and time.
///
/// Behind a proxy the tool's name is looked up there. What we make of the name ourselves is judged then, and a name that
/// we do not know by what it says; but the connection is the proxy's, and cannot be held to an address.
package struct Outgoing: Sendable {
    private let settings: OutgoingSettings
    private let clients: ToolClients

    /// - Throws: `OutgoingSettingsTrouble`.
    package init(_ settings: OutgoingSettings) throws(OutgoingSettingsTrouble) {
        self.settings = settings
        var authorities: [NIOSSLCertificate] = []
        if let file = settings.authorities {
            guard let read = try? NIOSSLCertificate.fromPEMFile(file), !read.isEmpty else {
                throw .noAuthorities(file: file)
            }
            authorities = read
        }
        clients = ToolClients(authorities: authorities)
    }

    /// What a `Fetch` needs of the outside world.
    package func world(now: @escaping @Sendable () -> Date) -> Fetch.World {
        Fetch.World(
            ask: { try await ask($0) }, resolve: { try await resolve($0) },
            outgoing: OutgoingGuard(allowed: settings.allowed), now: { now().timeIntervalSince1970 },
            sleep: { try await Task.sleep(for: .seconds($0)) }, chance: { Double.random(in: 0..<1) })
    }

    package func shutdown() async { await clients.shutdown() }

    func isBehindProxy(_ host: String) -> Bool {
        [true, false].contains { settings.proxies.proxy(for: host, isEncrypted: $0) != nil }
    }

    /// - Throws: `OutgoingTrouble`, which is worth another try, or `AskingTrouble`, which is not.
    package func ask(_ question: ToolQuestion) async throws -> ToolReply {
        guard let parts = URLComponents(string: question.url), let host = parts.host, !host.isEmpty,
            // The client takes the name from the address by itself; it has to be the one that is held to an address.
            host == host.lowercased(), URL(string: question.url)?.host() == host
        else { throw AskingTrouble.refused(.notAnAddress, url: question.url) }
        let proxy = settings.proxies.proxy(for: host, isEncrypted: parts.scheme == "https")
        return try await within(question.seconds) {
            if let proxy { return try await send(question, .init(host: host, proxy: proxy)) }
            return try await send(question, to: host)
        }
    }

    /// To one address after another, until one takes the connection.
    private func send(_ question: ToolQuestion, to host: String) async throws -> ToolReply {
        let known = await clients.known(host, among: question.addresses)
        let order = [known].compactMap(\.self) + question.addresses.filter { $0 != known }
        for address in order {
            do { return try await send(question, .init(host: host, address: address)) } catch OutgoingTrouble.notReached
            { continue }
        }
        throw OutgoingTrouble.notReached(host: host)
    }

    private func send(_ question: ToolQuestion, _ name: ToolClients.Name) async throws -> ToolReply {
        var request = HTTPClientRequest(url: question.url)
        for (name, value) in question.headers { request.headers.add(name: name, value: value) }
        request.headers.add(name: "Accept-Encoding", value: "gzip")
        request.method = HTTPMethod(rawValue: question.method.rawValue)
        if let body = question.body { request.body = .bytes(ByteBuffer(bytes: body)) }
        do {
            return try await clients.with(name) { [request] client in
                let response = try await client.execute(request, timeout: .seconds(Int64(question.seconds)))
                return ToolReply(
                    status: Int(response.status.code), headers: Self.fields(response.headers),
                    body: try await Self.body(response, question))
            }
        } catch { throw Self.trouble(error, name, question) }
    }

    private static func fields(_ headers: HTTPHeaders) -> [String: String] {
        Dictionary(headers.map { ($0.name.lowercased(), $0.value) }) { "\($0), \($1)" }
    }

    private static func body(_ response: HTTPClientResponse, _ question: ToolQuestion) async throws -> Data {
        let (limit, takesBeginning) = (question.limit, question.takesBeginning)
        let told = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard told <= limit || takesBeginning else { throw OutgoingTrouble.tooLong(bytes: limit) }
        var body = Data()
        for try await part in response.body {
            if takesBeginning, body.count + part.readableBytes >= limit {
                return body + part.readableBytesView.prefix(limit - body.count)
            }
            guard body.count + part.readableBytes <= limit else { throw OutgoingTrouble.tooLong(bytes: limit) }
            body.append(contentsOf: part.readableBytesView)
        }
        return body
    }

    private func within<Result: Sendable>(
        _ seconds: Int, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw OutgoingTrouble.tooSlow(seconds: seconds)
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }

    /// What the client's errors mean for us.
    private static func trouble(
        _ error: any Error, _ name: ToolClients.Name, _ question: ToolQuestion
    ) -> any Error {
        switch error {
        case is OutgoingTrouble, is AskingTrouble, is CancellationError: return error
        case let error as HTTPClientError: return trouble(ofClient: error, name, question)
        case is NIOConnectionError, is ChannelError, is IOError:
            return OutgoingTrouble.notReached(host: name.proxy?.host ?? name.host)
        case is HTTPParserError: return OutgoingTrouble.cut
        case is NIOSSLExtraError: return untrusted(name.host)
        case is NIOSSLError where "\(error)".contains("CERTIFICATE"): return untrusted(name.host)
        default: return OutgoingTrouble.other("\(error)")
        }
    }

    private static func trouble(
        ofClient error: HTTPClientError, _ name: ToolClients.Name, _ question: ToolQuestion
    ) -> any Error {
        switch error {
        case _ where error == .deadlineExceeded: OutgoingTrouble.tooSlow(seconds: question.seconds)
        case _ where error == .cancelled: CancellationError()
        case _ where error == .remoteConnectionClosed: OutgoingTrouble.cut
        case _ where [.connectTimeout, .tlsHandshakeTimeout].contains(error):
            OutgoingTrouble.notReached(host: name.proxy?.host ?? name.host)
        case _
        where [.invalidProxyResponse, .proxyAuthenticationRequired, .httpProxyHandshakeTimeout].contains(error):
            OutgoingTrouble.proxy(name.proxy?.host ?? name.host)
        default: OutgoingTrouble.other("\(error)")
        }
    }

    private static func untrusted(_ host: String) -> AskingTrouble {
        .unreachable("the certificate of \(host) is not trusted; its authority can be named with --ca-file")
    }
}
