/// A stretch of harm by one deployment; what comes back within a day is the same one.
struct FailureEpisode: Hashable, Sendable {
    var rollout: Int
    var start: Int64
    var end: Int64?
    var cameBack = false

    /// Nil for clocks that disagree by five minutes or more.
    func seconds(now: Int64) -> Int64? {
        let seconds = (end ?? now) - start
        return seconds >= 0 ? seconds : seconds > -ClockRules.skew ? 0 : nil
    }

    static func all(_ failures: DeploymentFailures) -> [FailureEpisode] {
        Dictionary(grouping: failures.failures, by: \.rollout).flatMap { rollout, all in
            // An incident knows when it hurt; what took the change back is a stand-in for it.
            let incidents = all.filter { $0.kind == .incident }
            // Of what somebody said nobody knows how long it lasted.
            return joined(rollout, incidents.isEmpty ? all.filter { $0.kind != .verdict } : incidents)
        }.sorted { ($0.start, $0.rollout) < ($1.start, $1.rollout) }
    }

    private static func joined(_ rollout: Int, _ failures: [DeploymentFailures.Failure]) -> [FailureEpisode] {
        var episodes: [FailureEpisode] = []
        for failure in failures.sorted(by: { ($0.start, $0.end ?? .max) < ($1.start, $1.end ?? .max) }) {
            if let last = episodes.last, failure.start <= last.end.map({ $0 + DeploymentFailures.window }) ?? .max {
                let place = episodes.count - 1
                episodes[place].cameBack = last.cameBack || last.end.map { failure.start > $0 } ?? false
                episodes[place].end = last.end.flatMap { end in failure.end.map { max(end, $0) } }
            } else {
                episodes.append(FailureEpisode(rollout: rollout, start: failure.start, end: failure.end))
            }
        }
        return episodes
    }
}
