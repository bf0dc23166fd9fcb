import Crypto
import Foundation

/// What an endpoint's webhooks are signed with, by Standard Webhooks: the secret, and the one before it for a day after it was
/// replaced, so that whoever receives them may change over without missing one.
package struct WebhookSecrets: Codable, Hashable, Sendable {
    private struct Replaced: Codable, Hashable {
        let secret: String
        /// Seconds since 1970.
        let until: Int64
    }

    /// `whsec_` and base64.
    package private(set) var current: String
    private var replaced: [Replaced] = []

    package static let byteCount = 32
    /// So long a secret that was replaced signs beside the new one, in seconds.
    static let overlap: Int64 = 86_400
    private static let prefix = "whsec_"

    /// - Parameter bytes: random ones.
    package init(_ bytes: [UInt8]) { current = Self.text(bytes) }

    mutating func replace(by bytes: [UInt8], at now: Int64) {
        replaced = replaced.filter { $0.until > now } + [Replaced(secret: current, until: now + Self.overlap)]
        current = Self.text(bytes)
    }

    private static func text(_ bytes: [UInt8]) -> String { prefix + Data(bytes).base64EncodedString() }

    /// The value of `webhook-signature`: one signature for each secret that is good, the newest first.
    ///
    /// - Parameter now: seconds since 1970, as they stand in `webhook-timestamp`.
    package func signatures(of body: String, id: String, at now: Int64) -> String {
        let secrets = [current] + replaced.filter { $0.until > now }.map(\.secret).reversed()
        return secrets.map { Self.signature(of: body, id: id, at: now, by: $0) }.joined(separator: " ")
    }

    static func signature(of body: String, id: String, at now: Int64, by secret: String) -> String {
        let key = Data(base64Encoded: String(secret.dropFirst(prefix.count))) ?? Data()
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(id).\(now).\(body)".utf8), using: SymmetricKey(data: key))
        return "v1," + Data(code).base64EncodedString()
    }

    package func sealed(for endpoint: WebhookEndpoint.ID, with key: SealingKey) throws -> [UInt8] {
        try key.seal(Array(JSONEncoder().encode(self)), for: Self.purpose(endpoint))
    }

    /// Nil where they were sealed with another key, or for another endpoint.
    package init?(of endpoint: WebhookEndpoint, with key: SealingKey) {
        guard let bytes = key.open(endpoint.secrets, for: Self.purpose(endpoint.id)),
            let secrets = try? JSONDecoder().decode(WebhookSecrets.self, from: Data(bytes))
        else { return nil }
        self = secrets
    }

    private static func purpose(_ endpoint: WebhookEndpoint.ID) -> String { "secrets of webhook endpoint \(endpoint)" }
}
