import Records

struct GitLabIssue: Decodable {
    let iid: Int
    let project: Int
    let title: String
    let description: String?
    let state: String
    /// `issue`, `incident`, `task`, `test_case`.
    let type: String?
    let webURL: String?
    let path: String?
    let author: GitLabUser?
    let closer: GitLabUser?
    let assignees: [GitLabUser]
    let labels: [String]
    let weight: Double?
    let severity: String?
    let milestone: GitLabTitled?
    let iteration: Int?
    let epic: Int?
    let isMoved: Bool
    let createdAt: Int64
    let updatedAt: Int64
    let closedAt: Int64?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        iid = try fields.need("iid")
        project = try fields.need("project_id")
        title = try fields.need("title")
        description = try fields.text("description")
        state = try fields.need("state")
        type = try (fields.text("issue_type") ?? fields.text("type"))?.lowercased()
        webURL = try fields.text("web_url") ?? fields.text("url")
        path = try fields.may("references", as: References.self)?.full
        author = try fields.may("author")
        closer = try fields.may("closed_by")
        assignees = try fields.may("assignees") ?? fields.may("assignee", as: GitLabUser.self).map { [$0] } ?? []
        labels = try fields.list("labels", as: GitLabLabel.self).compactMap(\.name)
        weight = try fields.may("weight")
        severity = try fields.text("severity").flatMap { $0.lowercased() == "unknown" ? nil : $0.lowercased() }
        milestone = try fields.may("milestone")
        iteration = try fields.may("iteration", as: Numbered.self)?.id ?? fields.may("iteration_id")
        epic = try fields.may("epic", as: Numbered.self)?.id
        isMoved = try ["moved_to_id", "duplicated_to_id"].contains { try fields.may($0, as: Int.self) != nil }
        createdAt = try fields.instant("created_at")
        updatedAt = try fields.instant("updated_at")
        closedAt = try fields.mayInstant("closed_at")
    }

    private struct References: Decodable { let full: String? }
    private struct Numbered: Decodable { let id: Int? }
}
