import Records

struct GitLabProject: Decodable {
    let id: Int
    let path: String
    let webURL: String?
    let defaultBranch: String?
    let isFork: Bool
    let isArchived: Bool
    let createdAt: Int64?
    /// Beside the project, where this edition has any and the token may read them.
    let rules: [ApprovalRule]?
    /// Nil where the token may not see pipelines.
    let needsPipeline: Bool?

    /// So many approvals are needed for one kind of branch, or for all of them.
    struct ApprovalRule: Decodable {
        let required: Int
        let branches: [String]

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            required = try fields.may("approvals_required") ?? 0
            branches = (try? fields.list("protected_branches", as: Branch.self))?.map(\.name) ?? []
        }

        struct Branch: Decodable { let name: String }
    }

    /// The most that one rule asks for; several rules may be satisfied by the same people.
    var requiredApprovals: Int? {
        rules.map { rules in
            rules.filter { $0.branches.isEmpty || $0.branches.contains { $0 == defaultBranch || $0 == "*" } }
                .map(\.required).max() ?? 0
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        path = try fields.need("path_with_namespace")
        webURL = try fields.text("web_url")
        defaultBranch = try fields.text("default_branch")
        isFork = try fields.may("forked_from_project", as: Parent.self) != nil
        isArchived = try fields.flag("archived")
        createdAt = try fields.mayInstant("created_at")
        rules = (try? fields.may("approval_rules")) ?? nil
        needsPipeline = try fields.may("only_allow_merge_if_pipeline_succeeds")
    }

    private struct Parent: Decodable {}

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let project = try answer.decode(Self.self)
        let reading = GitLabReading(
            GitLabAddress(answer.url), source: GitLabAddress.source(ofPage: project.webURL, at: project.path))
        return [
            .repository(
                HostedRepository(
                    key: reading.names.repository("\(project.id)"), fullName: project.path, url: project.webURL,
                    defaultBranch: project.defaultBranch, isFork: project.isFork, isArchived: project.isArchived,
                    createdAt: project.createdAt, requiredApprovals: project.requiredApprovals,
                    requiredChecks: project.needsPipeline.map { $0 ? .pipeline : .named([]) }))
        ]
    }
}

extension GitLabUser {
    static func records(_ answer: RawAnswer) throws -> [Record] {
        let user = try answer.decode(Self.self)
        let reading = GitLabReading(GitLabAddress(answer.url), source: user.source)
        return [.account(user.account(reading.names))]
    }
}

struct GitLabRelease: Decodable {
    let tag: String
    let name: String?
    let createdAt: Int64?
    let releasedAt: Int64?
    /// Announced for a day to come.
    let isUpcoming: Bool
    let author: GitLabUser?
    let commit: String?
    let webURL: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        // A webhook calls it `tag`.
        tag = try fields.may("tag_name") ?? fields.need("tag")
        name = try fields.text("name")
        createdAt = try fields.mayInstant("created_at")
        releasedAt = try fields.mayInstant("released_at")
        isUpcoming = try fields.flag("upcoming_release")
        author = try fields.may("author")
        commit = try fields.may("commit", as: Commit.self)?.id
        webURL = try fields.may("_links", as: Links.self)?.own ?? fields.text("url")
    }

    private struct Commit: Decodable { let id: String? }

    private struct Links: Decodable {
        let own: String?
        init(from decoder: any Decoder) throws { own = try Fields(decoder).text("self") }
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let told = try answer.decode(Self.self)
        var reading = GitLabReading(
            GitLabAddress(answer.url),
            source: told.author?.source ?? GitLabAddress.source(ofPage: told.webURL, at: nil))
        _ = reading.account(told.author)
        guard let project = reading.address.project else { throw MappingTrouble.missing("project_id") }
        told.add(to: &reading, project: project)
        return reading.records
    }

    func add(to reading: inout GitLabReading, project: String) {
        let names = reading.names
        var release = Release(
            key: names.release(tag, in: project), repository: names.repository(project), name: name ?? tag, tag: tag,
            isDraft: isUpcoming, createdAt: createdAt, publishedAt: isUpcoming ? nil : releasedAt ?? createdAt)
        release.commit = commit
        release.url = webURL
        reading.add(.release(release))
    }
}
