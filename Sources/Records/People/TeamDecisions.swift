/// The team's decisions in force, by the places of the signatures that they speak of.
struct TeamDecisions {
    struct Pair {
        var isSplit: Bool
        var first: Int
        var second: Int
    }

    /// Of several on one pair the latest.
    private(set) var newestFirst: [Pair] = []
    /// By place: the kind that was decided, and how late among all decisions.
    private(set) var kinds: [Int: (kind: Person.Kind, order: Int)] = [:]

    /// - Parameter decisions: oldest first. One about a signature that does not occur is in force nowhere.
    init(_ decisions: [IdentityDecision], _ signatures: [Signature]) {
        guard !decisions.isEmpty else { return }
        let places = Dictionary(signatures.enumerated().map { ($1.bytes, $0) }) { first, _ in first }
        var seen: Set<[Int]> = []
        for (order, decision) in decisions.enumerated().reversed() {
            guard let first = places[decision.first.bytes] else { continue }
            if decision.action == .classify {
                if kinds[first] == nil, let kind = decision.kind { kinds[first] = (kind, order) }
                continue
            }
            guard let second = decision.second.flatMap({ places[$0.bytes] }), first != second,
                seen.insert([min(first, second), max(first, second)]).inserted
            else { continue }
            newestFirst.append(Pair(isSplit: decision.action == .split, first: first, second: second))
        }
    }

    var splits: [Pair] { newestFirst.filter(\.isSplit) }
}
