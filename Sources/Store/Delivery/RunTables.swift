import Records

extension Build: StoredRecord {
    static let table = RecordTable(
        "build",
        [
            .init("repository", .key), .init("name", .text), .init("number", .integer), .init("attempt", .integer),
            .init("state", .text), .init("result", .text), .init("original_state", .text),
            .init("original_result", .text), .init("branch", .text), .init("commit_id", .text, name: "commit"),
            .init("pull_requests", .list), .init("started_by", .text, name: "trigger"), .init("queued_at", .instant),
            .init("started_at", .instant), .init("finished_at", .instant), .init("url", .text),
        ])
}

extension Job: StoredRecord {
    static let table = RecordTable(
        "job",
        [
            .init("build", .key), .init("name", .text), .init("stage", .text), .init("state", .text),
            .init("result", .text), .init("original_state", .text), .init("original_result", .text),
            .init("may_fail", .bool), .init("queued_at", .instant), .init("started_at", .instant),
            .init("finished_at", .instant),
        ])
}

extension Deployment: StoredRecord {
    static let table = RecordTable(
        "deployment",
        [
            .init("service", .text), .init("environment", .text), .init("original_environment", .text),
            .init("state", .text), .init("result", .text), .init("original_state", .text),
            .init("original_result", .text), .init("created_at", .instant), .init("started_at", .instant),
            .init("finished_at", .instant), .init("commits", .list), .init("is_fix", .bool, sparse: true),
            .init("is_rollback", .bool, sparse: true), .init("url", .text),
        ])
}

extension Incident: StoredRecord {
    static let table = RecordTable(
        "incident",
        [
            .init("title", .text), .init("service", .text), .init("severity", .text), .init("cause", .text),
            .init("deployment", .key, sparse: true), .init("started_at", .instant), .init("detected_at", .instant),
            .init("mitigated_at", .instant), .init("resolved_at", .instant), .init("updated_at", .instant),
            .init("url", .text),
        ])
}

extension Release: StoredRecord {
    static let table = RecordTable(
        "release",
        [
            .init("repository", .key), .init("name", .text), .init("tag", .text),
            .init("commit_id", .text, name: "commit", sparse: true), .init("is_draft", .bool),
            .init("is_prerelease", .bool), .init("created_at", .instant), .init("published_at", .instant),
            .init("url", .text),
        ])
}

extension DebtAnalysis: StoredRecord {
    static let table = RecordTable(
        "debt_analysis",
        [
            .init("repository", .key), .init("commit_id", .text, name: "commit"), .init("branch", .text),
            .init("analysed_at", .instant, name: "at"), .init("minutes", .real), .init("lines", .integer),
            .init("rules", .text), .init("without_cost", .integer),
        ])
}
