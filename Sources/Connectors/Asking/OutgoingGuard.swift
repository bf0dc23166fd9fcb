import Foundation

/// Judges whether an address that somebody typed, or that a tool redirects to, may be asked.
///
/// Without it, whoever may add a source could have the server ask machines that only the server can reach. Pure: the
/// names are looked up by whoever asks, and what they stand for is judged together with the address.
package struct OutgoingGuard: Hashable, Sendable {
    package enum Refusal: Hashable, Sendable, CustomStringConvertible {
        case notAnAddress, notEncrypted, credentialsInside, noAddress
        case inside(host: String)

        package var description: String {
            switch self {
            case .notAnAddress: "it is not the address of a tool"
            case .notEncrypted: "it is not encrypted; only tools on the list of allowed hosts may be asked so"
            case .credentialsInside: "it has a name or a password in it"
            case .noAddress: "its name leads nowhere"
            case .inside(let host): "\(host) is inside the network, and not on the list of allowed hosts"
            }
        }
    }

    private let hosts: Set<String>
    private let ranges: [NetworkRange]

    /// - Parameter allowed: What may be asked although it is inside: names of hosts, addresses, ranges (`10.1.0.0/16`).
    package init(allowed: [String] = []) {
        ranges = allowed.compactMap { NetworkRange($0) }
        hosts = Set(allowed.filter { NetworkRange($0) == nil }.map { $0.lowercased() })
    }

    /// Nil where it may be asked.
    ///
    /// - Parameter addresses: All that the host's name stands for. One that is inside is enough to refuse, for which of
    ///   them is asked is chance. Nil where a proxy has to look the name up: then only what the name itself says can be
    ///   judged.
    package func judge(_ url: String, addresses: [String]?) -> Refusal? {
        guard let place = ToolPlace(url) else { return .notAnAddress }
        if place.hasCredentials { return .credentialsInside }
        let literal = NetworkAddress(place.host)
        if literal == nil, addresses == nil { return judgeName(place) }
        let addresses = addresses ?? []
        let all = literal.map { [$0] } ?? addresses.compactMap { NetworkAddress($0) }
        // What looks like a number but is no address is one that only some programs read.
        if literal == nil, place.host.split(separator: ".").last?.first?.isNumber != false { return .notAnAddress }
        guard !all.isEmpty, literal != nil || all.count == addresses.count else { return .noAddress }
        let isNamed = hosts.contains(place.host)
        for address in all where !isAllowed(address, isNamed: isNamed) { return .inside(host: place.host) }
        let isListed = isNamed || all.allSatisfy { address in ranges.contains { $0.contains(address) } }
        return place.isEncrypted || isListed ? nil : .notEncrypted
    }

    private func judgeName(_ place: ToolPlace) -> Refusal? {
        let parts = place.host.split(separator: ".")
        if parts.last?.first?.isNumber != false { return .notAnAddress }
        if hosts.contains(place.host) { return nil }
        let isInside = parts.count < 2 || Self.insideNames.contains { place.host.hasSuffix(".\($0)") }
        if isInside { return .inside(host: place.host) }
        return place.isEncrypted ? nil : .notEncrypted
    }

    private func isAllowed(_ address: NetworkAddress, isNamed: Bool) -> Bool {
        if ranges.contains(where: { $0.contains(address) }) { return true }
        if let embedded = address.embedded { return isAllowed(embedded, isNamed: isNamed) }
        if Self.never.contains(where: { $0.contains(address) }) { return false }
        return isNamed || !Self.inside.contains { $0.contains(address) }
    }

    /// Where no tool is: a name on the list does not open these, only the address itself does. A cloud's secrets are here.
    private static let never = [
        "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::/128", "fe80::/10", "ff00::/8",
    ].compactMap { NetworkRange($0) }

    /// What names within networks end in.
    private static let insideNames = ["localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain"]

    private static let inside = [
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "::1/128", "64:ff9b:1::/48",
        "100::/64", "2001::/32", "2001:db8::/32", "fc00::/7", "fec0::/10",
    ].compactMap { NetworkRange($0) }
}

/// The parts of an address that decide whom a question goes to.
struct ToolPlace: Hashable {
    let scheme: String
    let host: String
    let port: Int
    let hasCredentials: Bool

    var isEncrypted: Bool { scheme == "https" }

    init?(_ url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            scheme == "https" || scheme == "http", let host = parts.host, !host.isEmpty
        else { return nil }
        self.scheme = scheme
        self.host = host.lowercased()
        port = parts.port ?? (scheme == "https" ? 443 : 80)
        hasCredentials = parts.user != nil || parts.password != nil
    }

    /// Where the redirect of an address leads; nil where nobody can say.
    static func target(of location: String, from url: String) -> String? {
        URL(string: location, relativeTo: URL(string: url))?.absoluteString
    }
}
