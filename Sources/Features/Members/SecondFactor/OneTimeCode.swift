import Crypto
import Foundation

/// The six digits that an authenticator app shows: RFC 6238 with SHA-1 and half minutes, as all apps expect.
package enum OneTimeCode {
    /// Seconds for which a code is shown.
    package static let period: Int64 = 30
    /// Bytes of a secret: as many as SHA-1 has (RFC 4226, 4).
    package static let secretBytes = 20

    private static let digits = 6

    /// - Parameter step: whole periods since 1970.
    package static func code(_ secret: [UInt8], step: Int64) -> String {
        let number = number(secret, counter: UInt64(bitPattern: step)) % 1_000_000
        let text = String(number)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code was typed: this one, or one beside it, for clocks that differ.
    ///
    /// - Parameter last: the newest step that was taken before. A code is taken once, and none older than one taken.
    package static func step(of typed: String, secret: [UInt8], at now: Int64, after last: Int64) -> Int64? {
        let current = now / period
        guard isCode(typed) else { return nil }
        return (current - 1...current + 1).first { $0 > last && isSame(code(secret, step: $0), typed) }
    }

    /// Whether it looks like one: recovery codes do not.
    package static func isCode(_ typed: String) -> Bool {
        typed.utf8.count == digits && typed.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// HOTP before it is cut to digits (RFC 4226, 5.3).
    private static func number(_ secret: [UInt8], counter: UInt64) -> UInt32 {
        let message = withUnsafeBytes(of: counter.bigEndian) { Data($0) }
        let code = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let start = Int(code[19] & 0xF)
        return code[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    }

    /// Takes the same time for every wrong code.
    private static func isSame(_ first: String, _ second: String) -> Bool {
        zip(first.utf8, second.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// What an authenticator app is told once: by picture, by link or by hand.
package struct AuthenticatorKey: Sendable {
    package let secret: [UInt8]
    /// Tells this installation's entry from others in the app.
    package let account: String

    /// In groups of four, to be typed.
    package var typed: String {
        let letters = Base32.text(secret)
        return stride(from: 0, to: letters.count, by: 4).map { start in
            String(letters.dropFirst(start).prefix(4))
        }.joined(separator: " ")
    }

    /// The address that apps and their QR codes use.
    package var address: String {
        "otpauth://totp/Tutti:\(PercentEncoding.encoded(account))?secret=\(Base32.text(secret))&issuer=Tutti"
    }
}

/// Bytes as letters and digits that are easily told apart (RFC 4648, 6), without padding.
package enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    package static func text(_ bytes: [UInt8]) -> String {
        var text = ""
        var (rest, bits) = (0, 0)
        for byte in bytes {
            (rest, bits) = (rest << 8 | Int(byte), bits + 8)
            while bits >= 5 {
                bits -= 5
                text.append(letters[rest >> bits & 31])
            }
            rest &= (1 << bits) - 1
        }
        if bits > 0 { text.append(letters[rest << (5 - bits) & 31]) }
        return text
    }
}
