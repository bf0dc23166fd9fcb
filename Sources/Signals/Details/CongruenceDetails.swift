/// What the page about congruence draws. Only numbers of pairs: who they are is told to themselves alone.
package struct CongruenceDetails: Codable, Hashable, Sendable {
    package var people: Int
    package var files: Int
    package var neededPairs: Int
    package var metPairs: Int
    /// Pairs that worked together without the code asking for it.
    package var otherPairs: Int
}
