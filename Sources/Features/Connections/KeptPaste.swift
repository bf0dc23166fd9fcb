import Foundation
import Records
import Store

/// Secrets that somebody pasted into a form that came back: sealed for them alone and for a while, so that they need not be
/// pasted again and never stand in a page in the clear.
package struct KeptPaste {
    private let key: SealingKey
    private let member: String

    package init(key: SealingKey, member: String) { (self.key, self.member) = (key, member) }

    private struct Content: Codable {
        var secrets: SourceSecrets
        /// Seconds since 1970.
        var endsAt: Int64
    }

    private static let life: Int64 = 1_800

    private var purpose: String { "pasted by \(member)" }

    package func sealed(_ secrets: SourceSecrets, at now: Int64) throws -> String? {
        if secrets.tokens.isEmpty, secrets.privateKey == nil { return nil }
        let content = try JSONEncoder().encode(Content(secrets: secrets, endsAt: now + Self.life))
        return Data(try key.seal(Array(content), for: purpose)).base64EncodedString()
    }

    /// Nil for what is too old, or was pasted by somebody else.
    package func opened(_ text: String, at now: Int64) -> SourceSecrets? {
        guard let sealed = Data(base64Encoded: text), let bytes = key.open(Array(sealed), for: purpose),
            let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)), content.endsAt > now
        else { return nil }
        return content.secrets
    }
}

extension SourceDraft {
    /// Takes what a form says; what was left empty of the secrets is as it was before.
    mutating func take(_ form: Form, kept: SourceSecrets?) {
        name = form["name"]
        secrets = SourceSecrets(tokens: kept?.tokens ?? [], privateKey: kept?.privateKey)
        for setting in kind.settings {
            let text = form[setting.id]
            // A new token takes the place of an app's key, and the other way round.
            if !setting.isOpen {
                if text.isEmpty { continue }
                secrets = SourceSecrets()
            }
            set(setting, to: text)
        }
        takeChosen(form)
    }
}
