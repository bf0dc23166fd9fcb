import Crypto
import Foundation
import NIOCore

/// Whether a webhook comes from whom it says: three forms, each checked on the bytes as they came.
///
/// Every secret is tried, whichever fits, and each comparison takes the same time for every wrong answer.
enum HookSignature {
    /// `sha256=` and the HMAC of the body in hexadecimal, as GitHub's `X-Hub-Signature-256` has it.
    static func isHexadecimal(_ field: String?, of body: ByteBuffer, by secrets: [String]) -> Bool {
        guard let field, field.hasPrefix("sha256="), let code = bytes(hexadecimal: field.dropFirst(7)) else {
            return false
        }
        return any(secrets) { secret in isCode(code, of: Data(), body, by: Data(secret.utf8)) }
    }

    /// The form of Standard Webhooks: `v1,` and the HMAC of id, time and body in base64, perhaps several of them.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970; a message that is older or newer than five minutes may be somebody's copy.
    ///   - secrets: `whsec_` and the key in base64, or the key itself.
    static func isStandard(_ fields: StandardFields, of body: ByteBuffer, by secrets: [String], now: Int64) -> Bool {
        guard let sentAt = Int64(fields.timestamp), abs(now - sentAt) <= Self.window else { return false }
        let codes: [Data] = fields.signature.split(separator: " ").filter { $0.hasPrefix("v1,") }.prefix(8)
            .compactMap { Data(base64Encoded: String($0.dropFirst(3))) }
        let head = Data("\(fields.id).\(fields.timestamp).".utf8)
        return any(secrets) { secret in
            let key = standardKey(secret)
            return any(codes) { isCode($0, of: head, body, by: key) }
        }
    }

    /// Seconds.
    static let window: Int64 = 300

    struct StandardFields {
        var id: String
        var timestamp: String
        var signature: String
    }

    /// A secret that is sent along as it is, as GitLab's `X-Gitlab-Token`.
    static func isToken(_ field: String?, among secrets: [String]) -> Bool {
        guard let field else { return false }
        let digest = SHA256.hash(data: Data(field.utf8))
        return any(secrets) { digest == SHA256.hash(data: Data($0.utf8)) }
    }

    /// Without stopping at the first, which would tell by the time how many there are.
    private static func any<Element>(_ all: [Element], _ fits: (Element) -> Bool) -> Bool {
        all.reduce(false) { found, one in fits(one) || found }
    }

    private static func isCode(_ code: Data, of head: Data, _ body: ByteBuffer, by key: Data) -> Bool {
        var hash = HMAC<SHA256>(key: SymmetricKey(data: key))
        hash.update(data: head)
        body.withUnsafeReadableBytes { hash.update(data: $0) }
        return hash.finalize() == code
    }

    private static func standardKey(_ secret: String) -> Data {
        guard secret.hasPrefix("whsec_") else { return Data(secret.utf8) }
        return Data(base64Encoded: String(secret.dropFirst(6))) ?? Data(secret.utf8)
    }

    private static func bytes(hexadecimal text: Substring) -> Data? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        return Data(stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}
