import Records

/// What GitLab sends when something happens, by its `object_kind`. Kinds that tell nothing to be kept, and those that are
/// not known, give no records.
struct GitLabHook: Decodable {
    let kind: String
    let user: GitLabUser?
    let project: GitLabHookProject?
    fileprivate let body: Body

    fileprivate enum Body {
        case mergeRequest(GitLabMergeRequestHook)
        case note(GitLabNoteHook)
        case issue(GitLabIssueHook)
        case pipeline(GitLabPipelineHook)
        case job(GitLabJobHook)
        case deployment(GitLabDeploymentHook)
        case release(GitLabRelease, isGone: Bool)
        case other
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        kind = try fields.need("object_kind")
        project = try fields.may("project")
        switch kind {
        case "merge_request": body = .mergeRequest(try GitLabMergeRequestHook(from: decoder))
        case "note": body = .note(try GitLabNoteHook(from: decoder))
        case "issue", "work_item": body = .issue(try GitLabIssueHook(from: decoder))
        case "pipeline": body = .pipeline(try GitLabPipelineHook(from: decoder))
        case "build": body = .job(try GitLabJobHook(from: decoder))
        case "deployment": body = .deployment(try GitLabDeploymentHook(from: decoder))
        case "release":
            body = .release(try GitLabRelease(from: decoder), isGone: try fields.text("action") == "delete")
        default: body = .other
        }
        // Jobs name who started them without the name that an account is known by.
        user = body.hasAccount ? try fields.may("user") : nil
    }

    /// As the header `X-Gitlab-Event` names them.
    static let events = passedOver.union([
        "Merge Request Hook", "Note Hook", "Confidential Note Hook", "Issue Hook", "Confidential Issue Hook",
        "Work Item Hook", "Pipeline Hook", "Job Hook", "Deployment Hook", "Release Hook", "System Hook",
    ])

    static let passedOver: Set<String> = [
        "Push Hook", "Tag Push Hook", "Wiki Page Hook", "Emoji Hook", "Member Hook", "Subgroup Hook", "Project Hook",
        "Feature Flag Hook", "Resource Access Token Hook", "Milestone Hook", "Vulnerability Hook",
    ]

    static func records(_ answer: RawAnswer) throws -> [Record] {
        // One that becomes nothing need not be understood.
        if let event = answer.event, passedOver.contains(event) { return [] }
        let hook = try answer.decode(Self.self)
        var reading = GitLabReading(GitLabAddress(answer.url), source: hook.project?.source ?? hook.user?.source)
        switch hook.body {
        case .mergeRequest(let body): body.add(to: &reading, user: hook.user)
        case .note(let body): body.add(to: &reading, user: hook.user)
        case .issue(let body): body.add(to: &reading, user: hook.user)
        case .pipeline(let body):
            _ = reading.account(hook.user)
            body.add(to: &reading, project: hook.project?.id)
        case .job(let body): body.add(to: &reading, project: hook.project?.source)
        case .deployment(let body):
            _ = reading.account(hook.user)
            body.add(to: &reading, project: hook.project)
        case .release(let release, isGone: false):
            guard let project = hook.project?.id else { throw MappingTrouble.missing("project.id") }
            release.add(to: &reading, project: "\(project)")
        case .release, .other: _ = reading.account(hook.user)
        }
        return reading.records
    }
}

extension GitLabHook.Body {
    fileprivate var hasAccount: Bool {
        switch self {
        case .job, .other: false
        default: true
        }
    }
}

/// The project that something happened in; old versions leave out its number.
struct GitLabHookProject: Decodable {
    let id: Int?
    let path: String?
    let webURL: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.may("id")
        path = try fields.text("path_with_namespace")
        webURL = try fields.text("web_url") ?? fields.text("homepage")
    }

    var source: String? { GitLabAddress.source(ofPage: webURL, at: path) }
}

/// What a field was before and is now.
struct GitLabChanged<Value: Decodable>: Decodable {
    let previous: Value?
    let current: Value?
}

extension GitLabUser {
    /// The same user, with the number that the answer names elsewhere.
    func numbered(_ number: Int?) -> GitLabUser {
        guard id == nil else { return self }
        return GitLabUser(id: number, username: username, name: name, email: email, webURL: webURL, isBot: isBot)
    }
}
