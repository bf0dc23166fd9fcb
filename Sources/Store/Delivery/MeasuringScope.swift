import Records

/// What is read of deliveries to measure them.
package struct MeasuringScope: Sendable {
    /// Seconds since 1970. What was over before is not read.
    package var since: Int64
    /// What began then or later is not read.
    package var until: Int64
    /// Nil for everybody's.
    package var team: Part?

    /// What belongs to a team.
    package struct Part: Sendable {
        package var repositories: Set<RecordKey>
        /// Accounts whose pull requests count wherever they are.
        package var authors: Set<RecordKey>

        package init(repositories: Set<RecordKey>, authors: Set<RecordKey>) {
            self.repositories = repositories
            self.authors = authors
        }
    }

    package init(since: Int64, until: Int64, team: Part? = nil) {
        self.since = since
        self.until = until
        self.team = team
    }

    var from: Int64 { Moment.milliseconds(since) }
    var to: Int64 { Moment.milliseconds(until) }
}

/// What a tracker tells of some work, and which pull requests are about it.
package struct StoredWork: Sendable {
    package var items: [WorkItem]
    package var changes: [WorkItemChange]
    package var sprints: [Sprint]
    package var links: [WorkItemLink]
}
