/// Groups that grow by joining two of them, unless something said earlier keeps them apart.
struct IdentityTies {
    private var parent: [Int]
    private var apart: [(first: Int, second: Int)] = []
    /// By root.
    private var knownBy: [Int: Int] = [:]

    init(count: Int) { parent = Array(0..<count) }

    mutating func keepApart(_ first: Int, _ second: Int) { apart.append((first, second)) }

    /// Does nothing where the two groups hold a pair that was to be kept apart.
    mutating func join(_ first: Int, _ second: Int, knownBy name: Int? = nil) {
        let (kept, dropped) = (root(first), root(second))
        if kept != dropped {
            for pair in apart {
                let (one, other) = (root(pair.first), root(pair.second))
                if one == kept && other == dropped || one == dropped && other == kept { return }
            }
        }
        // Whoever named the group before is stronger, and the first group's name before the second's.
        let known = knownBy[kept] ?? knownBy[dropped] ?? name
        parent[dropped] = kept
        knownBy[dropped] = nil
        knownBy[kept] = known
    }

    /// For every place the first place of its group; and by that, the place by which the group is known.
    mutating func groups() -> (leader: [Int], knownBy: [Int: Int]) {
        var firstOfRoot: [Int: Int] = [:]
        let leader = parent.indices.map { place in
            let root = root(place)
            let first = firstOfRoot[root] ?? place
            firstOfRoot[root] = first
            return first
        }
        let named = knownBy.map { (firstOfRoot[$0.key] ?? $0.key, $0.value) }
        return (leader, Dictionary(named) { first, _ in first })
    }

    private mutating func root(_ place: Int) -> Int {
        var place = place
        while parent[place] != place {
            parent[place] = parent[parent[place]]
            place = parent[place]
        }
        return place
    }
}
