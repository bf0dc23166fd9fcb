import Records

extension CDEvent {
    func records() -> [Record] {
        switch type {
        case "dev.cdevents.service.deployed", "dev.cdevents.service.upgraded", "dev.cdevents.service.rolledback":
            [.deployment(deployment)]
        case "dev.cdevents.incident.detected", "dev.cdevents.incident.reported", "dev.cdevents.incident.resolved":
            [.incident(incident)]
        case "dev.cdevents.taskrun.started", "dev.cdevents.taskrun.finished": [.job(job)]
        default: [.build(build)]
        }
    }

    /// They tell of what has succeeded; failures are not among the events of services.
    private var deployment: Deployment {
        let content = subject.content
        var deployment = Deployment(
            key: PipelineNames.key(.deployment, [subject.id, content.environment, "\(at)"]), service: subject.id,
            environment: content.environment.map { Deployment.Environment(named: $0) } ?? .unknown, state: .finished,
            result: .succeeded,
            commits: (custom?.commits ?? []).map {
                DeployedCommit(repositoryName: $0.repository, commit: $0.commit, branch: $0.branch)
            })
        deployment.originalEnvironment = content.environment
        deployment.originalResult = type
        deployment.startedAt = custom?.startedAt
        deployment.finishedAt = at
        deployment.isRollback = type.hasSuffix("rolledback")
        deployment.url = content.url
        return deployment
    }

    /// It begins when it is noticed, unless the sender knows better.
    private var incident: Incident {
        let isResolved = type.hasSuffix("resolved")
        var incident = Incident(
            key: PipelineNames.key(.incident, [subject.id]), title: subject.content.description ?? subject.id,
            service: subject.content.service, startedAt: custom?.startedAt ?? at, resolvedAt: isResolved ? at : nil)
        incident.detectedAt = type.hasSuffix("detected") ? at : nil
        incident.updatedAt = at
        incident.url = subject.content.url
        return incident
    }

    private var state: Build.State {
        type.hasSuffix("finished") ? .finished : type.hasSuffix("started") ? .running : .queued
    }

    private var result: Build.Result? { subject.content.outcome.flatMap { try? PushedWords.result($0, "outcome") } }

    private var build: Build {
        var build = Build(
            key: PipelineNames.key(.build, [subject.id]), repository: nil,
            name: subject.content.pipelineName ?? "pipeline", state: state,
            result: state == .finished ? result : nil, originalState: type,
            originalResult: subject.content.outcome)
        build.commit = custom?.commits.first?.commit
        build.queuedAt = type.hasSuffix("queued") ? at : nil
        build.startedAt = type.hasSuffix("started") ? at : custom?.startedAt
        build.finishedAt = state == .finished ? at : nil
        build.url = subject.content.url
        return build
    }

    private var job: Job {
        let run = PipelineNames.key(.build, [subject.content.pipelineRun])
        var job = Job(
            key: PipelineNames.key(.job, [subject.id]), build: run, name: subject.content.taskName ?? subject.id,
            state: state, result: state == .finished ? result : nil, originalState: type,
            originalResult: subject.content.outcome)
        job.startedAt = type.hasSuffix("started") ? at : custom?.startedAt
        job.finishedAt = state == .finished ? at : nil
        return job
    }
}
