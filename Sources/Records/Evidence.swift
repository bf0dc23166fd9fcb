/// Everything a signal may see of one repository: what happened, who it was, and what lies there now.
///
/// The history is in order and holds all commits, also those before the timeframe, because who wrote a file is not
/// a matter of twelve weeks. A signal about recent activity asks `timeframe`; one about knowledge reads it all up to
/// `timeframe.end`.
package struct Evidence: Sendable {
    package var repository: Repository
    package let history: History
    package let lineage: FileLineage
    package var identities: Identities
    package var snapshot: Snapshot
    package var tags: [Tag]
    package var timeframe: Timeframe
    package var options: Options

    /// What somebody chose for this reading. The defaults are HANDBOOK's.
    package struct Options: Codable, Hashable, Sendable {
        /// Off until switched on: it looks at when people work (HANDBOOK C5).
        package var afterHours = false
        /// Public holidays of the team's country, for after-hours work.
        package var holidays: Set<CivilDay> = []
        package var publishedTruckFactor = false
        /// False when renames were read as a deletion and an addition.
        package var followsRenames = true
        /// Only paths under these prefixes belong to the team; empty means all.
        package var pathRules: [String] = []

        package init() {}
    }

    /// - Parameter history: in any order.
    package init(
        repository: Repository, history: History, identities: Identities, snapshot: Snapshot, tags: [Tag] = [],
        timeframe: Timeframe, options: Options = Options()
    ) {
        self.repository = repository
        self.history = history.inOrder()
        self.lineage = FileLineage(self.history)
        self.identities = identities
        self.snapshot = snapshot
        self.tags = tags
        self.timeframe = timeframe
        self.options = options
    }

    /// When it is, for everything that is still going on.
    package var now: Int64 { timeframe.end }
}
