/// What the page of co-change coupling draws.
package struct CouplingDetails: Codable, Hashable, Sendable {
    /// Two files or two modules that change together. `first` sorts before `second`.
    package struct Pair: Codable, Hashable, Sendable {
        package var first: String
        package var second: String
        /// Change sets with the first, with the second, and with both.
        package var firstRevisions: Int
        package var secondRevisions: Int
        package var shared: Int
        /// `shared` / mean of the two, in percent.
        package var degree: Double
        /// How often the second changed when the first did, 0–1; and the other way round.
        package var confidence: Double
        package var reverseConfidence: Double
        /// How many times more often than by chance.
        package var lift: Double
        /// For two files: whether they lie in different modules.
        package var crossesModules: Bool
    }

    /// Change sets that were counted.
    package var changeSets: Int
    /// Pairs of source files, highest degree first; at most a hundred.
    package var files: [Pair]
    /// A test and what it tests: expected to move together.
    package var tests: [Pair]
    package var modules: [Pair]
    /// How many pairs there are before the lists are cut.
    package var fileCount: Int
    package var testCount: Int
    package var moduleCount: Int
}
