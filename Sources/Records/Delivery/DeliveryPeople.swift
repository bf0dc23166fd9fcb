/// Who stands behind the accounts that act on pull requests, and who of them is on the team.
package struct DeliveryPeople: Sendable {
    /// Referred to by place.
    package private(set) var people: [Person]
    /// Places of the team's members at the end of the timeframe; nobody else is expected to review.
    package let members: [Int32]

    private var placeOfAccount: [RecordKey: Int32]
    private let placeOfEmail: [String: Int32]
    /// Teams of a code host that can be asked to review.
    private let groups: [RecordKey: [Int32]]
    private var strangers = 0

    /// - Parameters:
    ///   - people: each id once.
    ///   - accounts: the `Person.id` behind each.
    ///   - members: ids of the team's members.
    ///   - groups: ids of the members of a code host's teams, by `team` key.
    package init(
        people: [Person], accounts: [RecordKey: Person.ID], members: Set<Person.ID>,
        groups: [RecordKey: Set<Person.ID>] = [:]
    ) {
        self.people = people.sorted { $0.id < $1.id }
        let places = Dictionary(self.people.enumerated().map { ($1.id, Int32($0)) }) { first, _ in first }
        placeOfEmail = Dictionary(
            self.people.enumerated().filter { !$1.email.isEmpty }.map { ($1.email.lowercased(), Int32($0)) }
        ) { first, _ in first }
        self.members = members.compactMap { places[$0] }.sorted()
        placeOfAccount = accounts.compactMapValues { places[$0] }
        self.groups = groups.mapValues { $0.compactMap { places[$0] }.sorted() }
    }

    /// Each account a person of its own, of the kind that it looks like: for sources that nobody has tied to people yet.
    package init(accounts: [Account], members: Set<RecordKey> = []) {
        let people = accounts.map { account in
            Person(
                id: account.key.description, name: account.name ?? account.login, email: account.email ?? "",
                kind: Person.Kind(lookingAt: account))
        }
        self.init(
            people: people, accounts: Dictionary(accounts.map { ($0.key, $0.key.description) }) { first, _ in first },
            members: Set(members.map(\.description)))
    }

    package func place(of account: RecordKey?) -> Int32? { account.flatMap { placeOfAccount[$0] } }

    package func place(of person: Person.ID) -> Int32? {
        var (low, high) = (0, people.count - strangers)
        while low < high {
            let middle = (low + high) / 2
            if people[middle].id < person { low = middle + 1 } else { high = middle }
        }
        return low < people.count - strangers && people[low].id == person ? Int32(low) : nil
    }

    package func place(ofEmail email: String) -> Int32? { placeOfEmail[email.lowercased()] }

    /// The people whom a request to review asks: one, or those of a code host's team. Machines wait for nobody.
    package func asked(_ subject: RecordKey?) -> [Int32] {
        guard let subject else { return [] }
        if let team = members(ofTeam: subject) { return team }
        return place(of: subject).map { isHuman($0) ? [$0] : [] } ?? []
    }

    /// The people of a code host's team; nil where it is none, or nobody knows who belongs to it.
    package func members(ofTeam subject: RecordKey) -> [Int32]? { groups[subject]?.filter(isHuman) }

    /// Also somebody who objected: a wait for them is still a wait, and is told of nobody.
    package func isHuman(_ place: Int32) -> Bool {
        let kind = people[Int(place)].kind
        return kind == .human || kind == .withheld
    }

    /// May be part of a number about people.
    package func isCounted(_ place: Int32) -> Bool { people[Int(place)].kind == .human }

    /// An account that acts and that nobody knows stays somebody: a human who left.
    mutating func know(_ account: RecordKey) {
        guard placeOfAccount[account] == nil, groups[account] == nil else { return }
        placeOfAccount[account] = Int32(people.count)
        strangers += 1
        // Behind the others, so that places stay; `place(of:)` by id is for the team's own people.
        people.append(
            Person(id: account.description, name: "former member \(strangers)", email: "", kind: .human))
    }
}

extension Person.Kind {
    /// An account that its system calls a bot is one; of others, and to tell bots from AI agents, the name decides.
    package init(lookingAt account: Account) {
        let byName = Person.Kind(lookingAt: Signature(name: account.login, email: account.email ?? ""))
        self = account.kind == .bot && byName == .human ? .bot : byName
    }
}
