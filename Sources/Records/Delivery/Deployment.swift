/// A change that reached an environment, or tried to.
package struct Deployment: Codable, Hashable, Sendable {
    package enum Environment: String, Codable, Sendable {
        case production, staging, testing
        /// Neither the source nor a rule of the team says.
        case unknown
    }

    package var key: RecordKey
    /// What is deployed: the service's name, or the repository's where nothing else is said.
    package var service: String
    package var environment: Environment
    package var originalEnvironment: String?
    package var state: Build.State
    package var result: Build.Result?
    package var originalState: String?
    package var originalResult: String?
    package var createdAt: Int64?
    package var startedAt: Int64?
    package var finishedAt: Int64?
    /// What was deployed from each repository.
    package var commits: [DeployedCommit]
    /// Unplanned, to mend what users saw (HANDBOOK A5).
    package var isFix: Bool?
    package var isRollback: Bool?
    package var url: String?

    package init(
        key: RecordKey, service: String, environment: Environment, state: Build.State, result: Build.Result? = nil,
        commits: [DeployedCommit] = []
    ) {
        self.key = key
        self.service = service
        self.environment = environment
        self.state = state
        self.result = result
        self.commits = commits
    }
}

/// What a deployment brought of one repository.
package struct DeployedCommit: Codable, Hashable, Sendable {
    /// Nil where only an address or a name is known.
    package var repository: RecordKey?
    package var repositoryName: String?
    package var commit: String
    package var branch: String?

    package init(repository: RecordKey? = nil, repositoryName: String? = nil, commit: String, branch: String? = nil) {
        self.repository = repository
        self.repositoryName = repositoryName
        self.commit = commit
        self.branch = branch
    }
}

/// Users were, or might have been, affected.
package struct Incident: Codable, Hashable, Sendable {
    package enum Cause: String, Codable, Sendable {
        case deployment
        /// A data centre, a supplier: nothing that was changed.
        case other
        case unknown
    }

    package var key: RecordKey
    package var title: String
    package var service: String?
    package var severity: String?
    package var cause: Cause
    /// The deployment that it is linked to by somebody, not inferred.
    package var deployment: RecordKey?
    /// When it began to hurt.
    package var startedAt: Int64
    package var detectedAt: Int64?
    package var mitigatedAt: Int64?
    /// When service was restored; nil while it is going on.
    package var resolvedAt: Int64?
    package var updatedAt: Int64?
    package var url: String?

    package init(
        key: RecordKey, title: String, service: String? = nil, cause: Cause = .unknown, startedAt: Int64,
        resolvedAt: Int64? = nil
    ) {
        self.key = key
        self.title = title
        self.service = service
        self.cause = cause
        self.startedAt = startedAt
        self.resolvedAt = resolvedAt
    }
}

/// A version handed to those who use it.
package struct Release: Codable, Hashable, Sendable {
    package var key: RecordKey
    package var repository: RecordKey
    package var name: String
    package var tag: String
    package var commit: String?
    package var isDraft: Bool
    package var isPrerelease: Bool
    package var createdAt: Int64?
    package var publishedAt: Int64?
    package var url: String?

    package init(
        key: RecordKey, repository: RecordKey, name: String, tag: String, isDraft: Bool = false,
        isPrerelease: Bool = false, createdAt: Int64? = nil, publishedAt: Int64? = nil
    ) {
        self.key = key
        self.repository = repository
        self.name = name
        self.tag = tag
        self.isDraft = isDraft
        self.isPrerelease = isPrerelease
        self.createdAt = createdAt
        self.publishedAt = publishedAt
    }
}
