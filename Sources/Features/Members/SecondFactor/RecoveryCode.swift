import Crypto
import Foundation

/// Lets its owner in once in place of the app's code. Only the hash is stored: 80 random bits need no slow one.
package struct RecoveryCode: Sendable {
    /// In groups of four: `k7qd-2mzx-aa5e-rv3t`.
    package let text: String
    package let hash: [UInt8]

    /// How many somebody gets.
    package static let count = 10
    package static let byteCount = 10

    package init(_ bytes: [UInt8]) {
        let letters = Base32.text(bytes).lowercased()
        text = stride(from: 0, to: letters.count, by: 4).map { start in
            String(letters.dropFirst(start).prefix(4))
        }.joined(separator: "-")
        hash = Self.hash(letters)
    }

    /// However it was typed; nil for what cannot be one.
    package init?(typed: String) {
        let letters = typed.lowercased().filter { $0 != "-" && !$0.isWhitespace }
        guard letters.utf8.count == 16, letters.utf8.allSatisfy({ Self.alphabet.contains($0) }) else { return nil }
        text = letters
        hash = Self.hash(letters)
    }

    private static let alphabet = Set("abcdefghijklmnopqrstuvwxyz234567".utf8)

    private static func hash(_ letters: String) -> [UInt8] { Array(SHA256.hash(data: Data(letters.utf8))) }
}
