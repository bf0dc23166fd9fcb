import Records

/// A record that has a key of its own, and a table.
protocol StoredRecord: Codable, Sendable {
    static var table: RecordTable { get }

    /// Without fields that have no column.
    init(reading fields: inout StoredFields) throws
}

extension StoredRecord {
    init(reading fields: inout StoredFields) throws { self = try Self(from: fields.decoder) }

    init(stored fields: StoredFields) throws {
        guard fields.more.isEmpty else {
            self = try Self(from: fields.decoder)
            return
        }
        var fields = fields
        try self.init(reading: &fields)
    }
}

extension HostedRepository: StoredRecord {
    static let table = RecordTable(
        "hosted_repository",
        [
            .init("full_name", .text), .init("url", .text, sparse: true), .init("default_branch", .text, sparse: true),
            .init("is_fork", .bool), .init("is_archived", .bool), .init("created_at", .instant, sparse: true),
            .init("required_approvals", .integer, sparse: true), .init("required_checks", .text, sparse: true),
        ])
}

extension Account: StoredRecord {
    static let table = RecordTable(
        "account",
        [
            .init("login", .text), .init("name", .text, sparse: true), .init("email", .text, sparse: true),
            .init("kind", .text),
        ])
}

extension HostTeam: StoredRecord {
    static let table = RecordTable("host_team", [.init("name", .text), .init("members", .text, sparse: true)])
}

extension PullRequest: StoredRecord {
    static let table = RecordTable(
        "pull_request", isVersioned: true,
        [
            .init("repository", .key), .init("head_repository", .key), .init("number", .integer), .init("title", .text),
            .init("body", .text), .init("url", .text), .init("author", .key), .init("state", .text),
            .init("is_draft", .bool), .init("created_at", .instant), .init("updated_at", .instant),
            .init("merged_at", .instant), .init("closed_at", .instant), .init("merged_by", .key, sparse: true),
            .init("merge_commit", .text, sparse: true), .init("head_branch", .text), .init("base_branch", .text),
            .init("head_commit", .text, sparse: true), .init("base_commit", .text, sparse: true),
            .init("additions", .integer, sparse: true), .init("deletions", .integer, sparse: true),
            .init("changed_files", .integer, sparse: true), .init("labels", .list), .init("assignees", .list),
            .init("requested_reviewers", .list), .init("milestone", .text),
        ])
}

extension PullRequestEvent: StoredRecord {
    static let table = RecordTable(
        "pull_request_event",
        [
            .init("pull_request", .key), .init("kind", .text), .init("at", .instant), .init("actor", .key),
            .init("subject", .key), .init("verdict", .text), .init("is_draft", .bool),
            .init("commit_id", .text, name: "commit"), .init("is_same_change", .bool, sparse: true),
            .init("text", .text), .init("line_comments", .integer, sparse: true),
        ])
}

extension PullRequestCommit: StoredRecord {
    static let table = RecordTable(
        "pull_request_commit",
        [
            .init("pull_request", .key), .init("commit_id", .text, name: "commit"), .init("author_name", .text),
            .init("author_email", .text), .init("authored_at", .instant),
            .init("committed_at", .instant, sparse: true), .init("parents", .integer, sparse: true),
        ])
}

extension PullRequestFiles: StoredRecord {
    static let table = RecordTable(
        "pull_request_files", [.init("pull_request", .key), .init("head", .text), .init("files", .list)])
}

extension Review: StoredRecord {
    static let table = RecordTable(
        "review",
        [
            .init("pull_request", .key), .init("author", .key), .init("verdict", .text), .init("body", .text),
            .init("commit_id", .text, name: "commit", sparse: true), .init("submitted_at", .instant),
        ])
}

extension Comment: StoredRecord {
    static let table = RecordTable(
        "comment", isVersioned: true,
        [
            .init("subject", .key), .init("author", .key), .init("body", .text), .init("created_at", .instant),
            .init("updated_at", .instant), .init("review", .key, sparse: true), .init("thread", .text, sparse: true),
            .init("is_resolved", .bool, sparse: true), .init("path", .text), .init("line", .integer, sparse: true),
            .init("commit_id", .text, name: "commit", sparse: true), .init("is_system", .bool),
        ])
}

extension WorkItem: StoredRecord {
    static let table = RecordTable(
        "work_item", isVersioned: true,
        [
            .init("reference", .text), .init("container", .key), .init("title", .text), .init("body", .text),
            .init("url", .text), .init("kind", .text), .init("original_kind", .text), .init("state", .text),
            .init("original_state", .text), .init("author", .key), .init("assignees", .list), .init("labels", .list),
            .init("priority", .text), .init("severity", .text), .init("estimate", .real), .init("parent", .key),
            .init("milestone", .text), .init("sprint", .key), .init("created_at", .instant),
            .init("updated_at", .instant),
            .init("closed_at", .instant),
        ])
}

extension WorkItemChange: StoredRecord {
    static let table = RecordTable(
        "work_item_change",
        [
            .init("work_item", .key), .init("field", .text), .init("original_field", .text),
            .init("from_value", .text, name: "from"), .init("to_value", .text, name: "to"), .init("at", .instant),
            .init("actor", .key),
        ])
}

extension WorkItemLink: StoredRecord {
    static let table = RecordTable(
        "work_item_link",
        [.init("pull_request", .key), .init("reference", .text), .init("work_item", .key, sparse: true)])
}

extension Sprint: StoredRecord {
    static let table = RecordTable(
        "sprint",
        [
            .init("container", .key), .init("name", .text), .init("state", .text), .init("start_at", .instant),
            .init("end_at", .instant), .init("completed_at", .instant), .init("goal", .text),
        ])
}
