import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// A proxy in front of the server: what it says about a request's origin is believed, and, where a field is named for it, whom
/// it signed in.
package struct TrustedProxy: Sendable {
    /// From where it speaks to us.
    package var addresses: [AddressRange]
    /// The field in which it names its user; nil where it signs nobody in.
    package var userField: HTTPField.Name?

    package init(addresses: [AddressRange], userField: HTTPField.Name? = nil) {
        self.addresses = addresses
        self.userField = userField
    }

    func isPeer(_ address: String) -> Bool { addresses.contains { $0.contains(address) } }

    /// Where the request came from before it reached the proxy: the last address of `X-Forwarded-For` that is no proxy of
    /// ours. What stands before it anybody may have written.
    func client(of request: Request, peer: String) -> String {
        let addresses = (request.headers[.forwardedFor] ?? "").split(separator: ",").map { part in
            part.drop { $0 == " " }.prefix { $0 != " " }
        }
        var client = peer
        for address in addresses.reversed() where isPeer(client) {
            guard AddressRange(String(address)) != nil, !address.contains("/") else { break }
            client = String(address)
        }
        return client
    }

    /// Whether the browser reached the proxy over TLS.
    func isSecure(_ request: Request) -> Bool {
        let last = (request.headers[.forwardedProto] ?? "").split(separator: ",").last
        return last?.filter { $0 != " " }.lowercased() == "https"
    }
}

/// Says once, not with every request, that somebody else sends the field by which the proxy names its user.
final class IgnoredField: Sendable {
    private let wasSaid = Mutex(false)
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// Neither the address nor the name that was claimed reaches the log.
    func note(_ field: HTTPField.Name) {
        let isFirst = wasSaid.withLock { said in
            defer { said = true }
            return !said
        }
        guard isFirst else { return }
        logger.warning(
            "a request named its user, but came from no trusted proxy: ignored, and not said again",
            metadata: ["field": "\(field)"])
    }
}

extension HTTPField.Name {
    fileprivate static let forwardedFor = named("X-Forwarded-For")
    fileprivate static let forwardedProto = named("X-Forwarded-Proto")

    private static func named(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header field") }
        return field
    }
}
