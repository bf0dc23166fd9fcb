/// What the knowledge map draws: every module, and how many hold it.
package struct KnowledgeSilosDetails: Codable, Hashable, Sendable {
    package enum State: String, Codable, Sendable {
        /// One active person authors at least 80 % of the files, and nobody else came near in 180 days.
        case silo
        case shared
        /// No change in 12 months: knowledge of it fades, although nobody is a bottleneck.
        case dormant
        /// No file of it has an author who is still active.
        case orphaned
        /// Fewer than 5 files or 10 commits: too little to say.
        case small
    }

    /// Somebody else who changed or reviewed something there in the last 180 days.
    package struct Neighbour: Codable, Hashable, Sendable {
        package var person: Knower
        package var changes: Int
        package var reviews: Int
    }

    package struct Module: Codable, Hashable, Sendable {
        /// The directory; "." for what lies at the top.
        package var path: String
        package var state: State
        package var files: Int
        package var lines: Int
        /// Commits that ever touched it.
        package var commits: Int
        /// The largest share of its files that one active person authors, 0–1; others may author them too.
        package var topShare: Double
        /// That person; nil where no active person authors anything.
        package var holder: Knower?
        /// 1 − H / ln n over the contributors' shares of its commits: 0 all equal, 1 one alone. Nil without commits.
        package var concentration: Double?
        /// Everybody who ever committed there.
        package var contributors: Int
        /// Who is nearest to learning it, nearest first; at most five.
        package var neighbours: [Neighbour]
        /// Seconds since 1970 of the last change; nil where none is known.
        package var lastChangeAt: Int64?
    }

    /// Largest first, then by path.
    package var modules: [Module]
    /// Lines of all source files, and of these in modules of each state.
    package var lines: Int
    package var linesByState: [String: Int]
}
