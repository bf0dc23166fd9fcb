/// What the pairing page draws: who last paired with whom, and who could next.
package struct PairingCoverageDetails: Codable, Hashable, Sendable {
    package struct Pair: Codable, Hashable, Sendable {
        /// Places in `people`; `first` is the smaller.
        package var first: Int
        package var second: Int
        /// Whole days since they last paired; nil where no trailer ever named both.
        package var daysSince: Int?
    }

    /// Active humans, by id. At most sixty: above that `people`, `pairs` and `offers` are empty, because a matrix of
    /// a whole company helps nobody.
    package var people: [Knower]
    /// Every pair of `people`, in the order of the matrix.
    package var pairs: [Pair]
    /// One offer for everybody: pairs that have not met for longest. With an odd number one person is in none.
    package var offers: [Pair]
    /// Active humans and possible pairs, also where the lists are cut.
    package var activePeople: Int
    package var possiblePairs: Int
    package var pairedWithin30Days: Int
    package var pairedWithin90Days: Int
}
