import Records
import Store

/// What pages and commands may ask of outside systems: which kinds there are, and what a token may read there.
package struct SourceDesk: Sendable {
    /// A kind that can be asked.
    package struct Kind: Identifiable, Sendable {
        package let kind: SourceKind
        /// How its webhooks are set up there.
        package let webhooks: String

        package var id: String { kind.id }

        package init(_ kind: SourceKind, webhooks: String) { (self.kind, self.webhooks) = (kind, webhooks) }
    }

    package let kinds: [Kind]
    /// Asks the tool what each token may read.
    package let check: @Sendable (_ kind: String, _ settings: [String: String], SourceSecrets) async -> SourceCheck
    /// Lists what could be read, of one owner or all that is seen.
    package let offer:
        @Sendable (_ kind: String, _ settings: [String: String], SourceSecrets, _ owner: String?) async -> SourceOffer

    package init(
        kinds: [Kind],
        check: @escaping @Sendable (_ kind: String, _ settings: [String: String], SourceSecrets) async -> SourceCheck,
        offer:
            @escaping @Sendable (_ kind: String, _ settings: [String: String], SourceSecrets, _ owner: String?) async ->
            SourceOffer
    ) {
        (self.kinds, self.check, self.offer) = (kinds, check, offer)
    }

    package func kind(_ id: String) -> Kind? { kinds.first { $0.id == id } }
}

/// What a token may read, found out by asking.
package struct SourceCheck: Hashable, Sendable {
    package struct Finding: Hashable, Sendable {
        package enum Outcome: String, Hashable, Sendable {
            case works
            /// It is not there, which is no reason not to connect.
            case absent
            case lacking
        }

        package var title: String
        package var outcome: Outcome
        package var sentence: String

        package init(_ title: String, _ outcome: Outcome, _ sentence: String) {
            (self.title, self.outcome, self.sentence) = (title, outcome, sentence)
        }
    }

    /// Why nothing could be found out.
    package enum Trouble: Hashable, Sendable {
        /// The tool does not let us, or we may not ask it.
        case notAllowed(String)
        case network(String)

        package var sentence: String {
            switch self {
            case .notAllowed(let sentence), .network(let sentence): sentence
            }
        }
    }

    package var findings: [Finding]
    package var trouble: Trouble?

    package init(_ findings: [Finding], trouble: Trouble? = nil) { (self.findings, self.trouble) = (findings, trouble) }

    /// Whether everything can be read that is there.
    package var isGood: Bool { trouble == nil && !findings.contains { $0.outcome == .lacking } }
}
