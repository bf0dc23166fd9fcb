/// A commit as the history tells of it, for numbers about when changes were written.
package struct AuthoredCommit: Codable, Hashable, Sendable {
    /// By the author's clock, in seconds since 1970; a rebase keeps it.
    package var authoredAt: Int64
    package var isMerge: Bool
    package var isByMachine: Bool

    package init(authoredAt: Int64, isMerge: Bool = false, isByMachine: Bool = false) {
        self.authoredAt = authoredAt
        self.isMerge = isMerge
        self.isByMachine = isByMachine
    }
}

/// The runs of a team's pipelines.
package struct PipelineRuns: Sendable {
    package var builds: [Build]
    package var jobs: [Job]
    /// By repository; of others "main" and "master" count.
    package var defaultBranches: [RecordKey: String]

    package init(builds: [Build], jobs: [Job] = [], defaultBranches: [RecordKey: String] = [:]) {
        self.builds = builds
        self.jobs = jobs
        self.defaultBranches = defaultBranches
    }

    package func isOnDefaultBranch(_ build: Build) -> Bool {
        guard let branch = build.branch else { return false }
        if let own = build.repository.flatMap({ defaultBranches[$0] }) { return branch == own }
        return branch == "main" || branch == "master"
    }
}

/// The tests of one commit in one configuration, run once.
package struct TestRun: Hashable, Sendable {
    package var repository: RecordKey?
    package var commit: String
    /// Platform, shard and whatever else may change what a test does; empty where there is but one.
    package var configuration: String
    package var at: Int64
    package var results: [TestResult]

    package init(
        repository: RecordKey? = nil, commit: String, configuration: String = "", at: Int64, results: [TestResult]
    ) {
        self.repository = repository
        self.commit = commit
        self.configuration = configuration
        self.at = at
        self.results = results
    }
}

/// What one report says of the coverage of one commit; several of one commit are joined.
package struct CoverageReport: Hashable, Sendable {
    package var repository: RecordKey?
    package var commit: String
    package var at: Int64
    package var files: [FileCoverage]

    package init(repository: RecordKey? = nil, commit: String, at: Int64, files: [FileCoverage]) {
        self.repository = repository
        self.commit = commit
        self.at = at
        self.files = files
    }
}

/// How much of what a pull request adds is run by tests, on the state that its merge made.
package struct PullRequestCoverage: Hashable, Sendable {
    package var pullRequest: RecordKey
    package var coverage: DiffCoverage

    package init(_ pullRequest: RecordKey, _ coverage: DiffCoverage) {
        self.pullRequest = pullRequest
        self.coverage = coverage
    }
}
