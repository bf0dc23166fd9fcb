import Records

/// Deployments to production as people count them: several records of one are one (HANDBOOK A1).
///
/// Regions and jobs of one pipeline run, and repeats of what already runs there, carry the same commits one after another.
struct Rollouts: Sendable {
    struct Rollout: Hashable, Sendable {
        var service: String
        /// By time; the first names it.
        var keys: [RecordKey]
        var startedAt: Int64
        /// Of the last region.
        var finishedAt: Int64
        /// Each repository with its commit, as deployed; empty where nobody says.
        var head: [String]
        /// All that came with it.
        var commits: Set<String>
        var isFix: Bool?
        var isRollback: Bool
        /// Records beyond the first that were folded into it.
        var repeats = 0
    }

    /// By time.
    let all: [Rollout]
    let timeframe: Timeframe
    /// Records of the timeframe that failed before they changed anything.
    let failedBefore: Int
    /// Places of each service's, by time.
    private let ofService: [String: [Int]]

    /// Regions of one deployment follow each other within this time.
    private static let pause: Int64 = 3600

    init(_ evidence: DeliveryEvidence) {
        timeframe = evidence.timeframe
        let production = evidence.deployments.filter { $0.deployment.environment == .production }
        let range = evidence.timeframe
        let done = production.filter { $0.deployment.result == .succeeded && $0.at.map { $0 <= range.end } ?? false }
        failedBefore = production.count {
            $0.deployment.result == .failed && $0.at.map { $0 < range.end && $0 >= range.start ?? .min } ?? false
        }
        let services = Dictionary(grouping: done, by: \.deployment.service)
        let all = services.flatMap { Self.folded($0.value) }.sorted {
            ($0.finishedAt, $0.service, $0.keys[0]) < ($1.finishedAt, $1.service, $1.keys[0])
        }
        ofService = Dictionary(grouping: all.indices, by: { all[$0].service })
        self.all = all
    }

    private static func folded(_ deployments: [DeployedCommits]) -> [Rollout] {
        let ordered = deployments.sorted {
            ($0.at ?? 0, $0.deployment.key) < ($1.at ?? 0, $1.deployment.key)
        }
        let tellsCommits = ordered.contains { !$0.commits.isEmpty }
        var folded: [Rollout] = []
        var seen: Set<[String]> = []
        for deployed in ordered {
            let next = Rollout(deployed)
            if let last = folded.last, !next.head.isEmpty, last.head == next.head {
                folded[folded.count - 1].fold(next, isRegion: next.startedAt <= last.finishedAt + pause)
                continue
            }
            var rollout = next
            // What ran before is there again, and nothing new came.
            let goesBack = tellsCommits && deployed.commits.isEmpty && seen.contains(next.head)
            rollout.isRollback = deployed.deployment.isRollback ?? goesBack
            if !next.head.isEmpty { seen.insert(next.head) }
            folded.append(rollout)
        }
        return folded
    }

    var places: [Int] { all.indices.filter { isInside(all[$0].finishedAt) } }

    func isInside(_ instant: Int64) -> Bool { instant < timeframe.end && instant >= timeframe.start ?? .min }

    /// The last of the same service before a place that `fits`.
    func before(_ place: Int, where fits: (Rollout) -> Bool) -> Int? {
        let own = ofService[all[place].service] ?? []
        return own.prefix { $0 < place }.last { fits(all[$0]) }
    }

    /// The last of a service that had ended at an instant. Without a name only where there is one service alone.
    func last(of service: String?, at instant: Int64) -> Int? {
        let own = service.map { ofService[$0] ?? [] } ?? (ofService.count == 1 ? Array(all.indices) : [])
        var (low, high) = (0, own.count)
        while low < high {
            let middle = (low + high) / 2
            if all[own[middle]].finishedAt <= instant { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? own[low - 1] : nil
    }

    /// Whether what concerns a service concerns this one.
    func concerns(_ service: String?, _ place: Int) -> Bool {
        service.map { $0 == all[place].service } ?? (ofService.count == 1)
    }
}

extension Rollouts.Rollout {
    fileprivate init(_ deployed: DeployedCommits) {
        let deployment = deployed.deployment
        let finished = deployed.at ?? 0
        self.init(
            service: deployment.service, keys: [deployment.key],
            startedAt: min(deployment.startedAt ?? deployment.createdAt ?? finished, finished), finishedAt: finished,
            head: deployment.commits.map {
                "\($0.repository?.description ?? $0.repositoryName ?? "")\n\($0.commit)"
            }.sorted(), commits: deployed.commits, isFix: deployment.isFix,
            isRollback: deployment.isRollback ?? false)
    }

    fileprivate mutating func fold(_ other: Self, isRegion: Bool) {
        keys += other.keys
        commits.formUnion(other.commits)
        if isRegion { finishedAt = max(finishedAt, other.finishedAt) }
        if let fix = other.isFix { isFix = (isFix ?? false) || fix }
        isRollback = isRollback || other.isRollback
        repeats += 1
    }
}

extension DeployedCommits {
    /// When it was done.
    var at: Int64? { deployment.finishedAt ?? deployment.startedAt }
}
