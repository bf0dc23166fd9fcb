import Features
import HTTPTypes
import Hummingbird

/// Refuses requests under a name that is not ours.
///
/// A page from elsewhere can point its own name at this machine (DNS rebinding), and a browser would then let it read
/// our answers. Such a request still carries the other name.
struct HostCheck: RouterMiddleware {
    private let names: Set<String>
    private let acceptsAddresses: Bool

    init(_ settings: ServerSettings) {
        names = Set((settings.publicHosts + [settings.host]).map { Authority.host(of: $0.lowercased()) })
        // Whoever writes an address has looked up no name that somebody could point elsewhere. Listening on loopback
        // alone, other addresses never reach us.
        acceptsAddresses = !Authority.isLoopback(Authority.host(of: settings.host))
    }

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let authority = request.head.authority, !authority.isEmpty else {
            throw Problem.badRequest("The request does not say which host it is for.")
        }
        guard isOurs(Authority.host(of: authority.lowercased())) else {
            throw Problem(
                "unknown-host", title: "This server does not answer to that name", status: .misdirectedRequest,
                detail: "Open it by one of its own names, or add this one with --public-host.")
        }
        try checkOrigin(request, authority: authority.lowercased())
        return try await next(request, context)
    }

    private func isOurs(_ host: String) -> Bool {
        Authority.isLoopback(host) || names.contains(host) || (acceptsAddresses && Authority.isAddress(host))
    }

    /// What changes something is asked for by our own pages, or by programs, which send neither of the two fields.
    private func checkOrigin(_ request: Request, authority: String) throws {
        guard request.method != .get, request.method != .head else { return }
        let site = request.headers[.fetchSite] ?? "none"
        let origin = request.headers[.origin].map { $0.lowercased().split(separator: "/").last.map(String.init) ?? "" }
        guard site == "none" || site == "same-origin", origin == nil || origin == authority else {
            throw Problem.forbidden("A page of another site asked for this.")
        }
    }
}

/// The host of `host:port`, which may be an address of either kind.
enum Authority {
    static func host(of authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[authority.index(after: authority.startIndex)..<end])
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        // More than one colon: an IPv6 address as it stands in a setting, without brackets.
        return parts.count == 2 ? String(parts[0]) : authority
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || (isIPv4(host) && host.hasPrefix("127."))
    }

    static func isAddress(_ host: String) -> Bool {
        isIPv4(host) || (host.contains(":") && host.allSatisfy { $0.isHexDigit || ":.".contains($0) })
    }

    private static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { $0.count <= 3 && UInt8($0) != nil }
    }
}
