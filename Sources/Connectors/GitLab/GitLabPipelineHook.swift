import Records

/// A pipeline went on, with all its jobs.
struct GitLabPipelineHook: Decodable {
    let pipeline: GitLabPipeline
    let jobs: [GitLabJob]
    private let mergeRequest: MergeRequest?

    private struct MergeRequest: Decodable {
        let iid: Int
        let project: Int?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            iid = try fields.need("iid")
            project = try fields.may("target_project_id")
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        pipeline = try fields.need("object_attributes")
        jobs = try fields.list("builds")
        mergeRequest = try fields.may("merge_request")
    }

    func add(to reading: inout GitLabReading, project: Int?) {
        let project = project.map(String.init) ?? reading.address.project
        let request = mergeRequest.flatMap { request in
            (request.project.map(String.init) ?? project).map { reading.names.mergeRequest(request.iid, in: $0) }
        }
        pipeline.add(to: &reading, project: project, mergeRequest: request)
        for job in jobs { job.add(to: &reading, pipeline: pipeline.id) }
    }
}

/// A job went on.
struct GitLabJobHook: Decodable {
    let id: Int
    let name: String
    let stage: String?
    let status: String
    let mayFail: Bool
    let createdAt: Int64?
    let startedAt: Int64?
    let finishedAt: Int64?
    let wait: Double?
    let pipeline: Int
    /// The installation, by the page of the project.
    let source: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("build_id")
        name = try fields.need("build_name")
        stage = try fields.text("build_stage")
        status = try fields.need("build_status")
        mayFail = try fields.flag("build_allow_failure")
        createdAt = try fields.mayInstant("build_created_at")
        startedAt = try fields.mayInstant("build_started_at")
        finishedAt = try fields.mayInstant("build_finished_at")
        wait = try fields.may("build_queued_duration")
        // Before it was said by itself, the number of the pipeline stood where a commit's would be.
        if let told = try fields.may("pipeline_id", as: Int.self) {
            pipeline = told
        } else {
            pipeline = try fields.need("commit", as: Numbered.self).id
        }
        // Older versions write it with spaces: `group / project`.
        let path = try fields.text("project_name")?.replacing(" ", with: "")
        source = GitLabAddress.source(
            ofPage: try fields.may("repository", as: Repository.self)?.homepage, at: path)
    }

    private struct Numbered: Decodable { let id: Int }
    private struct Repository: Decodable { let homepage: String? }

    func add(to reading: inout GitLabReading, project: String?) {
        let source = reading.address.source ?? source ?? project
        let names = source.map { GitLabNames(source: $0) } ?? reading.names
        let run = GitLabState.run(status)
        var job = Job(
            key: names.job(id), build: names.pipeline(pipeline), name: name, stage: stage, state: run.state,
            result: run.result, originalState: status, originalResult: run.result == nil ? nil : status,
            mayFail: mayFail)
        job.queuedAt = startedAt.flatMap { started in wait.map { started - Int64($0) } } ?? createdAt
        job.startedAt = startedAt
        job.finishedAt = finishedAt
        reading.add(.job(job))
    }
}
