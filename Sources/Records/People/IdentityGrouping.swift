/// Which signatures belong together, before anybody is named.
///
/// Strongest first: the team's decisions, the latest before all others; the mail map; the forge's private address; the
/// address (HANDBOOK B1). What is weaker never joins what something stronger keeps apart.
struct IdentityGrouping {
    /// For every signature, by place, the place of the first signature of its group.
    let leader: [Int]
    let rules: [Identities.Rule]
    /// Groups that a decision named, by leader: the place of the signature by which the person is known.
    let knownBy: [Int: Int]
    /// For every signature what stands for it: as the mail map has it, or as recorded where the team took it out of the
    /// group to which the map gives it.
    let canonical: [Signature]

    init(_ signatures: [Signature], mailmap: Mailmap?, decisions: TeamDecisions) {
        let mapped = signatures.map { mailmap?.canonical($0) ?? $0 }
        let accounts = Accounts(signatures, mapped: mapped, decisions: decisions)
        var ties = IdentityTies(count: signatures.count)
        for decision in decisions.newestFirst {
            if decision.isSplit {
                ties.keepApart(decision.first, decision.second)
            } else {
                ties.join(decision.first, decision.second, knownBy: decision.first)
            }
        }
        for places in accounts.inOrderOfJoining {
            for place in places.dropFirst() { ties.join(places[0], place) }
        }
        let (leader, knownBy) = ties.groups()
        let isHome = signatures.indices.map { leader[$0] == leader[accounts.home(of: $0)] }
        var rules = accounts.rules(leader: leader, isHome: isHome) { mailmap?.names(signatures[$0]) == true }
        for decision in decisions.newestFirst {
            let (first, second) = (decision.first, decision.second)
            guard (leader[first] == leader[second]) != decision.isSplit else { continue }
            if accounts.areOne(first, second) {
                for place in [first, second] { rules[place] = .decision }
            } else if !decision.isSplit {
                for place in accounts.with(second) where leader[place] == leader[second] { rules[place] = .decision }
            }
        }
        (self.leader, self.knownBy, self.rules) = (leader, knownBy, rules)
        canonical = signatures.indices.map { isHome[$0] ? mapped[$0] : signatures[$0] }
    }
}

/// Signatures by account, with no decision heeded.
private struct Accounts {
    private let keys: [IdentityKey]
    private let places: [IdentityKey: [Int]]
    /// Signatures of one account, account by account; those that were recorded alike come first, among themselves.
    let inOrderOfJoining: [[Int]]

    init(_ signatures: [Signature], mapped: [Signature], decisions: TeamDecisions) {
        let keys = mapped.map(IdentityKey.init)
        let leaving = Set(decisions.splits.map(\.second))
        // Before the others stands whom the map leaves as they are, then whom no split takes away; and the order in which
        // the signatures came does not matter.
        let isItself = signatures.indices.map { signatures[$0].bytes == mapped[$0].bytes }
        let ordered = signatures.indices.sorted { left, right in
            if isItself[left] != isItself[right] { return isItself[left] }
            if leaving.contains(left) != leaving.contains(right) { return leaving.contains(right) }
            return Signature.isBefore(signatures[left], signatures[right])
        }
        self.keys = keys
        places = Dictionary(grouping: ordered) { keys[$0] }
        // Whoever is split off takes the other names at the same address along.
        let recorded = Dictionary(grouping: ordered) { [keys[$0], IdentityKey(signatures[$0])] }
        // Accounts in the order of their first signature: a decision may tie or part two of them.
        let rank = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, $0) })
        inOrderOfJoining = [Array(recorded.values), Array(places.values)].flatMap { groups in
            groups.filter { $0.count > 1 }.sorted { rank[$0[0], default: 0] < rank[$1[0], default: 0] }
        }
    }

    func areOne(_ left: Int, _ right: Int) -> Bool { keys[left] == keys[right] }
    func with(_ place: Int) -> [Int] { places[keys[place]] ?? [place] }
    /// The signature whose group keeps the account's name when the team takes somebody out.
    func home(of place: Int) -> Int { with(place)[0] }

    func rules(leader: [Int], isHome: [Bool], isMapped: (Int) -> Bool) -> [Identities.Rule] {
        var sizes: [IdentityKey: Int] = [:]
        for place in keys.indices where isHome[place] { sizes[keys[place], default: 0] += 1 }
        return keys.indices.map { place in
            guard isHome[place] else { return .decision }
            if isMapped(place) { return .mailmap }
            guard sizes[keys[place], default: 0] > 1 else { return .alone }
            return keys[place].isAccount ? .noreply : .email
        }
    }
}
