/// What a code host said about one thing that may stand in the way of a pull request, at the moment it was asked.
///
/// Hosts tell these things of the present alone. So each telling is kept with its instant, which is not part of it: whoever reads
/// the answer knows when it came.
package struct ObstacleSighting: Codable, Hashable, Sendable {
    package var pullRequest: RecordKey
    package var kind: PullRequestHistory.Obstacle.Kind
    package var stands: Bool
    /// The branch's newest commit, of which it is said; nil where that is not told.
    package var head: String?
    /// As the host names what stands there: the pull requests that come first.
    package var what: String?

    package init(
        _ kind: PullRequestHistory.Obstacle.Kind, of pullRequest: RecordKey, stands: Bool, head: String? = nil,
        what: String? = nil
    ) {
        self.pullRequest = pullRequest
        self.kind = kind
        self.stands = stands
        self.head = head
        self.what = what
    }
}

/// One, and when it was told.
package struct SeenObstacle: Hashable, Sendable {
    package var sighting: ObstacleSighting
    /// Seconds since 1970.
    package var at: Int64

    package init(_ sighting: ObstacleSighting, at: Int64) {
        self.sighting = sighting
        self.at = at
    }
}
