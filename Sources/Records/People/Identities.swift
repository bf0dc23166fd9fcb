/// Who stands behind every signature of a history, why, and what is only suspected.
///
/// Decided anew from the raw signatures whenever it is asked (HANDBOOK B1), so that taking a decision back changes
/// every number at once. Made by `Identities.resolve`.
package struct Identities: Hashable, Sendable {
    /// Sorted by id.
    package var people: [Person]
    /// For every signature of the history, by place, the place of the person in `people`.
    package var personOfSignature: [Int32]
    /// For every signature, by place, the rule that decided.
    package var rules: [Rule]
    package var suggestions: [Suggestion]
    /// Distinct pairs of commit authors after git's own mail map alone, as `git check-mailmap` would give.
    package var pairsAfterMailmap: Int

    /// What tied a signature to its person, strongest first.
    package enum Rule: String, Codable, CaseIterable, Sendable {
        case decision
        case mailmap
        /// A forge's private address names the account: `ID+login@users.noreply.github.com`.
        case noreply
        /// The same address, letter case aside.
        case email
        /// Nothing else is known: the signature is a person of its own.
        case alone
    }

    /// Two people who may be one. Never applied without somebody saying so.
    package struct Suggestion: Codable, Hashable, Sendable {
        package enum Reason: String, Codable, Sendable {
            case sameName = "same-name"
            case sameLocalPart = "same-local-part"
            case similarName = "similar-name"
        }
        /// `Person.id`s; `first` sorts before `second`.
        package var first: String
        package var second: String
        package var reason: Reason

        package init(first: String, second: String, reason: Reason) {
            self.first = first
            self.second = second
            self.reason = reason
        }
    }

    package init(
        people: [Person], personOfSignature: [Int32], rules: [Rule], suggestions: [Suggestion] = [],
        pairsAfterMailmap: Int = 0
    ) {
        self.people = people
        self.personOfSignature = personOfSignature
        self.rules = rules
        self.suggestions = suggestions
        self.pairsAfterMailmap = pairsAfterMailmap
    }

    package func person(_ signature: Int32) -> Int32 { personOfSignature[Int(signature)] }

    package func isHuman(_ signature: Int32) -> Bool {
        people[Int(personOfSignature[Int(signature)])].kind == .human
    }
}

/// A decision of the team about identities. The latest on a pair of signatures wins; taking one back is another.
package struct IdentityDecision: Codable, Hashable, Sendable {
    package enum Action: String, Codable, Sendable {
        /// `first` and `second` are one person, known by `first`.
        case merge
        /// They are two, whatever the rules say.
        case split
        /// `first` is a human, a bot or an agent, whatever its name looks like.
        case classify
    }

    package var action: Action
    package var first: Signature
    package var second: Signature?
    package var kind: Person.Kind?
    package var why: String
    package var decidedBy: String
    /// Seconds since 1970.
    package var decidedAt: Int64

    package init(
        action: Action, first: Signature, second: Signature? = nil, kind: Person.Kind? = nil, why: String,
        decidedBy: String, decidedAt: Int64
    ) {
        self.action = action
        self.first = first
        self.second = second
        self.kind = kind
        self.why = why
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
    }
}
