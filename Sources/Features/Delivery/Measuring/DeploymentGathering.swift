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
        let deployments = (try db.deployments(gathering.storeScope) ?? []).filter(isOurs)
        found.deployments = deployments.map { DeployedCommits($0, commits: Set($0.commits.map(\.commit))) }
        let services = Set(deployments.map(\.service))
        let keys = Set(deployments.map(\.key))
        found.incidents = try db.incidents(gathering.storeScope)?.filter { incident in
            guard gathering.scope != nil else { return true }
            return incident.deployment.map(keys.contains) ?? incident.service.map(services.contains) ?? false
        }
        return found
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
