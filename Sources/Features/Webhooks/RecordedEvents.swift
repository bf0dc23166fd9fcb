import Records
import Store

extension Connection {
    /// Tells of deployments that have ended, of incidents and of their ends, as far as that happened within the last day: what a
    /// source that was connected just now tells of the past is no news.
    ///
    /// - Parameter now: seconds since 1970.
    package func emitRecorded(_ saved: Saved, at now: Int64) throws {
        guard !saved.recorded.isEmpty || !saved.resolved.isEmpty,
            try isListened(to: [.deploymentRecorded, .incidentRecorded, .incidentResolved])
        else { return }
        let oldest = now - 86_400
        let deployments = try deployments(saved.recorded.filter { $0.kind == .deployment })
            .filter { $0.finishedAt ?? 0 > oldest }
        let begun = try incidents(saved.recorded.filter { $0.kind == .incident })
            .filter { max($0.startedAt, $0.detectedAt ?? 0) > oldest }
        try emit(deployments.map { .deployment($0, teams: try teams(of: $0), at: now) })
        try emit(
            begun.map {
                .incident(.incidentRecorded, $0, teams: try teams(of: $0), at: min($0.startedAt, now))
            })
        let over = try incidents(Array(saved.resolved)).filter { $0.resolvedAt ?? 0 > oldest }
        try emit(
            over.map {
                .incident(.incidentResolved, $0, teams: try teams(of: $0), at: min($0.resolvedAt ?? now, now))
            })
    }

    /// Those that answer for a repository of which it brought something.
    private func teams(of deployment: Deployment) throws -> Set<String> {
        let names = Set(deployment.commits.filter { $0.repository == nil }.compactMap(\.repositoryName))
        let named = try repositories(named: names)
        let keys = Set(deployment.commits.compactMap(\.repository) + named.values)
        return Set(try teamRepositories().filter { !$0.value.isDisjoint(with: keys) }.keys)
    }

    /// Those of the deployment that somebody tied it to, or of the latest one of its service.
    private func teams(of incident: Incident) throws -> Set<String> {
        let tied = try incident.deployment.flatMap { try deployments([$0]).first }
        let deployment = try tied ?? incident.service.flatMap { try latestDeployment(of: $0) }
        return try deployment.map { try teams(of: $0) } ?? []
    }
}

extension OutgoingEvent {
    fileprivate static func deployment(_ deployment: Deployment, teams: Set<String>, at now: Int64) -> OutgoingEvent {
        let commits = deployment.commits.map { commit -> JSONValue in
            [
                "repository": text(commit.repositoryName ?? commit.repository?.id), "commit": .string(commit.commit),
            ]
        }
        return OutgoingEvent(
            kind: .deploymentRecorded, subject: deployment.key.description,
            happenedAt: min(deployment.finishedAt ?? now, now) * 1000, concern: .teams(teams),
            data: [
                "deployment": .string(deployment.key.description), "service": .string(deployment.service),
                "environment": .string(deployment.environment.rawValue), "result": text(deployment.result?.rawValue),
                "startedAt": instant(deployment.startedAt), "finishedAt": instant(deployment.finishedAt),
                "isFix": flag(deployment.isFix), "isRollback": flag(deployment.isRollback),
                "commits": .array(commits), "teams": .array(teams.sorted().map { .string($0) }),
                "source": text(deployment.url),
            ], link: .delivery(.dora, within: DeliveryChoice(team: teams.count == 1 ? teams.first : nil)))
    }

    /// - Parameter moment: when it began or ended; seconds since 1970.
    fileprivate static func incident(
        _ kind: Kind, _ incident: Incident, teams: Set<String>, at moment: Int64
    ) -> OutgoingEvent {
        OutgoingEvent(
            kind: kind, subject: incident.key.description, happenedAt: moment * 1000, concern: .teams(teams),
            data: [
                "incident": .string(incident.key.description), "title": .string(incident.title),
                "service": text(incident.service), "severity": text(incident.severity),
                "cause": .string(incident.cause.rawValue), "startedAt": instant(incident.startedAt),
                "resolvedAt": instant(incident.resolvedAt), "teams": .array(teams.sorted().map { .string($0) }),
                "source": text(incident.url),
            ], link: .delivery(.incidents, within: DeliveryChoice(team: teams.count == 1 ? teams.first : nil)))
    }

    private static func flag(_ flag: Bool?) -> JSONValue { flag.map { .bool($0) } ?? .null }
}
