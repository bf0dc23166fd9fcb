import Records

/// Everybody who was recognised in a repository, by which accounts and rules, and who might be one.
package struct WhoIsWho: Codable, Hashable, Sendable {
    package var people: [Someone]
    package var suggestions: [Identities.Suggestion]

    /// A person and the signatures that were found to be theirs.
    package struct Someone: Codable, Hashable, Sendable {
        package var person: Person
        /// By address, then by name.
        package var accounts: [Account]
    }

    package struct Account: Codable, Hashable, Sendable {
        package var signature: Signature
        package var rule: Identities.Rule
    }

    package init(_ evidence: Evidence) {
        let identities = evidence.identities
        var accounts: [Int32: [Account]] = [:]
        for (place, signature) in evidence.history.signatures.enumerated() {
            let account = Account(signature: signature, rule: identities.rules[place])
            accounts[identities.personOfSignature[place], default: []].append(account)
        }
        people = identities.people.enumerated().map { place, person in
            var person = person
            // Who objected is theirs to tell.
            if person.kind == .withheld { person.kind = .human }
            return Someone(
                person: person, accounts: (accounts[Int32(place)] ?? []).sorted { $0.signature < $1.signature })
        }.sorted { ($0.person.name, $0.person.id) < ($1.person.name, $1.person.id) }
        suggestions = identities.suggestions
    }

    package init(people: [Someone] = [], suggestions: [Identities.Suggestion] = []) {
        self.people = people
        self.suggestions = suggestions
    }
}
