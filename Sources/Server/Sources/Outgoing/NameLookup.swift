import Connectors
import Foundation
import NIOPosix

extension Outgoing {
    /// What a host's name stands for; nil where a proxy has to find out, because we cannot.
    func resolve(_ host: String) async throws -> [String]? {
        let found = try await NIOThreadPool.singleton.runIfActive { Self.addresses(of: host) }
        return found.isEmpty && isBehindProxy(host) ? nil : found
    }

    /// By the system's own ways, each once, in its order.
    private static func addresses(of host: String) -> [String] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0, let first else { return [] }
        defer { freeaddrinfo(first) }
        var found: [String] = []
        for entry in sequence(first: first, next: { $0.pointee.ai_next }) {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let done = getnameinfo(
                entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if done == 0, !found.contains(address) { found.append(address) }
        }
        return found
    }
}
