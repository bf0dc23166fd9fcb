extension DeployedCommits {
    /// The successful deployments to production, with the commits that each brought (HANDBOOK A2).
    ///
    /// Each is compared with the last successful one of the same service and repository before it. The first of all has
    /// nothing to be compared with and brings none: what was there before anybody looked was not deployed by it.
    ///
    /// - Parameter graphs: of repositories, by their keys, or by their names where a deployment knows only these.
    package static func ranges(of deployments: [Deployment], in graphs: [String: CommitGraph]) -> [DeployedCommits] {
        var last: [String: String] = [:]
        let done = deployments.filter { $0.environment == .production && $0.result == .succeeded }
        return done.sorted(by: isBefore).map { deployment in
            var commits: Set<String> = []
            for deployed in deployment.commits {
                guard let repository = deployed.repository?.description ?? deployed.repositoryName else { continue }
                let place = "\(deployment.service)\n\(repository)"
                if let before = last[place], let graph = graphs[repository] {
                    commits.formUnion(graph.commits(in: deployed.commit, notIn: before))
                }
                last[place] = deployed.commit
            }
            return DeployedCommits(deployment, commits: commits)
        }
    }

    private static func isBefore(_ one: Deployment, _ other: Deployment) -> Bool {
        let (at, otherAt) = (one.finishedAt ?? one.createdAt ?? 0, other.finishedAt ?? other.createdAt ?? 0)
        return at != otherAt ? at < otherAt : one.key < other.key
    }
}
