import Records

/// How the checks of commits ended, by the names that code hosts show at a pull request.
package struct CheckResults: Sendable {
    struct End: Hashable, Sendable {
        /// Seconds since 1970.
        var at: Int64
        var isGood: Bool
    }

    private struct Commit {
        var byName: [String: [End]] = [:]
        var pipelines: [End] = []
        var pipelinesOfRequests: [End] = []
        var began: Int64?
    }

    /// A pipeline over what merging a pull request would give, at the newest commit of when it began.
    struct MergedResult: Hashable, Sendable {
        /// Seconds since 1970.
        var began: Int64
        var end: End
    }

    private var commits: [String: Commit] = [:]
    private var mergedResults: [RecordKey: [MergedResult]] = [:]

    package init(builds: [Build], jobs: [Job]) {
        var commitOf: [RecordKey: String] = [:]
        for build in builds {
            if build.isOfMergedResult {
                addMergedResult(build)
                continue
            }
            guard let name = build.commit else { continue }
            commitOf[build.key] = name
            add(build, to: &commits[name, default: Commit()])
        }
        for job in jobs {
            guard let name = commitOf[job.build], let end = Self.end(job.result, job.finishedAt) else { continue }
            commits[name]?.byName[job.name, default: []].append(end)
        }
    }

    /// A run of a workflow or a pipeline has a number and is checked job by job. Checks and statuses have none: they are what a
    /// rule names.
    private func add(_ build: Build, to commit: inout Commit) {
        if let began = [build.queuedAt, build.startedAt, build.finishedAt].compactMap(\.self).min() {
            commit.began = min(commit.began ?? began, began)
        }
        guard let end = Self.end(build.result, build.finishedAt) else { return }
        if build.number == nil { commit.byName[build.name, default: []].append(end) }
        if build.trigger == "merge_request_event" {
            commit.pipelinesOfRequests.append(end)
        } else {
            commit.pipelines.append(end)
        }
    }

    private mutating func addMergedResult(_ build: Build) {
        guard let end = Self.end(build.result, build.finishedAt) else { return }
        let began = build.queuedAt ?? build.startedAt ?? end.at
        for request in build.pullRequests where request.source == build.key.source {
            mergedResults[request, default: []].append(MergedResult(began: began, end: end))
        }
    }

    /// What was skipped is no hindrance to a host, and what was cancelled says nothing.
    private static func end(_ result: Build.Result?, _ at: Int64?) -> End? {
        guard let result, let at, result != .cancelled else { return nil }
        return End(at: at, isGood: result != .failed)
    }

    /// All commits of which something is known.
    var known: Set<String> { Set(commits.keys) }

    /// When the first of a commit's checks began: soon after it was pushed.
    func began(_ commit: String) -> Int64? { commits[commit]?.began }

    /// In any order.
    func ends(of name: String, at commit: String) -> [End] { commits[commit]?.byName[name] ?? [] }

    /// Where pipelines were run for merge requests, those of branches do not count.
    ///
    /// - Parameter request: whose commit it is.
    func pipelineEnds(at commit: String, of request: RecordKey) -> [End] {
        guard let commit = commits[commit] else { return [] }
        let isOfBranch = commit.pipelinesOfRequests.isEmpty && mergedResults[request] == nil
        return isOfBranch ? commit.pipelines : commit.pipelinesOfRequests
    }

    /// In any order.
    func mergedResults(of request: RecordKey) -> [MergedResult] { mergedResults[request] ?? [] }
}
