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
        let decided = TeamDecisions(decisions, signatures)
        let grouping = IdentityGrouping(signatures, mailmap: mailmap, decisions: decided)
        let canonical = grouping.canonical
        var authored = [Int](repeating: 0, count: signatures.count)
        for commit in commits { authored[Int(commit.author)] += 1 }

        var named = Dictionary(grouping: signatures.indices) { grouping.leader[$0] }.map { leader, places in
            let known = grouping.knownBy[leader] ?? Self.bestKnown(places, canonical, grouping.rules, authored)
            return (
                places: places, signature: canonical[known], kind: kind(places, canonical[known], decided),
                raw: places.map { signatures[$0] }.min(by: Signature.isBefore) ?? canonical[known]
            )
        }
        // Who comes first keeps the address as id: a human before the machines that use it.
        named.sort { left, right in
            if (left.kind == .human) != (right.kind == .human) { return left.kind == .human }
            return left.signature != right.signature
                ? left.signature < right.signature : Signature.isBefore(left.raw, right.raw)
        }

        var people: [(person: Person, places: [Int])] = []
        var taken: Set<String> = []
        for entry in named {
            let person = person(entry.signature, entry.kind, taken: &taken)
            people.append((person, entry.places))
        }
        people.sort { $0.person.id < $1.person.id }
        var identities = gathered(people, grouping, decided)
        identities.pairsAfterMailmap = pairs(signatures, authored, mailmap)
        return identities
    }

    private static func gathered(
        _ people: [(person: Person, places: [Int])], _ grouping: IdentityGrouping, _ decisions: TeamDecisions
    ) -> Identities {
        var personOfSignature = [Int32](repeating: 0, count: grouping.leader.count)
        for (number, entry) in people.enumerated() {
            for place in entry.places { personOfSignature[place] = Int32(number) }
        }
        let apart = decisions.splits.map { [personOfSignature[$0.first], personOfSignature[$0.second]].sorted() }
        let suspected = IdentitySuggestions(
            people: people.map(\.person), accounts: people.map { $0.places.map { grouping.canonical[$0] } },
            apart: Set(apart))
        return Identities(
            people: people.map(\.person), personOfSignature: personOfSignature, rules: grouping.rules,
            suggestions: suspected.all)
    }

    /// Distinct pairs of authors after the mail map alone, told apart by their bytes as git does.
    private static func pairs(_ signatures: [Signature], _ authored: [Int], _ mailmap: Mailmap?) -> Int {
        Set(
            signatures.indices.filter { authored[$0] > 0 }
                .map { (mailmap?.canonical(signatures[$0]) ?? signatures[$0]).bytes }
        ).count
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
            return most != other ? most > other : Signature.isBefore(canonical[left], canonical[right])
        } ?? places[0]
    }

    private static func kind(_ places: [Int], _ known: Signature, _ decisions: TeamDecisions) -> Person.Kind {
        let decided = places.compactMap { decisions.kinds[$0] }.max { $0.order < $1.order }
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
}
