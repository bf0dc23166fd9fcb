import Records
import Store

/// Accounts of code hosts and trackers of which nobody knows yet whose they are.
struct HostedAccounts: Sendable {
    /// By login, then by host; people alone.
    private let accounts: [Account]

    init(_ accounts: [Account], tied: (RecordKey) -> Bool) {
        self.accounts = accounts.filter { account in
            account.kind != .deleted && Person.Kind(lookingAt: account) == .human && !tied(account.key)
        }.sorted { ($0.login.lowercased(), $0.key) < ($1.login.lowercased(), $1.key) }
    }

    /// Those whose login, name or address holds every word.
    func matching(_ text: String, limit: Int) -> [Account] {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return [] }
        return Array(
            accounts.filter { account in
                let told = [account.login, account.name, account.email].compactMap(\.self).joined(separator: " ")
                return words.allSatisfy { told.lowercased().contains($0) }
            }.prefix(limit))
    }

    /// Those that may be a member: the same login, the same name, or an address that is proven to be theirs.
    func likely(_ member: Member, _ addresses: Set<String>) -> [Account] {
        let login = member.login.split(separator: "@").first.map(String.init) ?? member.login
        return accounts.filter { account in
            account.login.lowercased() == login || account.name?.lowercased() == member.name.lowercased()
                || account.email.map { addresses.contains($0.lowercased()) } ?? false
        }
    }
}

extension Connection {
    func hostedAccounts() throws -> HostedAccounts {
        let known = try knownDeliveryPeople()
        let identities = DeliveryIdentities(known)
        return HostedAccounts(known.accounts) { identities.member(of: $0) != nil }
    }

    /// What stands for an account in claims; nil for one that nobody tells of.
    func claimed(_ key: RecordKey) throws -> Signature? {
        try records(Account.self).first { $0.key == key && $0.kind != .deleted }?.privateSignature
    }
}
