/// What a kind of outside system is to Tutti: its name, what can be read of it, and what has to be said to reach it.
package struct SourceKind: Hashable, Identifiable, Sendable {
    /// As a command names it: `github`.
    package var id: String
    package var title: String
    /// What can be mapped, by the words of the system: `pull-requests`, `reviews`.
    package var categories: [Category]
    /// What to ask for when it is connected.
    package var settings: [Setting]

    package struct Category: Hashable, Identifiable, Sendable {
        package var id: String
        package var title: String

        package init(_ id: String, _ title: String) {
            self.id = id
            self.title = title
        }
    }

    package struct Setting: Hashable, Identifiable, Sendable {
        package enum Kind: Hashable, Sendable {
            case address, secret, text
            /// Several lines, one thing each.
            case list
            /// Several lines that are kept secret.
            case key
        }

        package var id: String
        package var title: String
        package var kind: Kind
        package var hint: String
        package var isRequired: Bool
        package var usual: String

        package init(
            _ id: String, _ title: String, _ kind: Kind, hint: String, isRequired: Bool = true, usual: String = ""
        ) {
            self.id = id
            self.title = title
            self.kind = kind
            self.hint = hint
            self.isRequired = isRequired
            self.usual = usual
        }
    }

    package init(id: String, title: String, categories: [Category], settings: [Setting]) {
        self.id = id
        self.title = title
        self.categories = categories
        self.settings = settings
    }
}
