import Features
import Records

/// How accounts and the rules that tied them are told.
enum PeopleWords {
    static func kind(_ kind: Person.Kind) -> String {
        switch kind {
        case .human, .withheld: ""
        case .bot: " (bot)"
        case .agent: " (AI agent)"
        }
    }

    static func signature(_ signature: Signature) -> String {
        Printable.text("\(signature.name) <\(signature.email)>")
    }

    static func account(_ account: WhoIsWho.Account) -> String {
        "\(signature(account.signature)): \(rule(account.rule))"
    }

    static func rule(_ rule: Identities.Rule) -> String {
        switch rule {
        case .decision: "a decision of the team"
        case .mailmap: "the mail map of the repository"
        case .noreply: "the forge's private address names the account"
        case .email: "the same address"
        case .alone: "nothing else is known of it"
        }
    }

    static func suggestion(_ suggestion: Identities.Suggestion, in who: WhoIsWho) -> String {
        let name = { (id: String) in
            who.people.first { $0.person.id == id }.map { "\($0.person.name) <\($0.person.email)>" } ?? id
        }
        let reason =
            switch suggestion.reason {
            case .sameName: "the same name"
            case .sameLocalPart: "the same first part of the address"
            case .similarName: "names that are nearly the same"
            }
        return Printable.text("\(name(suggestion.first)) and \(name(suggestion.second)): \(reason)")
    }
}
