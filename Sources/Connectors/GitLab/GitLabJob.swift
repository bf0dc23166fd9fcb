import Records

struct GitLabJob: Decodable {
    let id: Int
    let name: String
    let stage: String?
    let status: String
    let mayFail: Bool
    let createdAt: Int64?
    let startedAt: Int64?
    let finishedAt: Int64?
    /// How long it waited for a machine, in seconds.
    let wait: Double?
    let pipeline: Int?
    let webURL: String?
    let user: GitLabUser?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        name = try fields.need("name")
        stage = try fields.text("stage")
        status = try fields.need("status")
        mayFail = try fields.flag("allow_failure")
        createdAt = try fields.mayInstant("created_at")
        startedAt = try fields.mayInstant("started_at")
        finishedAt = try fields.mayInstant("finished_at")
        wait = try fields.may("queued_duration")
        pipeline = try fields.may("pipeline", as: Numbered.self)?.id
        webURL = try fields.text("web_url")
        user = try fields.may("user")
    }

    private struct Numbered: Decodable { let id: Int }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let job = try answer.decode(Self.self)
        var reading = GitLabReading(
            GitLabAddress(answer.url), source: job.user?.source ?? GitLabAddress.source(ofPage: job.webURL, at: nil))
        guard let pipeline = job.pipeline ?? reading.address.pipeline else {
            throw MappingTrouble.missing("pipeline.id")
        }
        _ = reading.account(job.user)
        job.add(to: &reading, pipeline: pipeline)
        return reading.records
    }

    func add(to reading: inout GitLabReading, pipeline: Int) {
        let run = GitLabState.run(status)
        var job = Job(
            key: reading.names.job(id), build: reading.names.pipeline(pipeline), name: name, stage: stage,
            state: run.state, result: run.result, originalState: status,
            originalResult: run.result == nil ? nil : status, mayFail: mayFail)
        // A job is made with its pipeline and waits for earlier stages first; only then it is queued.
        job.queuedAt = startedAt.flatMap { started in wait.map { started - Int64($0) } } ?? createdAt
        job.startedAt = startedAt
        job.finishedAt = finishedAt
        reading.add(.job(job))
    }
}
