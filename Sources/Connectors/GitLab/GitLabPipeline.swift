import Records

struct GitLabPipeline: Decodable {
    let id: Int
    let iid: Int?
    let project: Int?
    let name: String?
    let status: String
    let ref: String?
    let sha: String?
    let trigger: String?
    let createdAt: Int64?
    let startedAt: Int64?
    let finishedAt: Int64?
    let webURL: String?
    let user: GitLabUser?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        iid = try fields.may("iid")
        project = try fields.may("project_id")
        name = try fields.text("name")
        status = try fields.need("status")
        ref = try fields.text("ref")
        sha = try fields.text("sha")
        trigger = try fields.text("source")
        createdAt = try fields.mayInstant("created_at")
        startedAt = try fields.mayInstant("started_at")
        finishedAt = try fields.mayInstant("finished_at")
        webURL = try fields.text("web_url") ?? fields.text("url")
        user = try fields.may("user")
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let pipeline = try answer.decode(Self.self)
        var reading = GitLabReading(
            GitLabAddress(answer.url),
            source: pipeline.user?.source ?? GitLabAddress.source(ofPage: pipeline.webURL, at: nil))
        _ = reading.account(pipeline.user)
        let project = pipeline.project.map(String.init) ?? reading.address.project
        pipeline.add(to: &reading, project: project, mergeRequest: nil)
        return reading.records
    }

    /// - Parameter mergeRequest: Where the answer names it apart from the branch.
    func add(to reading: inout GitLabReading, project: String?, mergeRequest: RecordKey?) {
        let names = reading.names
        let run = GitLabState.run(status)
        var build = Build(
            key: names.pipeline(id), repository: project.map(names.repository), name: name ?? "pipeline",
            state: run.state, result: run.result, originalState: status,
            originalResult: run.result == nil ? nil : status)
        build.number = iid
        build.branch = ref
        build.commit = sha
        build.trigger = trigger
        build.queuedAt = createdAt
        build.startedAt = startedAt
        build.finishedAt = run.state == .finished ? finishedAt : nil
        build.url = webURL
        build.pullRequests = (mergeRequest ?? mergeRequestOfBranch(names, project)).map { [$0] } ?? []
        reading.add(.build(build))
    }

    /// Pipelines for merge requests run on a branch of their own: `refs/merge-requests/74/head`.
    private func mergeRequestOfBranch(_ names: GitLabNames, _ project: String?) -> RecordKey? {
        let parts = (ref ?? "").split(separator: "/")
        guard let project, parts.count >= 3, parts[0] == "refs", parts[1] == "merge-requests",
            let number = Int(parts[2])
        else { return nil }
        return names.mergeRequest(number, in: project)
    }
}
