import Crypto
import Foundation
import Store

/// Lets a pipeline tell of its work, and nothing else: `tutti_push_pipeline.…`, as it stands after `Bearer`.
///
/// It names the source connection that it belongs to, which keeps a digest of it.
package struct PushToken: Hashable, Sendable {
    package let connection: SourceConnection.ID
    private let secret: String

    private static let start = "tutti_push_"

    /// - Parameter bytes: 32 that nobody can guess.
    package init(of connection: SourceConnection.ID, bytes: [UInt8]) {
        self.connection = connection
        secret = Secret(bytes).text
    }

    /// Nil for what cannot be one.
    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix(Self.start), let dot = text.lastIndex(of: "."),
            let secret = Secret(String(text[text.index(after: dot)...]))
        else { return nil }
        connection = String(text[..<dot].dropFirst(Self.start.count))
        self.secret = secret.text
    }

    package var text: String { "\(Self.start)\(connection).\(secret)" }

    /// What is kept of it.
    package var digest: String { Hexadecimal.text(Array(SHA256.hash(data: Data(secret.utf8)))) }

    /// Takes the same time for every wrong one.
    func isAmong(_ digests: [String]) -> Bool {
        let own = SHA256.hash(data: Data(digest.utf8))
        return digests.reduce(false) { found, one in SHA256.hash(data: Data(one.utf8)) == own || found }
    }
}
