import Records

/// How a run of anything stands, in GitHub's two words for it.
struct GitHubRunState {
    let state: Build.State
    let result: Build.Result?

    init(status: String?, conclusion: String?) {
        switch status?.lowercased() {
        case "completed": state = .finished
        case "in_progress": state = .running
        default: state = .queued
        }
        result = state == .finished ? Self.result(conclusion) : nil
    }

    private static func result(_ conclusion: String?) -> Build.Result? {
        switch conclusion?.lowercased() {
        case "success", "neutral": .succeeded
        case "failure", "timed_out", "startup_failure", "action_required": .failed
        case "cancelled", "stale": .cancelled
        case "skipped": .skipped
        default: nil
        }
    }
}

/// A pull request, where a run only mentions it.
struct GitHubPullRequestName: Decodable {
    var url: String?
    var number: Int

    func key(at address: GitHubAddress) -> RecordKey {
        (url.flatMap { GitHubAddress($0) } ?? address).pullRequest(number)
    }
}

/// A run of a workflow of GitHub Actions.
struct GitHubWorkflowRun: Decodable {
    var id: Int
    var url: String
    var htmlURL: String?
    var name: String?
    var runNumber: Int?
    var runAttempt: Int?
    var status: String?
    var conclusion: String?
    var headBranch: String?
    var headCommit: String?
    var event: String?
    var createdAt: Instant?
    var startedAt: Instant?
    var updatedAt: Instant?
    var pullRequests: [GitHubPullRequestName]?
    var actor: GitHubUser?

    private enum CodingKeys: String, CodingKey {
        case id, url, name, status, conclusion, event, actor
        case htmlURL = "html_url"
        case runNumber = "run_number"
        case runAttempt = "run_attempt"
        case headBranch = "head_branch"
        case headCommit = "head_sha"
        case createdAt = "created_at"
        case startedAt = "run_started_at"
        case updatedAt = "updated_at"
        case pullRequests = "pull_requests"
    }

    /// Each attempt is a run of its own.
    static func key(_ id: Int, attempt: Int?, at address: GitHubAddress) -> RecordKey {
        address.key.other(.build, "run-\(id)-\(attempt ?? 1)")
    }

    func add(to notes: inout GitHubNotes, at address: GitHubAddress) {
        _ = notes.person(actor)
        let run = GitHubRunState(status: status, conclusion: conclusion)
        var build = Build(
            key: Self.key(id, attempt: runAttempt, at: address), repository: address.key, name: name ?? "",
            attempt: runAttempt ?? 1, state: run.state, result: run.result, originalState: status ?? "",
            originalResult: conclusion)
        build.number = runNumber
        build.branch = headBranch
        build.commit = headCommit
        build.pullRequests = (pullRequests ?? []).map { $0.key(at: address) }
        build.trigger = event
        // A repeat is queued when it is asked for; the run's own creation is that of the first attempt.
        build.queuedAt = (runAttempt ?? 1) > 1 ? startedAt?.seconds : createdAt?.seconds
        build.startedAt = run.state == .queued ? nil : startedAt?.seconds ?? createdAt?.seconds
        // There is no other word for when a run ended: nothing changes it afterwards.
        build.finishedAt = run.state == .finished ? updatedAt?.seconds : nil
        build.url = htmlURL
        notes.add(.build(build))
    }
}

/// A job of such a run.
struct GitHubWorkflowJob: Decodable {
    var id: Int
    var url: String?
    var runURL: String
    var runID: Int
    var runAttempt: Int?
    var name: String
    var workflowName: String?
    var status: String?
    var conclusion: String?
    var createdAt: Instant?
    var startedAt: Instant?
    var completedAt: Instant?

    private enum CodingKeys: String, CodingKey {
        case id, url, name, status, conclusion
        case runURL = "run_url"
        case runID = "run_id"
        case runAttempt = "run_attempt"
        case workflowName = "workflow_name"
        case createdAt = "created_at"
        case startedAt = "started_at"
        case completedAt = "completed_at"
    }

