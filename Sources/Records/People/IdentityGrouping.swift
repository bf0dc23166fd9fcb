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

    /// - Parameter canonical: what the mail map makes of each signature.
    init(_ signatures: [Signature], canonical: [Signature], mailmap: Mailmap?, decisions: [IdentityDecision]) {
        let keys = canonical.map(Self.key)
        let groups = Dictionary(grouping: signatures.indices) { keys[$0] }
        let decided = Decided(decisions, signatures)
        var ties = IdentityTies(count: signatures.count)
        for decision in decided.newestFirst {
            if decision.isSplit {
                ties.keepApart(decision.first, decision.second)
            } else {
                ties.join(decision.first, decision.second, knownBy: decision.first)
            }
        }
        for places in groups.values where places.count > 1 {
            let ordered = decided.splitOff.isEmpty ? places : decided.ordered(places)
            for place in ordered.dropFirst() { ties.join(ordered[0], place) }
        }
        var rules = signatures.indices.map { place in
            if mailmap?.names(signatures[place]) == true { return Identities.Rule.mailmap }
            guard groups[keys[place]].map({ $0.count > 1 }) == true else { return .alone }
            return EmailAddress(canonical[place].email).forgeLogin == nil ? .email : .noreply
        }
        for decision in decided.newestFirst {
            let (first, second) = (decision.first, decision.second)
            guard ties.areOne(first, second) != decision.isSplit else { continue }
            if keys[first] == keys[second] {
                rules[second] = .decision
            } else if !decision.isSplit {
                for place in groups[keys[second]] ?? [] where ties.areOne(place, second) { rules[place] = .decision }
            }
        }
        self.rules = rules
        (leader, knownBy) = ties.groups()
    }

    /// An address names a person, a forge's private address an account; a shared one only together with a name. A machine
    /// at a human's address is not that human, and one AI tool has many names at its one address.
    private static func key(_ signature: Signature) -> String {
        let address = EmailAddress(signature.email)
        let kind = Person.Kind(lookingAt: signature)
        if let login = address.forgeLogin { return "login \(address.domain) \(login)" }
        if kind == .agent, !address.text.isEmpty { return "agent \(address.text)" }
        if kind == .bot { return "bot \(address.text) \(signature.name.lowercased())" }
        return address.isShared ? "both \(address.text) \(signature.name.lowercased())" : "email \(address.text)"
    }

    /// Of several decisions on one pair the latest, in the order in which they were taken.
    static func inForce(_ decisions: [IdentityDecision]) -> [IdentityDecision] {
        var latest: [Set<Signature>: Int] = [:]
        for (place, decision) in decisions.enumerated() where decision.action != .classify {
            guard let second = decision.second else { continue }
            latest[[decision.first, second]] = place
        }
        return latest.values.sorted().map { decisions[$0] }
    }
}

/// The merges and splits in force, by the places of the signatures that they speak of.
private struct Decided {
    struct Decision {
        var isSplit: Bool
        var first: Int
        var second: Int
    }

    let newestFirst: [Decision]
    /// Signatures that a split takes out of their group, rather than the others.
    let splitOff: Set<Int>
    private let signatures: [Signature]

    init(_ decisions: [IdentityDecision], _ signatures: [Signature]) {
        let places = Dictionary(signatures.enumerated().map { ($1, $0) }) { first, _ in first }
        newestFirst = IdentityGrouping.inForce(decisions).reversed().compactMap { decision in
            guard let first = places[decision.first], let second = decision.second.flatMap({ places[$0] }),
                first != second
            else { return nil }
            return Decision(isSplit: decision.action == .split, first: first, second: second)
        }
        splitOff = Set(newestFirst.filter(\.isSplit).map(\.second))
        self.signatures = signatures
    }

    /// Those that stay first, and otherwise by what they are, so that the order of commits does not matter.
    func ordered(_ places: [Int]) -> [Int] {
        places.sorted { left, right in
            let (leaves, other) = (splitOff.contains(left), splitOff.contains(right))
            return leaves != other ? other : signatures[left] < signatures[right]
        }
    }
}
