import Records

/// A run of a pipeline with its jobs, as a script tells of it; told again with the same id, it is the same run:
///
///     {"id": "4711", "name": "main", "repository": "acme/checkout", "commit": "2bd7f3…", "branch": "main",
///      "result": "failed", "started_at": "2025-03-04T09:30:00Z", "finished_at": "2025-03-04T09:41:00Z",
///      "jobs": [{"name": "test", "result": "failed", "finished_at": "2025-03-04T09:40:00Z"}]}
struct PushedBuild: Decodable {
    let id: String
    let name: String
    let repository: String?
    let number: Int?
    let attempt: Int
    let branch: String?
    let commit: String?
    let trigger: String?
    let url: String?
    let run: PushedRun
    let jobs: [PushedJob]

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        name = try fields.text("name") ?? "pipeline"
        repository = try fields.text("repository")
        number = try fields.may("number")
        attempt = try fields.may("attempt") ?? 1
        guard attempt > 0 else {
            throw MappingTrouble.wrong(fields.path("attempt"), found: "\(attempt)", wanted: "at least 1")
        }
        branch = try fields.text("branch")
        commit = try fields.text("commit")
        trigger = try fields.text("trigger")
        url = try fields.text("url")
        run = try PushedRun(fields, queued: "queued_at")
        jobs = try fields.list("jobs")
    }

    func records() -> [Record] {
        var build = Build(
            key: PipelineRun.key(repository: repository, build: id, attempt: attempt),
            repository: repository.map(PipelineRun.repository), name: name, attempt: attempt,
            state: run.state, result: run.result, originalState: run.originalState ?? run.state.rawValue,
            originalResult: run.originalResult)
        build.number = number
        build.branch = branch
        build.commit = commit
        build.trigger = trigger
        build.queuedAt = run.queuedAt
        build.startedAt = run.startedAt
        build.finishedAt = run.finishedAt
        build.url = url
        return [.build(build)] + jobs.map { .job($0.job(of: build.key)) }
    }
}

struct PushedJob: Decodable {
    let name: String
    let stage: String?
    let mayFail: Bool
    let run: PushedRun

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        name = try fields.need("name")
        stage = try fields.text("stage")
        mayFail = try fields.flag("may_fail")
        run = try PushedRun(fields, queued: "queued_at")
    }

    func job(of build: RecordKey) -> Job {
        var job = Job(
            key: PipelineRun.job(name, of: build), build: build, name: name, stage: stage, state: run.state,
            result: run.result, originalState: run.originalState ?? run.state.rawValue,
            originalResult: run.originalResult, mayFail: mayFail)
        job.queuedAt = run.queuedAt
        job.startedAt = run.startedAt
        job.finishedAt = run.finishedAt
        return job
    }
}
