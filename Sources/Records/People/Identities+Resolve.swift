extension Identities {
    /// Decides who stands behind each signature (HANDBOOK B1, PRODUCT 3.10).
    ///
    /// - Parameters:
    ///   - signatures: all of a history, as recorded.
    ///   - commits: of the same history; a person is known by the signature that most commits carry.
    ///   - mailmap: the one at the head.
    ///   - decisions: oldest first. One about a signature that does not occur changes nothing.
    package static func resolve(
        signatures: [Signature], commits: [Commit], mailmap: Mailmap? = nil, decisions: [IdentityDecision] = []
    ) -> Identities {
        let mapped = signatures.map { mailmap?.canonical($0) ?? $0 }
        let grouping = IdentityGrouping(signatures, canonical: mapped, mailmap: mailmap, decisions: decisions)
        var authored = [Int](repeating: 0, count: signatures.count)
        for commit in commits { authored[Int(commit.author)] += 1 }

        let groups = Dictionary(grouping: signatures.indices) { grouping.leader[$0] }
        // Whom the team took out of the mail map's group is known by what they wrote themselves.
        let canonical = signatures.indices.map { place in
            let isSplitOff = grouping.rules[place] == .decision && groups[grouping.leader[place]]?.count == 1
            return isSplitOff ? signatures[place] : mapped[place]
        }
        var named = groups.map { leader, places in
            let known = grouping.knownBy[leader] ?? Self.bestKnown(places, canonical, grouping.rules, authored)
            return (
                places: places, signature: canonical[known],
                kind: kind(places, canonical[known], signatures, decisions),
                raw: places.map { signatures[$0] }.min() ?? canonical[known]
            )
        }
        named.sort { ($0.signature, $0.raw) < ($1.signature, $1.raw) }

        var people: [(person: Person, places: [Int])] = []
        var taken: Set<String> = []
        for entry in named {
            let person = person(entry.signature, entry.kind, taken: &taken)
            people.append((person, entry.places))
        }
        people.sort { $0.person.id < $1.person.id }
        var identities = gathered(people, canonical, grouping, signatures, decisions)
        identities.pairsAfterMailmap = Set(signatures.indices.filter { authored[$0] > 0 }.map { mapped[$0] }).count
        return identities
    }

    private static func gathered(
        _ people: [(person: Person, places: [Int])], _ canonical: [Signature], _ grouping: IdentityGrouping,
        _ signatures: [Signature], _ decisions: [IdentityDecision]
    ) -> Identities {
        var personOfSignature = [Int32](repeating: 0, count: signatures.count)
        for (number, entry) in people.enumerated() {
            for place in entry.places { personOfSignature[place] = Int32(number) }
        }
        let suspected = IdentitySuggestions(
            people: people.map(\.person), accounts: people.map { $0.places.map { canonical[$0] } },
            apart: apart(decisions, signatures, personOfSignature))
        return Identities(
            people: people.map(\.person), personOfSignature: personOfSignature, rules: grouping.rules,
            suggestions: suspected.all)
    }

    /// The signature with most commits among those that the mail map wrote, or among all; with equal ones the smallest.
    private static func bestKnown(_ places: [Int], _ canonical: [Signature], _ rules: [Rule], _ authored: [Int]) -> Int
    {
        let mapped = places.filter { rules[$0] == .mailmap }
        let candidates = mapped.isEmpty ? places : mapped
        var commits: [Signature: Int] = [:]
        for place in candidates { commits[canonical[place], default: 0] += authored[place] }
        return candidates.min { left, right in
            let (most, other) = (commits[canonical[left], default: 0], commits[canonical[right], default: 0])
            return most != other ? most > other : canonical[left] < canonical[right]
        } ?? places[0]
    }

    private static func kind(
        _ places: [Int], _ known: Signature, _ signatures: [Signature], _ decisions: [IdentityDecision]
    ) -> Person.Kind {
        let own = Set(places.map { signatures[$0] })
        let decided = decisions.last { $0.action == .classify && own.contains($0.first) }
        return decided?.kind ?? Person.Kind(lookingAt: known)
    }

    private static func person(_ signature: Signature, _ kind: Person.Kind, taken: inout Set<String>) -> Person {
        let address = signature.email.lowercased()
        var id = address.isEmpty ? signature.name.lowercased() : address
        if taken.contains(id) { id = "\(address) \(signature.name.lowercased())" }
        var number = 2
        let wanted = id
        while !taken.insert(id).inserted {
            id = "\(wanted) \(number)"
            number += 1
        }
        return Person(
            id: id, name: signature.name.isEmpty ? signature.email : signature.name, email: signature.email, kind: kind)
    }

    /// Pairs that the team has said are two.
    private static func apart(
        _ decisions: [IdentityDecision], _ signatures: [Signature], _ personOfSignature: [Int32]
    ) -> Set<[Int32]> {
        let places = Dictionary(signatures.enumerated().map { ($1, $0) }) { first, _ in first }
        let pairs = IdentityGrouping.inForce(decisions).filter { $0.action == .split }.compactMap {
            decision -> [Int32]? in
            guard let first = places[decision.first], let second = decision.second.flatMap({ places[$0] }) else {
                return nil
            }
            return [personOfSignature[first], personOfSignature[second]].sorted()
        }
        return Set(pairs)
    }
}
