/// Names that differ in a letter or two: at least 0.93 alike (HANDBOOK B1).
///
/// One differing letter leaves the first or the last seven letters of both names as they are, since below fifteen
/// letters one is already too much. So names are compared only with those that begin or end like them, and of these only
/// with the nearest in the alphabet: what thousands of people cost grows with their number, not its square. A pair that
/// differs near both ends can be missed.
struct NearNames {
    /// Each pair once.
    let pairs: [(String, String)]

    private static let likeness = 0.93
    private static let shortest = 14
    private static let commonLetters = 7
    private static let nearest = 40

    /// - Parameter names: distinct and sorted.
    init(_ names: [String]) {
        let texts = names.map { $0.unicodeScalars.map(\.value) }
        let long = texts.indices.filter { texts[$0].count >= Self.shortest }
        var found: Set<[Int]> = []
        for read in [texts, texts.map { $0.reversed() }] {
            let order = long.sorted { read[$0].lexicographicallyPrecedes(read[$1]) }
            for (rank, one) in order.enumerated() {
                for other in order[(rank + 1)...].prefix(Self.nearest) {
                    guard read[other].starts(with: read[one].prefix(Self.commonLetters)) else { break }
                    if Likeness.of(texts[one], texts[other], atLeast: Self.likeness) != nil {
                        found.insert([min(one, other), max(one, other)])
                    }
                }
            }
        }
        pairs = found.sorted { $0.lexicographicallyPrecedes($1) }.map { (names[$0[0]], names[$0[1]]) }
    }
}
