import Records

extension Telling {
    func part(_ plan: PlannedDeployment) -> Part? {
        guard plan.startedAt <= end else { return nil }
        let repository = organisation.repositories[plan.repository]
        let isOver = plan.finishedAt <= end
        let marks = plan.brought.isEmpty ? [plan.mark] : plan.brought
        var deployment = Deployment(
            key: deployment(plan.repository, plan.number), service: repository.name, environment: plan.environment,
            state: isOver ? .finished : .running, result: isOver ? plan.result : nil,
            commits: marks.map { mark in
                DeployedCommit(
                    repository: organisation.repository(plan.repository),
                    repositoryName: organisation.fullName(repository), commit: repositories.name(mark), branch: "main")
            })
        deployment.originalEnvironment = plan.environment.rawValue
        deployment.originalState = deployment.state.rawValue
        deployment.originalResult = deployment.result?.rawValue
        deployment.createdAt = plan.startedAt
        deployment.startedAt = plan.startedAt
        deployment.finishedAt = isOver ? plan.finishedAt : nil
        if plan.environment == .production {
            deployment.isFix = plan.isFix
            deployment.isRollback = plan.isRollback
        }
        return Part([.deployment(deployment)], at: min(end, plan.finishedAt))
    }

    private func deployment(_ repository: Int, _ number: Int) -> RecordKey {
        organisation.key(.deployment, "\(repository + 1)-\(number)")
    }

    /// Told when it is found, when it stops hurting, and when it is over: it is edited as more is known.
    func parts(_ plan: PlannedIncident) -> [Part] {
        guard plan.detectedAt <= end else { return [] }
        let repository = organisation.repositories[plan.repository]
        var incident = Incident(
            key: organisation.key(.incident, "\(plan.repository + 1)-\(plan.number)"), title: plan.title,
            service: repository.name, startedAt: plan.detectedAt)
        incident.severity = "minor"
        incident.detectedAt = plan.detectedAt
        incident.updatedAt = plan.detectedAt
        incident.url = "https://\(organisation.host)/incidents/\(repository.name)-\(plan.number)"
        var told = [incident]
        if plan.mitigatedAt <= end {
            incident.severity = plan.severity
            incident.startedAt = plan.startedAt
            incident.cause = .deployment
            incident.deployment = plan.deployment.map { deployment(plan.repository, $0) }
            incident.mitigatedAt = plan.mitigatedAt
            incident.updatedAt = plan.mitigatedAt
            told.append(incident)
        }
        if plan.resolvedAt <= end {
            incident.resolvedAt = plan.resolvedAt
            incident.updatedAt = plan.resolvedAt
            told.append(incident)
        }
        return told.map { Part([.incident($0)], at: $0.updatedAt ?? plan.startedAt) }
    }

    func part(_ plan: PlannedRelease) -> Part? {
        guard plan.at <= end else { return nil }
        let repository = organisation.repositories[plan.repository]
        var release = Release(
            key: organisation.key(.release, "\(plan.repository + 1)-\(plan.tag)"),
            repository: organisation.repository(plan.repository), name: plan.tag, tag: plan.tag, createdAt: plan.at,
            publishedAt: plan.at)
        release.commit = repositories.name(plan.mark)
        release.url = "\(organisation.address(repository))/releases/\(plan.tag)"
        return Part([.release(release)], at: plan.at)
    }
}
