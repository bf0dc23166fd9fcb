/// Which signatures belong together, before anybody is named.
///
/// Rules first, strongest last to speak: the address, the forge's private address, the mail map; then the team's
/// decisions in the order in which they were taken (HANDBOOK B1).
struct IdentityGrouping {
    /// For every signature, by place, the place of the first signature of its group.
    private(set) var leader: [Int]
    private(set) var rules: [Identities.Rule]
    /// Groups that a decision named, by leader: the place of the signature by which the person is known.
    private(set) var knownBy: [Int: Int] = [:]

    /// - Parameter canonical: what the mail map makes of each signature.
    init(_ signatures: [Signature], canonical: [Signature], mailmap: Mailmap?, decisions: [IdentityDecision]) {
        let keys = canonical.map(Self.key)
        var firstOfKey: [String: Int] = [:]
        let groups = keys.enumerated().map { place, key in
            let first = firstOfKey[key] ?? place
            firstOfKey[key] = first
            return first
        }
        leader = groups
        let sizes = Dictionary(groups.map { ($0, 1) }, uniquingKeysWith: +)
        rules = signatures.indices.map { place in
            if mailmap?.names(signatures[place]) == true { return .mailmap }
            if EmailAddress(canonical[place].email).forgeLogin != nil { return .noreply }
            return sizes[groups[place], default: 1] > 1 ? .email : .alone
        }
        apply(Self.inForce(decisions), to: signatures)
    }

    /// An address names a person, a forge's private address an account; a shared one only together with a name.
    private static func key(_ signature: Signature) -> String {
        let address = EmailAddress(signature.email)
        if let login = address.forgeLogin { return "login \(address.domain) \(login)" }
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

    private mutating func apply(_ decisions: [IdentityDecision], to signatures: [Signature]) {
        let places = Dictionary(signatures.enumerated().map { ($1, $0) }) { first, _ in first }
        // Splits act on what the rules put together, merges on what is left: so no order of commits matters.
        for decision in decisions where decision.action == .split {
            guard let first = places[decision.first], let second = decision.second.flatMap({ places[$0] }) else {
                continue
            }
            if leader[first] == leader[second] { separate(second) }
        }
        for decision in decisions where decision.action == .merge {
            guard let first = places[decision.first], let second = decision.second.flatMap({ places[$0] }) else {
                continue
            }
            join(first, second)
        }
    }

    private mutating func separate(_ place: Int) {
        let old = leader[place]
        let rest = leader.indices.filter { leader[$0] == old && $0 != place }
        if let newLeader = rest.first {
            for other in rest { leader[other] = newLeader }
        }
        leader[place] = place
        rules[place] = .decision
    }

    private mutating func join(_ first: Int, _ second: Int) {
        let (kept, dropped) = (leader[first], leader[second])
        knownBy[kept] = first
        rules[second] = .decision
        guard kept != dropped else { return }
        for place in leader.indices where leader[place] == dropped {
            leader[place] = kept
            rules[place] = .decision
        }
        knownBy[dropped] = nil
    }
}
