import Foundation
import Store
import Testing

@testable import Features

@Suite("Secrets of sources")
struct SourceSecretsTests {
    private let key = SealingKey([UInt8](repeating: 7, count: 32))
    private let other = SealingKey([UInt8](repeating: 8, count: 32))
    private let secrets = SourceSecrets(
        tokens: ["t"], webhookSecrets: ["new", "old"], pushTokens: ["p"], privateKey: "pem")

    @Test func `open with the same key for the same connection alone`() throws {
        let (key, other) = (try #require(key), try #require(other))
        let sealed = try secrets.sealed(for: "a", with: key)
        #expect(!sealed.contains(Array("new".utf8)))
        #expect(SourceSecrets(opening: sealed, of: "a", with: key) == secrets)
        #expect(SourceSecrets(opening: sealed, of: "b", with: key) == nil)
        #expect(SourceSecrets(opening: sealed, of: "a", with: other) == nil)
    }

    @Test func `are empty where none were kept, and nothing where the key is another`() throws {
        let (key, other) = (try #require(key), try #require(other))
        var connection = SourceConnection(id: "a", kind: "github", name: "GitHub", createdAt: 0)
        #expect(connection.secrets(with: key) == SourceSecrets())
        connection.secrets = try secrets.sealed(for: "a", with: key)
        #expect(connection.secrets(with: key) == secrets)
        #expect(connection.secrets(with: other) == nil)
    }

    @Test func `what another version wrote is read as far as it goes`() throws {
        let key = try #require(key)
        let sealed = try key.seal(Array(#"{"tokens":["t"],"moon":1}"#.utf8), for: "secrets of source a")
        #expect(SourceSecrets(opening: sealed, of: "a", with: key) == SourceSecrets(tokens: ["t"]))
    }
}
