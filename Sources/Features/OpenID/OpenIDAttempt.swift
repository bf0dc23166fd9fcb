import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// One sign-in by another service, from the first redirect to the last.
///
/// Everything follows from one secret that only the browser holds: what the service is sent are its hashes, each for one use.
struct OpenIDAttempt: Sendable {
    enum Purpose: String, Sendable {
        case signIn = "in"
        /// Connects the account there with the member who is signed in here.
        case connect
    }

    let secret: Secret
    let purpose: Purpose
    /// Where to go on afterwards.
    let next: String

    /// Seconds.
    static let life = 600

    init(_ secret: Secret, _ purpose: Purpose, next: String) {
        self.secret = secret
        self.purpose = purpose
        self.next = next
    }

    /// Comes back with the answer: a request that another site made up has another one, or none.
    var state: String { derived("state") }
    /// Comes back inside the token: one that was made for another sign-in has another one.
    var nonce: String { derived("nonce") }
    /// Proves to the service that the one who fetches the token began the sign-in (RFC 7636).
    var verifier: String { derived("verifier") }
    var challenge: String { Base64URL.text(Array(SHA256.hash(data: Data(verifier.utf8)))) }

    private func derived(_ purpose: String) -> String {
        Base64URL.text(
            Array(
                HMAC<SHA256>.authenticationCode(
                    for: Data("openid \(purpose)".utf8), using: SymmetricKey(data: Data(secret.text.utf8)))))
    }

    /// Takes the same time for every wrong state.
    func began(_ state: String) -> Bool {
        let (own, other) = (Array(self.state.utf8), Array(state.utf8))
        return own.count == other.count && zip(own, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension OpenIDAttempt {
    private static let names = ["__Host-tutti-openid", "tutti-openid"]

    init?(_ request: Request) {
        let value = Self.names.lazy.compactMap { request.cookies[$0]?.value }.first ?? ""
        let parts = value.split(separator: ".", maxSplits: 2).map(String.init)
        guard parts.count == 3, let secret = Secret(parts[0]), let purpose = Purpose(rawValue: parts[1]),
            let next = PercentEncoding.decoded(parts[2])
        else { return nil }
        self.init(secret, purpose, next: SignIn.local(next))
    }

    func cookie(isSecure: Bool) -> Cookie {
        let value = "\(secret.text).\(purpose.rawValue).\(PercentEncoding.encoded(next))"
        return Self.cookie(value, age: Self.life, isSecure)
    }

    static func end(isSecure: Bool) -> Cookie { cookie("", age: 0, isSecure) }

    private static func cookie(_ value: String, age: Int, _ isSecure: Bool) -> Cookie {
        Cookie(
            name: isSecure ? names[0] : names[1], value: value, maxAge: age, path: "/", secure: isSecure,
            httpOnly: true, sameSite: .lax)
    }
}

/// RFC 4648, 5, without padding.
enum Base64URL {
    static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func bytes(_ text: some StringProtocol) -> Data? {
        let base64 = String(text).replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: base64 + String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4))
    }
}