    func add(to notes: inout GitHubNotes, at address: GitHubAddress) {
        let run = GitHubRunState(status: status, conclusion: conclusion)
        var job = Job(
            key: address.key.other(.job, String(id)),
            build: GitHubWorkflowRun.key(runID, attempt: runAttempt, at: address), name: name, stage: workflowName,
            state: run.state, result: run.result, originalState: status ?? "", originalResult: conclusion)
        job.queuedAt = createdAt?.seconds
        // A job that waits has a start as well: the moment it was made.
        job.startedAt = run.state == .queued ? nil : startedAt?.seconds
        job.finishedAt = completedAt?.seconds
        notes.add(.job(job))
    }
}

/// A check of a commit by some app.
struct GitHubCheckRun: Decodable {
    struct App: Decodable { var slug: String? }
    struct Suite: Decodable {
        var headBranch: String?

        private enum CodingKeys: String, CodingKey { case headBranch = "head_branch" }
    }

    var id: Int
    var url: String
    var htmlURL: String?
    var name: String
    var headCommit: String?
    var status: String?
    var conclusion: String?
    var startedAt: Instant?
    var completedAt: Instant?
    var app: App?
    var suite: Suite?
    var pullRequests: [GitHubPullRequestName]?

    private enum CodingKeys: String, CodingKey {
        case id, url, name, status, conclusion, app
        case htmlURL = "html_url"
        case headCommit = "head_sha"
        case startedAt = "started_at"
        case completedAt = "completed_at"
        case suite = "check_suite"
        case pullRequests = "pull_requests"
    }

    /// GitHub Actions shows each of its jobs as a check too; those are known as jobs.
    func add(to notes: inout GitHubNotes, at address: GitHubAddress) {
        if app?.slug == "github-actions" { return }
        let run = GitHubRunState(status: status, conclusion: conclusion)
        var build = Build(
            key: address.key.other(.build, "check-\(id)"), repository: address.key, name: name, state: run.state,
            result: run.result, originalState: status ?? "", originalResult: conclusion)
        build.branch = suite?.headBranch
        build.commit = headCommit
        build.pullRequests = (pullRequests ?? []).map { $0.key(at: address) }
        build.trigger = app?.slug
        build.startedAt = run.state == .queued ? nil : startedAt?.seconds
        build.finishedAt = completedAt?.seconds
        build.url = htmlURL
        notes.add(.build(build))
    }
}

/// A mark at a commit, by which services tell of their builds that know no checks.
struct GitHubStatus: Decodable {
    /// A webhook has another one in this place, or none.
    var url: String?
    var context: String
    var state: String
    var target: String?
    var createdAt: Instant?
    var updatedAt: Instant?

    private enum CodingKeys: String, CodingKey {
        case url, context, state
        case target = "target_url"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    /// Of one name at one commit the newest counts. When it began nobody says. What Tutti itself wrote there is no build.
    func add(to notes: inout GitHubNotes, at address: GitHubAddress, commit: String) {
        guard !context.hasPrefix("tutti/"), !commit.isEmpty else { return }
        let (build, result): (Build.State, Build.Result?) =
            switch state {
            case "success": (.finished, .succeeded)
            case "failure", "error": (.finished, .failed)
            default: (.running, nil)
            }
        var told = Build(
            key: address.key.other(.build, "status-\(commit)-\(context)"), repository: address.key, name: context,
            state: build, result: result, originalState: state, originalResult: nil)
        told.commit = commit
        told.finishedAt = build == .finished ? (updatedAt ?? createdAt)?.seconds : nil
        told.url = target
        notes.add(.build(told))
    }
}

/// A mark as a webhook tells it: beside the repository, with the commit that it is put at.
struct GitHubStatusHook: Decodable {
    let mark: GitHubStatus
    let commit: String

    init(from decoder: any Decoder) throws {
        mark = try GitHubStatus(from: decoder)
        commit = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .commit)
    }

    private enum CodingKeys: String, CodingKey { case commit = "sha" }
}
