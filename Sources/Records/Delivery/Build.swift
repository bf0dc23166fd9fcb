/// One run of a pipeline over one commit. Each attempt is a run of its own.
package struct Build: Codable, Hashable, Sendable {
    package enum Result: String, Codable, Sendable {
        case succeeded, failed
        /// By somebody, or because a newer one came.
        case cancelled
        case skipped
    }

    package enum State: String, Codable, Sendable {
        case queued, running, finished
    }

    package var key: RecordKey
    package var repository: RecordKey?
    /// The pipeline's or workflow's name.
    package var name: String
    package var number: Int?
    /// From 1; repeats of the same run count on.
    package var attempt: Int
    package var state: State
    /// Nil until finished.
    package var result: Result?
    package var originalState: String
    package var originalResult: String?
    package var branch: String?
    package var commit: String?
    package var pullRequests: [RecordKey]
    /// What started it: `push`, `schedule`.
    package var trigger: String?
    package var queuedAt: Int64?
    package var startedAt: Int64?
    package var finishedAt: Int64?
    package var url: String?

    package init(
        key: RecordKey, repository: RecordKey?, name: String, attempt: Int = 1, state: State, result: Result? = nil,
        originalState: String, originalResult: String? = nil
    ) {
        self.key = key
        self.repository = repository
        self.name = name
        self.attempt = attempt
        self.state = state
        self.result = result
        self.originalState = originalState
        self.originalResult = originalResult
        pullRequests = []
    }

    /// Whether it ran over what merging a merge request of GitLab would give: a commit that is in no branch.
    package var isOfMergedResult: Bool { trigger == "merge_request_event" && branch?.hasSuffix("/merge") ?? false }
}

/// A part of a build that runs by itself.
package struct Job: Codable, Hashable, Sendable {
    package var key: RecordKey
    package var build: RecordKey
    package var name: String
    package var stage: String?
    package var state: Build.State
    package var result: Build.Result?
    package var originalState: String
    package var originalResult: String?
    /// May fail without failing the build.
    package var mayFail: Bool
    package var queuedAt: Int64?
    package var startedAt: Int64?
    package var finishedAt: Int64?

    package init(
        key: RecordKey, build: RecordKey, name: String, stage: String? = nil, state: Build.State,
        result: Build.Result? = nil, originalState: String, originalResult: String? = nil, mayFail: Bool = false
    ) {
        self.key = key
        self.build = build
        self.name = name
        self.stage = stage
        self.state = state
        self.result = result
        self.originalState = originalState
        self.originalResult = originalResult
        self.mayFail = mayFail
    }
}
