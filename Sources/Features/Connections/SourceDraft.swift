import Foundation
import Records
import Store

/// A source as somebody described it, before it is checked.
package struct SourceDraft: Sendable {
    package let kind: SourceKind
    package var name: String
    /// By the ids of the kind's settings, without secrets.
    package var settings: [String: String]
    package var secrets: SourceSecrets
    /// What is wrong, by the field that it is about.
    package private(set) var errors: [String: String] = [:]

    package init(_ kind: SourceKind) {
        self.kind = kind
        name = ""
        settings = Dictionary(kind.settings.filter(\.isOpen).map { ($0.id, $0.usual) }) { first, _ in first }
        secrets = SourceSecrets()
    }

    package init(_ kind: SourceKind, of connection: SourceConnection) {
        self.init(kind)
        name = connection.name
        settings.merge(connection.settings) { $1 }
    }

    /// Sets one of the kind's settings as it was typed.
    package mutating func set(_ setting: SourceKind.Setting, to text: String) {
        switch setting.kind {
        case .secret: secrets.tokens = text.split(whereSeparator: { $0.isWhitespace || $0 == "," }).map(String.init)
        case .key: secrets.privateKey = text.isEmpty ? nil : text
        case .address: settings[setting.id] = Self.address(text)
        case .list, .text: settings[setting.id] = text
        }
    }

    /// Without the slash and the path of an interface that people copy along.
    private static func address(_ text: String) -> String {
        var text = text
        for end in ["/", "/api/v3", "/api/v4", "/"] where text.hasSuffix(end) {
            text = String(text.dropLast(end.count))
        }
        return text == "https://api.github.com" ? "https://github.com" : text
    }

    /// Notes what cannot be used. Nothing is asked of anybody.
    package mutating func check() {
        errors = [:]
        for setting in kind.settings {
            let text = settings[setting.id] ?? ""
            switch setting.kind {
            case .address where !Self.isAddress(text):
                errors[setting.id] = "“\(text)” is no address. Write it as https://git.example.org."
            case .text where setting.isRequired && text.isEmpty, .list where setting.isRequired && text.isEmpty:
                errors[setting.id] = "\(setting.title) cannot be left out."
            default: break
            }
        }
        checkSecrets()
        if name.count > 100 { errors["name"] = "A name has at most 100 characters." }
    }

    /// The same, before anybody chose what to read.
    package mutating func checkForChoosing() {
        check()
        if let list { errors[list.id] = nil }
    }

    private mutating func checkSecrets() {
        let key = kind.settings.first { $0.kind == .key }
        guard let token = kind.settings.first(where: { $0.kind == .secret }) else { return }
        if let key, let pem = secrets.privateKey, !pem.contains("PRIVATE KEY-----") {
            errors[key.id] = "This is no private key as PEM. It begins with -----BEGIN."
        }
        if secrets.privateKey != nil {
            for app in kind.settings where app.kind == .text && (settings[app.id] ?? "").isEmpty {
                errors[app.id] = "Say whose key it is."
            }
        } else if secrets.tokens.isEmpty {
            errors[token.id] = key == nil ? "Paste a token." : "Paste a token, or the key of an App below."
        } else if let list = kind.settings.first(where: { $0.kind == .list }), key != nil,
            (settings[list.id] ?? "").isEmpty
        {
            errors[list.id] = "Say what to read. Only an App knows that by itself."
        }
        if secrets.tokens.contains(where: { !$0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }) {
            errors[token.id] = "A token has only letters, digits and signs of ASCII. Was something else pasted?"
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty else { return false }
        return ["https", "http"].contains(parts.scheme) && parts.query == nil && parts.fragment == nil
    }

    /// What it is called where nobody gave it a name.
    package var title: String {
        if !name.isEmpty { return name }
        let list = kind.settings.first { $0.kind == .list }.flatMap { settings[$0.id] } ?? ""
        let first = list.split(whereSeparator: \.isNewline).first.map { " \($0)" } ?? ""
        return String((kind.title + first).prefix(100))
    }

    /// - Parameter randomBytes: what makes the id and the secret of its webhooks unguessable.
    package func connection(
        _ randomBytes: (Int) -> [UInt8], at now: Int64
    ) -> (SourceConnection, SourceSecrets) {
        let id = "\(kind.id)-\(Hexadecimal.text(randomBytes(4)))"
        var secrets = secrets
        secrets.webhookSecrets = [Hexadecimal.text(randomBytes(32))]
        return (SourceConnection(id: id, kind: kind.id, name: title, settings: settings, createdAt: now), secrets)
    }
}

extension SourceKind.Setting {
    /// Whether it may be shown again.
    var isOpen: Bool { kind != .secret && kind != .key }

    /// Whether it is about what a few use in place of a token.
    var isApp: Bool { kind == .key || (kind == .text && !isRequired) }
}
