import Foundation
import Records
import Store

/// Everybody who was recognised in any repository, with all their accounts: what a member may find themselves among.
struct KnownAccounts: Sendable {
    struct Someone: Hashable, Sendable {
        let person: Person
        /// By address, then by name.
        var signatures: [Signature]
        /// Where they were seen.
        var repositories: [String]
    }

    /// Humans alone, by name.
    private(set) var people: [Someone] = []

    init(_ found: [(repository: Repository, who: WhoIsWho)]) {
        var byID: [String: Someone] = [:]
        for (repository, who) in found {
            for one in who.people where one.person.kind == .human {
                var someone = byID[one.person.id] ?? Someone(person: one.person, signatures: [], repositories: [])
                someone.signatures = Array(Set(someone.signatures + one.accounts.map(\.signature))).sorted()
                someone.repositories.append(repository.name)
                byID[one.person.id] = someone
            }
        }
        people = byID.values.sorted { ($0.person.name, $0.person.id) < ($1.person.name, $1.person.id) }
    }

    /// Those whose name or one of whose addresses holds every word.
    func matching(_ text: String, limit: Int) -> [Someone] {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return [] }
        return Array(
            people.filter { someone in
                let told = someone.signatures.map { "\($0.name) \($0.email)" }.joined(separator: " ").lowercased()
                return words.allSatisfy { told.contains($0) }
            }.prefix(limit))
    }

    /// Those that may be a member: the same name, or an address that begins with their login.
    func likely(_ member: Member, _ addresses: Set<String>) -> [Someone] {
        let name = member.name.lowercased()
        let login = String(member.login.split(separator: "@").first ?? "")
        return people.filter { someone in
            someone.signatures.contains { signature in
                let email = signature.email.lowercased()
                return signature.name.lowercased() == name || addresses.contains(email) || email == member.login
                    || email.split(separator: "@").first.map(String.init) == login
            }
        }
    }
}

extension Connection {
    func knownAccounts() throws -> KnownAccounts {
        KnownAccounts(
            try repositories().compactMap { repository in
                try whoIsWho(in: repository.id).map { (repository, $0) }
            })
    }

    /// By signature, the name of the member to whom it is confirmed to belong.
    func holders() throws -> [Signature: String] {
        let names = Dictionary(try members().map { ($0.id, $0.name) }) { first, _ in first }
        let held = AccountClaims(try accountClaims()).all.filter(\.state.isHeld)
        return Dictionary(held.compactMap { claim in names[claim.member].map { (claim.signature, $0) } }) { first, _ in
            first
        }
    }
}
