import Records

/// Who stands behind the accounts of code hosts and trackers, among people of git histories and members (HANDBOOK B1).
///
/// What ties them, strongest first: the team's decisions, what members claimed or proved, who was recognised in a git
/// history, the address that an account shows, and the code host's private address, which names the login. Never a name alone.
/// Decided anew for every measuring, so that taking a decision back changes every number.
package struct DeliveryIdentities: Sendable {
    /// What is known, from the store.
    package struct Known: Sendable {
        package var accounts: [Account] = []
        /// Of every repository whose history is read.
        package var histories: [WhoIsWho] = []
        /// Oldest first.
        package var decisions: [IdentityDecision] = []
        package var members: [Member] = []
        package var claims: [AccountClaims.Claim] = []
        /// In lower case, with the member whose it is.
        package var provenAddresses: [String: Member.ID] = [:]
        /// Members whom no number about people may count.
        package var objecting: Set<Member.ID> = []

        package init() {}
    }

    /// Everybody with an account or a membership, each id once; by id.
    package let people: [Person]
    package let personOfAccount: [RecordKey: Person.ID]
    package let personOfMember: [Member.ID: Person.ID]
    package let memberOfPerson: [Person.ID: Member.ID]
    private let logins: [RecordKey: String]
    /// By source and login: for hosts that name somebody in passing by their login alone.
    private let personOfLogin: [String: Person.ID]

    package init(_ known: Known) {
        var signatures = Signatures()
        let own = known.accountSignatures()
        for signature in own.values.joined() { signatures.add(signature) }
        let ofMember = known.memberSignatures()
        for signature in ofMember.values.joined() { signatures.add(signature) }
        let groups = known.historySignatures()
        for signature in groups.joined() { signatures.add(signature) }
        // Of two that tie the same person the later one says by which name and address they are known: a history's.
        let decisions =
            known.machines() + Self.ties(own.sorted { $0.key < $1.key }.map(\.value))
            + Self.ties(ofMember.sorted { $0.key < $1.key }.map(\.value)) + Self.ties(own, to: groups)
            + Self.ties(groups)
        let resolved = Identities.resolve(
            signatures: signatures.all, commits: [], decisions: decisions + known.decisions)
        let person = { (own: [Signature]) in
            signatures.place(own[0]).map { resolved.people[Int(resolved.personOfSignature[$0])].id }
        }
        personOfAccount = own.compactMapValues(person)
        personOfMember = ofMember.compactMapValues(person)
        logins = Dictionary(known.accounts.map { ($0.key, $0.login) }) { first, _ in first }
        personOfLogin = Dictionary(
            known.accounts.sorted { $0.key < $1.key }.compactMap { [personOfAccount] account in
                personOfAccount[account.key].map { (Self.place(account.key.source, account.login), $0) }
            }
        ) { first, _ in first }
        memberOfPerson = Dictionary(personOfMember.map { ($1, $0) }, uniquingKeysWith: min)
        let wanted = Set(personOfAccount.values).union(personOfMember.values)
        let withheld = Set(known.objecting.compactMap { [personOfMember] in personOfMember[$0] })
        people = resolved.people.filter { wanted.contains($0.id) }.map { person in
            var person = person
            if withheld.contains(person.id), person.kind == .human { person.kind = .withheld }
            return person
        }
    }

    /// The member behind an account; nil where nobody claimed it.
    package func member(of account: RecordKey?) -> Member.ID? {
        account.flatMap(person).flatMap { memberOfPerson[$0] }
    }

    /// Nil where only its number is known.
    package func login(of account: RecordKey) -> String? {
        logins[account] ?? (account.id.hasPrefix("@") ? String(account.id.dropFirst()) : nil)
    }

    /// Who is behind an account, also behind one of which only the login is known: a key such as `@ana` is the account of
    /// that login at the same host.
    package func person(of account: RecordKey) -> Person.ID? {
        if let known = personOfAccount[account] { return known }
        guard account.kind == .account, account.id.hasPrefix("@") else { return nil }
        return personOfLogin[Self.place(account.source, String(account.id.dropFirst()))]
    }

    /// Every account, with those that only events name.
    package func accounts(in histories: [PullRequestHistory]) -> [RecordKey: Person.ID] {
        var accounts = personOfAccount
        for event in histories.lazy.flatMap(\.events) {
            for key in [event.actor, event.subject].compactMap(\.self) where key.id.hasPrefix("@") {
                if let person = person(of: key) { accounts[key] = person }
            }
        }
        return accounts
    }

    private static func place(_ source: String, _ login: String) -> String { "\(source) \(login.lowercased())" }

    /// Accounts of members for whom a condition holds.
    package func accounts(where isWanted: (Member.ID) -> Bool) -> Set<RecordKey> {
        Set(personOfAccount.keys.filter { member(of: $0).map(isWanted) ?? false })
    }
}

