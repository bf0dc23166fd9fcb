/// Builds that deploy, for teams whose pipelines are their only word about deployments.
package struct BuildDeployments: Sendable {
    /// What is deployed, by its build.
    package var service: @Sendable (Build) -> String
    /// Whether a build as a whole is a deployment, and whether one of its jobs makes it one.
    package var isDeployment: @Sendable (Build) -> Bool
    package var deploys: @Sendable (Job) -> Bool
    /// Where to. Nil where neither says it; then it is unknown.
    package var environment: @Sendable (Build, [Job]) -> String?

    package init(
        service: @escaping @Sendable (Build) -> String, isDeployment: @escaping @Sendable (Build) -> Bool,
        deploys: @escaping @Sendable (Job) -> Bool, environment: @escaping @Sendable (Build, [Job]) -> String?
    ) {
        self.service = service
        self.isDeployment = isDeployment
        self.deploys = deploys
        self.environment = environment
    }

    /// One deployment for each build that deploys, however many of its jobs do: to several regions, say.
    ///
    /// It has the build's result and times. A build that was skipped, or of which every deploying job was, deployed nothing.
    ///
    /// - Parameter named: reads an environment's name.
    package func deployments(
        of builds: [Build], jobs: [Job], named: (String) -> Deployment.Environment
    ) -> [Deployment] {
        let byBuild = Dictionary(grouping: jobs.filter { deploys($0) && $0.result != .skipped }, by: \.build)
        return builds.compactMap { build in
            let deploying = byBuild[build.key] ?? []
            guard build.result != .skipped, isDeployment(build) || !deploying.isEmpty else { return nil }
            return deployment(of: build, deploying, named: named)
        }
    }

    private func deployment(
        of build: Build, _ jobs: [Job], named: (String) -> Deployment.Environment
    ) -> Deployment {
        let name = environment(build, jobs)
        var deployment = Deployment(
            key: build.key.other(.deployment, "build-\(build.key.id)"), service: service(build),
            environment: name.map(named) ?? .unknown, state: build.state, result: build.result,
            commits: build.commit.map {
                [DeployedCommit(repository: build.repository, commit: $0, branch: build.branch)]
            } ?? [])
        deployment.originalEnvironment = name
        deployment.originalState = build.originalState
        deployment.originalResult = build.originalResult
        deployment.createdAt = build.queuedAt
        deployment.startedAt = build.startedAt
        deployment.finishedAt = build.finishedAt
        deployment.url = build.url
        return deployment
    }
}
