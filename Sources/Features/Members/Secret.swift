import Crypto
import Foundation

/// 32 random bytes that let their holder in. Only the hash is ever stored, and neither is ever logged.
package struct Secret: Sendable {
    /// As it stands in a cookie or a link: 43 letters, digits, `-` and `_`.
    package let text: String
    package let hash: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.init(checked: Self.encoded(bytes))
    }

    /// Nil for what cannot be one of ours.
    package init?(_ text: String) {
        guard text.utf8.count == 43, text.utf8.allSatisfy({ Self.alphabet.contains($0) }) else { return nil }
        self.init(checked: text)
    }

    private init(checked text: String) {
        self.text = text
        hash = Array(SHA256.hash(data: Data(text.utf8)))
    }

    /// Proves that a form was drawn for this secret's holder. Another site can neither read nor make one.
    package var formToken: String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("form".utf8), using: SymmetricKey(data: Data(text.utf8)))
        return Self.encoded(Array(code))
    }

    /// Takes the same time for every wrong token.
    package func accepts(formToken: String) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(
            Self.decoded(formToken), authenticating: Data("form".utf8), using: SymmetricKey(data: Data(text.utf8)))
    }

    private static let alphabet = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func encoded(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func decoded(_ text: String) -> Data {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        return Data(base64Encoded: base64 + padding) ?? Data()
    }
}
