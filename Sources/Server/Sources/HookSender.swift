import Crypto
import Features
import Foundation
import HTTPTypes
import NIOCore

/// A webhook on its way in.
struct Hook {
    var headers: HTTPFields
    /// As it came.
    var body: ByteBuffer
    /// Seconds since 1970.
    var now: Int64

    subscript(name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Of the body, in hexadecimal.
    var digest: String {
        var hash = SHA256()
        body.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        return Hexadecimal.text(Array(hash.finalize()))
    }
}

/// How one kind of source signs its webhooks, and where it names their event and number.
struct HookSender: Sendable {
    /// Whether it is signed with one of the secrets.
    let isGenuine: @Sendable (Hook, [String]) -> Bool
    let event: @Sendable (Hook) -> String?
    /// The same when the same is sent again.
    let delivery: @Sendable (Hook) -> String

    /// Nil for a kind that sends none.
    static func of(_ kind: String) -> HookSender? { all[kind] }

    private static let all = ["github": gitHub, "gitlab": gitLab]

    private static let gitHub = HookSender(
        isGenuine: { HookSignature.isHexadecimal($0["X-Hub-Signature-256"], of: $0.body, by: $1) },
        event: { $0["X-GitHub-Event"] }, delivery: { $0["X-GitHub-Delivery"] ?? $0.digest })

    /// A secret token, or in newer versions a signature. Where there is a signature, it alone counts.
    private static let gitLab = HookSender(
        isGenuine: { hook, secrets in
            guard let signature = hook["webhook-signature"] else {
                return HookSignature.isToken(hook["X-Gitlab-Token"], among: secrets)
            }
            let fields = HookSignature.StandardFields(
                id: hook["webhook-id"] ?? "", timestamp: hook["webhook-timestamp"] ?? "", signature: signature)
            return HookSignature.isStandard(fields, of: hook.body, by: secrets, now: hook.now)
        },
        event: { $0["X-Gitlab-Event"] },
        delivery: { hook in
            // The event's own number is shared by all that one event sets off; with the body it is this one's.
            hook["webhook-id"] ?? hook["Idempotency-Key"]
                ?? [hook["X-Gitlab-Event-UUID"], hook.digest].compactMap(\.self).joined(separator: " ")
        })
}
