import Foundation
import Store

/// What a source connection has to keep secret. It is kept sealed, in the database, and is shown and logged nowhere.
package struct SourceSecrets: Codable, Hashable, Sendable {
    /// What the source is asked with, in the order in which they are used.
    package var tokens: [String]
    /// What webhooks are signed with. Several are taken while one replaces another; the first is the newest.
    package var webhookSecrets: [String]
    /// Digests of what pipelines identify themselves with when they send something; see `PushToken`.
    package var pushTokens: [String]
    /// The private key of an app, in PEM.
    package var privateKey: String?

    package init(
        tokens: [String] = [], webhookSecrets: [String] = [], pushTokens: [String] = [], privateKey: String? = nil
    ) {
        self.tokens = tokens
        self.webhookSecrets = webhookSecrets
        self.pushTokens = pushTokens
        self.privateKey = privateKey
    }

    /// What an older or a newer version did not write is empty.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        tokens = try container.decodeIfPresent([String].self, forKey: .tokens) ?? []
        webhookSecrets = try container.decodeIfPresent([String].self, forKey: .webhookSecrets) ?? []
        pushTokens = try container.decodeIfPresent([String].self, forKey: .pushTokens) ?? []
        privateKey = try container.decodeIfPresent(String.self, forKey: .privateKey)
    }

    package func sealed(for connection: SourceConnection.ID, with key: SealingKey) throws -> [UInt8] {
        try key.seal(Array(JSONEncoder().encode(self)), for: Self.purpose(connection))
    }

    /// Nil where it was sealed with another key, or for another connection.
    package init?(opening sealed: [UInt8], of connection: SourceConnection.ID, with key: SealingKey) {
        guard let bytes = key.open(sealed, for: Self.purpose(connection)),
            let secrets = try? JSONDecoder().decode(SourceSecrets.self, from: Data(bytes))
        else { return nil }
        self = secrets
    }

    private static func purpose(_ connection: SourceConnection.ID) -> String { "secrets of source \(connection)" }
}

extension SourceConnection {
    /// Nil where they were sealed with another key; empty where none were ever kept.
    package func secrets(with key: SealingKey) -> SourceSecrets? {
        guard let secrets else { return SourceSecrets() }
        return SourceSecrets(opening: secrets, of: id, with: key)
    }
}
