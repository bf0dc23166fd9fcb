import Foundation

/// How questions to tools leave this machine. Read once, by the command.
package struct OutgoingSettings: Hashable, Sendable {
    /// What may be asked although it is inside the network: names of hosts, addresses, ranges (`10.1.0.0/16`).
    package var allowed: [String]
    /// A PEM file of authorities to trust beside those of the system.
    package var authorities: String?
    package var proxies: ProxyChoice

    package init(allowed: [String] = [], authorities: String? = nil, proxies: ProxyChoice = ProxyChoice()) {
        (self.allowed, self.authorities, self.proxies) = (allowed, authorities, proxies)
    }
}

/// Why nothing whole came back, as the end of a sentence.
package enum OutgoingTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case notReached(host: String)
    case tooSlow(seconds: Int)
    case tooLong(bytes: Int)
    case cut
    /// What stands between us and the tool did not let us through.
    case proxy(String)
    case other(String)

    package var description: String {
        switch self {
        case .notReached(let host): "\(host) cannot be reached"
        case .tooSlow(let seconds): "it took longer than \(seconds) seconds"
        case .tooLong(let bytes): "it is larger than \(bytes >> 20) MiB"
        case .cut: "it was cut off"
        case .proxy(let host): "the proxy \(host) did not let it through"
        case .other(let why): why
        }
    }
}

/// Why settings of outgoing questions cannot be used.
package enum OutgoingSettingsTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case noAuthorities(file: String)
    case noProxy(String)
    case noAllowance(String)

    package var description: String {
        switch self {
        case .noAuthorities(let file):
            "The file of authorities cannot be read, or holds no certificate as PEM (\(file))."
        case .noProxy(let name):
            "\(name) does not name a proxy that can be used. Write it as http://proxy.example.org:3128."
        case .noAllowance(let text):
            "“\(text)” is neither a host nor an address. Write git.example.org, 10.1.2.3 or 10.1.0.0/16."
        }
    }
}

extension OutgoingSettings {
    /// - Throws: `OutgoingSettingsTrouble` for an allowance that would allow nothing.
    package static func allowance(_ text: String) throws(OutgoingSettingsTrouble) -> String {
        let isHost = text.wholeMatch(of: /[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?/) != nil
        guard isHost || ProxyChoice.isRange(text) else { throw .noAllowance(text) }
        return text
    }
}
