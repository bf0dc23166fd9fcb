/// Pairs of people who may be one. Found by three likenesses, strongest first, and never applied.
///
/// The same full name; the same part before the @, six letters or more, at different places; names that differ in at
/// most seven letters of a hundred (Levenshtein; see `NearNames`).
struct IdentitySuggestions {
    private(set) var all: [Identities.Suggestion] = []

    private let people: [Person]
    private let apart: Set<[Int32]>
    private var seen: Set<[Int32]> = []

    private static let shortestLocalPart = 6
    /// Of more people who share something, each is paired with the first alone: enough to join them all, and few to read.
    private static let mostPairedWithEachOther = 8

    /// - Parameters:
    ///   - people: sorted by id.
    ///   - accounts: the signatures of each.
    ///   - apart: pairs of places that somebody has said are two.
    init(people: [Person], accounts: [[Signature]], apart: Set<[Int32]>) {
        self.people = people
        self.apart = apart
        let humans = people.indices.filter { people[$0].kind == .human }
        let bearers = Self.sharing(humans) { place in
            accounts[place].map { FullName($0.name) }.filter(\.isFull).map(\.text)
        }
        for places in bearers.values { suggest(Self.pairs(places), .sameName) }
        for places in Self.sharing(humans, { accounts[$0].compactMap(Self.localPart) }).values {
            suggest(Self.pairs(places), .sameLocalPart)
        }
        for (one, other) in NearNames(bearers.keys.sorted()).pairs {
            let (left, right) = (bearers[one] ?? [], bearers[other] ?? [])
            // Who bears one name is already paired with the first who does.
            suggest(
                left.prefix(Self.mostPairedWithEachOther).flatMap { left in
                    right.prefix(Self.mostPairedWithEachOther).map { [min(left, $0), max(left, $0)] }
                }, .similarName)
        }
        all.sort { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    /// The people under each text, ascending.
    private static func sharing(_ humans: [Int], _ texts: (Int) -> [String]) -> [String: [Int32]] {
        var places: [String: [Int32]] = [:]
        for human in humans {
            for text in Set(texts(human)) { places[text, default: []].append(Int32(human)) }
        }
        return places
    }

    private static func localPart(_ signature: Signature) -> String? {
        let address = EmailAddress(signature.email)
        let part = address.forgeLogin ?? address.local
        return address.isShared || part.count < shortestLocalPart ? nil : part
    }

    private static func pairs(_ places: [Int32]) -> [[Int32]] {
        let firsts = places.count > mostPairedWithEachOther ? 0..<1 : places.indices
        return firsts.flatMap { first in places[(first + 1)...].map { [places[first], $0] } }
    }

    /// A reason that was given for a pair before is stronger, and stays.
    private mutating func suggest(_ pairs: [[Int32]], _ reason: Identities.Suggestion.Reason) {
        for pair in pairs where pair[0] != pair[1] && !apart.contains(pair) && seen.insert(pair).inserted {
            all.append(.init(first: people[Int(pair[0])].id, second: people[Int(pair[1])].id, reason: reason))
        }
    }
}
