/// Pairs of people who may be one. Found by three likenesses, strongest first, and never applied.
///
/// The same full name; the same part before the @, six letters or more, at different places; names that differ in at
/// most seven letters of a hundred (Levenshtein). Names are compared only where they share their first or last four letters,
/// so that thousands of people take milliseconds.
struct IdentitySuggestions {
    private(set) var all: [Identities.Suggestion] = []

    private let people: [Person]
    private let apart: Set<[Int32]>
    private var seen: Set<[Int32]> = []

    private static let likeness = 0.93
    private static let shortestLocalPart = 6

    /// - Parameters:
    ///   - people: sorted by id.
    ///   - accounts: the signatures of each.
    ///   - apart: pairs of places that somebody has said are two.
    init(people: [Person], accounts: [[Signature]], apart: Set<[Int32]>) {
        self.people = people
        self.apart = apart
        let humans = people.indices.filter { people[$0].kind == .human }
        let names = humans.map { place in (place, Set(accounts[place].map { FullName($0.name) }.filter(\.isFull))) }
        suggest(pairs(names.flatMap { place, names in names.map { ($0.text, place) } }), .sameName)
        let locals = humans.flatMap { place in Set(accounts[place].compactMap(Self.localPart)).map { ($0, place) } }
        suggest(pairs(locals), .sameLocalPart)
        suggestSimilar(names.flatMap { place, names in names.map { (Array($0.text.utf8), place) } })
        all.sort { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    private static func localPart(_ signature: Signature) -> String? {
        let address = EmailAddress(signature.email)
        let part = address.forgeLogin ?? address.local
        return address.isShared || part.count < shortestLocalPart ? nil : part
    }

    private mutating func suggest(_ pairs: [[Int32]], _ reason: Identities.Suggestion.Reason) {
        for pair in pairs where !apart.contains(pair) && seen.insert(pair).inserted {
            all.append(.init(first: people[Int(pair[0])].id, second: people[Int(pair[1])].id, reason: reason))
        }
    }

    /// Every two people under one key. A key that more than eight share is a common word, and tells nothing.
    private func pairs(_ keyed: [(String, Int)]) -> [[Int32]] {
        let groups = Dictionary(grouping: keyed, by: \.0).mapValues { Set($0.map { Int32($0.1) }).sorted() }
        return groups.values.filter { (2...8).contains($0.count) }.flatMap { places in
            places.indices.flatMap { first in places[(first + 1)...].map { [places[first], $0] } }
        }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private mutating func suggestSimilar(_ names: [(text: [UInt8], place: Int)]) {
        let blocks =
            Dictionary(grouping: names) { $0.text.prefix(4) }.values.map(\.self)
            + Dictionary(grouping: names) { $0.text.suffix(4) }.values.map(\.self)
        var found: [[Int32]] = []
        for block in blocks {
            for (number, one) in block.enumerated() {
                for other in block[(number + 1)...] where one.place != other.place && one.text != other.text {
                    guard Likeness.of(one.text, other.text, atLeast: Self.likeness) != nil else { continue }
                    found.append([Int32(one.place), Int32(other.place)].sorted())
                }
            }
        }
        suggest(found.sorted { $0.lexicographicallyPrecedes($1) }, .similarName)
    }
}