extension DeliveryIdentities {
    /// That the signatures of each group are one person's, known by the first.
    private static func ties(_ groups: [[Signature]]) -> [IdentityDecision] {
        groups.flatMap { group in
            group.dropFirst().filter { $0.bytes != group[0].bytes }.map { .merging(group[0], $0) }
        }
    }

    /// Accounts that sign as somebody in a history does.
    private static func ties(
        _ accounts: [RecordKey: [Signature]], to groups: [[Signature]]
    ) -> [IdentityDecision] {
        var known: [IdentityKey: Signature] = [:]
        for group in groups {
            for signature in group { known[IdentityKey(signature)] = group[0] }
        }
        return accounts.sorted { $0.key < $1.key }.flatMap { _, own in
            own.compactMap { one in known[IdentityKey(one)].map { .merging($0, one) } }
        }
    }
}

/// Every signature once, by its bytes.
private struct Signatures {
    private(set) var all: [Signature] = []
    private var places: [[UInt8]: Int] = [:]

    mutating func add(_ signature: Signature) {
        let name = signature.bytes
        guard places[name] == nil else { return }
        places[name] = all.count
        all.append(signature)
    }

    func place(_ signature: Signature) -> Int? { places[signature.bytes] }
}

extension DeliveryIdentities.Known {
    /// How each account would sign; one that its host no longer knows is nobody's.
    fileprivate func accountSignatures() -> [RecordKey: [Signature]] {
        let present = accounts.filter { $0.kind != .deleted }
        return Dictionary(
            present.map { ($0.key, [$0.shownSignature, $0.privateSignature].compactMap(\.self)) }
        ) { first, _ in first }
    }

    /// Accounts that are confirmed as a member's, and addresses that they have proven to read.
    fileprivate func memberSignatures() -> [Member.ID: [Signature]] {
        var own: [Member.ID: [Signature]] = [:]
        for claim in claims.sorted(by: { $0.signature < $1.signature }) where claim.state.isHeld {
            own[claim.member, default: []].append(claim.signature)
        }
        let names = Dictionary(members.map { ($0.id, $0.name) }) { first, _ in first }
        for (email, member) in provenAddresses.sorted(by: { $0.key < $1.key }) {
            guard let name = names[member] else { continue }
            own[member, default: []].append(Signature(name: name, email: email))
        }
        return own
    }

    /// By person, the signature by which they are known first.
    fileprivate func historySignatures() -> [[Signature]] {
        histories.flatMap(\.people).map { someone in
            [Signature(name: someone.person.name, email: someone.person.email)] + someone.accounts.map(\.signature)
        }
    }

    fileprivate func machines() -> [IdentityDecision] {
        accounts.sorted { $0.key < $1.key }.compactMap { account in
            let kind = Person.Kind(lookingAt: account)
            return kind == .human ? nil : .classifying(account.privateSignature, kind)
        }
    }
}

extension IdentityDecision {
    /// Older than all that people decided, and therefore weaker.
    fileprivate static func merging(_ first: Signature, _ second: Signature) -> IdentityDecision {
        IdentityDecision(action: .merge, first: first, second: second, why: "", decidedBy: "", decidedAt: 0)
    }

    fileprivate static func classifying(_ signature: Signature, _ kind: Person.Kind) -> IdentityDecision {
        IdentityDecision(action: .classify, first: signature, kind: kind, why: "", decidedBy: "", decidedAt: 0)
    }
}
