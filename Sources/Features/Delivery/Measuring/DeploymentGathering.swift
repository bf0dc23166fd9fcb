import Records
import Store

/// Deployments with what each brought, and incidents, as far as they are a team's.
struct DeploymentGathering {
    struct Found {
        var deployments: [DeployedCommits] = []
        var incidents: [Incident]?
        var commits: [String: AuthoredCommit] = [:]
    }

    private let gathering: DeliveryGathering

    init(_ gathering: DeliveryGathering) { self.gathering = gathering }

    func gathered(_ db: any Connection) throws -> Found {
        var found = Found()
        let deployments = (try db.deployments(gathering.storeScope) ?? []).filter(isOurs).map(named)
        let ranges = try ranges(of: deployments, db)
        found.deployments = deployments.map { deployment in
            // Without a history, what was deployed is all that is known of what came with it.
            DeployedCommits(
                deployment, commits: ranges[deployment.key] ?? Set(deployment.commits.map(\.commit)))
        }
        found.commits = try commits(in: found.deployments, db)
        let services = Set(deployments.map(\.service))
        let keys = Set(deployments.map(\.key))
        found.incidents = try db.incidents(gathering.storeScope)?.filter { incident in
            guard gathering.scope != nil else { return true }
            return incident.deployment.map(keys.contains) ?? incident.service.map(services.contains) ?? false
        }
        return found
    }

    /// What each successful deployment to production brought, by the histories of those of its repositories that are read.
    private func ranges(of deployments: [Deployment], _ db: any Connection) throws -> [RecordKey: Set<String>] {
        let histories = gathering.source.histories
        var graphs: [String: CommitGraph] = [:]
        for key in Set(deployments.flatMap { $0.commits.compactMap(\.repository) }) {
            if let id = histories[key] { graphs[key.description] = try db.commitGraph(of: id) }
        }
        let told = deployments.filter { deployment in
            !deployment.commits.isEmpty
                && deployment.commits.allSatisfy { $0.repository.map { graphs[$0.description] != nil } ?? false }
        }
        let ranges = DeployedCommits.ranges(of: told, in: graphs)
        return Dictionary(ranges.map { ($0.deployment.key, $0.commits) }) { first, _ in first }
    }

    private func commits(
        in deployments: [DeployedCommits], _ db: any Connection
    ) throws -> [String: AuthoredCommit] {
        var wanted: [Repository.ID: Set<String>] = [:]
        for deployed in deployments {
            for id in Set(deployed.deployment.commits.compactMap { gathering.source.histories[$0.repository] }) {
                wanted[id, default: []].formUnion(deployed.commits)
            }
        }
        var commits: [String: AuthoredCommit] = [:]
        for (id, names) in wanted { commits.merge(try db.authoredCommits(names, in: id)) { first, _ in first } }
        return commits
    }

    /// With the key of a repository that is told by its name alone.
    private func named(_ deployment: Deployment) -> Deployment {
        var deployment = deployment
        for place in deployment.commits.indices where deployment.commits[place].repository == nil {
            deployment.commits[place].repository = deployment.commits[place].repositoryName
                .flatMap(gathering.source.repository(named:))
        }
        return deployment
    }

    /// Of a repository that the team answers for.
    private func isOurs(_ deployment: Deployment) -> Bool {
        guard let scope = gathering.scope else { return true }
        let names = Set(scope.repositories.compactMap { gathering.source.names[$0] })
        return deployment.commits.contains { commit in
            commit.repository.map(scope.repositories.contains) ?? commit.repositoryName.map(names.contains) ?? false
        }
    }
}
