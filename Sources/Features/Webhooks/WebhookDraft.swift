import Foundation
import Records
import Store

/// An endpoint as somebody typed it, before it is checked.
package struct WebhookDraft: Sendable {
    package var name = ""
    package var url = ""
    /// Names of types; none for all.
    package var types: [String] = []
    /// Empty for everything.
    package var team = ""
    /// Empty where nobody said.
    package var base = ""

    /// Endpoints that there may be.
    static let most = 50

    package init() {}

    package init(_ endpoint: WebhookEndpoint) {
        (name, url) = (endpoint.name, endpoint.url)
        types = (endpoint.kinds ?? []).map(\.rawValue).sorted()
        team = endpoint.team ?? ""
    }

    package static func newID(_ randomBytes: (Int) -> [UInt8]) -> WebhookEndpoint.ID {
        "webhook-" + Hexadecimal.text(randomBytes(4))
    }

    /// - Throws: `WebhookTrouble`.
    func endpoint(
        id: WebhookEndpoint.ID, secrets: [UInt8], madeAt: Int64, in db: any Connection
    ) throws -> WebhookEndpoint {
        let address = try Self.address(url)
        let title = name.isEmpty ? address.host : name
        guard title.count <= 100 else { throw WebhookTrouble.longName }
        let kinds = try types.map { type in
            guard let kind = OutgoingEvent.Kind.chosen.first(where: { $0.rawValue == type }) else {
                throw WebhookTrouble.noType(type)
            }
            return kind
        }
        if !team.isEmpty, try db.team(team) == nil { throw WebhookTrouble.noTeam(team) }
        return WebhookEndpoint(
            id: id, name: title, url: address.text, kinds: kinds.isEmpty ? nil : Set(kinds),
            team: team.isEmpty ? nil : team, base: base.isEmpty ? nil : try Self.origin(base), secrets: secrets,
            madeAt: madeAt)
    }

    /// Whether it may be asked is judged each time it is: by then its name may lead elsewhere.
    private static func address(_ text: String) throws -> (text: String, host: String) {
        guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["https", "http"].contains(scheme), let host = parts.host?.lowercased(), !host.isEmpty,
            parts.user == nil, parts.password == nil, text.utf8.count <= 2_000
        else { throw WebhookTrouble.noAddress }
        (parts.scheme, parts.host, parts.fragment) = (scheme, host, nil)
        guard let address = parts.string else { throw WebhookTrouble.noAddress }
        return (address, host)
    }

    private static func origin(_ text: String) throws -> String {
        guard let parts = URLComponents(string: text), ["https", "http"].contains(parts.scheme ?? ""),
            let host = parts.host, !host.isEmpty, ["", "/"].contains(parts.path), parts.query == nil
        else { throw WebhookTrouble.noBase }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}

/// Why an endpoint cannot be as somebody wants it.
package enum WebhookTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case noAddress, noBase, longName, tooMany, noKey, notActive
    case noType(String)
    case noTeam(String)

    package var description: String {
        switch self {
        case .noAddress:
            "The address of an endpoint is written as https://example.org/hooks/tutti, without a name or a password in it."
        case .noBase: "Tutti’s own address is written as https://tutti.example.org, without a path."
        case .longName: "A name has at most 100 characters."
        case .tooMany: "There are \(WebhookDraft.most) endpoints, and there may be no more. Remove one first."
        case .noKey:
            "There is no key file, so that a secret could not be sealed. Start the server with --key-file."
        case .notActive: "It is told nothing now. Resume it first."
        case .noType(let name):
            "There is no type of event called “\(name)”. There are: "
                + OutgoingEvent.Kind.chosen.map(\.rawValue).joined(separator: ", ") + "."
        case .noTeam(let name): "There is no team called “\(name)”. /teams lists them all."
        }
    }
}
