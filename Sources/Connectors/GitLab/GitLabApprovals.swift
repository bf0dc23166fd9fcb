import Records

/// Who approves a merge request just now. When each of them did, and who once did, the system notes tell.
struct GitLabApprovals: Decodable {
    let iid: Int?
    let project: Int?
    let approvals: [Approval]

    struct Approval: Decodable {
        let user: GitLabUser
        /// Only newer versions say it.
        let at: Int64?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            user = try fields.need("user")
            at = try fields.mayInstant("approved_at")
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        iid = try fields.may("iid")
        project = try fields.may("project_id")
        approvals = try fields.list("approved_by")
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let told = try answer.decode(Self.self)
        var reading = GitLabReading(
            GitLabAddress(answer.url), source: told.approvals.lazy.compactMap(\.user.source).first)
        let project = try reading.project(told.project)
        guard let iid = told.iid ?? reading.address.mergeRequest else { throw MappingTrouble.missing("iid") }
        let mergeRequest = reading.names.mergeRequest(iid, in: project)
        for approval in told.approvals {
            reading.addApproval(of: mergeRequest, by: approval.user, at: approval.at)
        }
        return reading.records
    }
}

/// The rules that a merge request has to satisfy, and who satisfies each.
struct GitLabApprovalState: Decodable {
    let rules: [Rule]

    struct Rule: Decodable {
        let approvers: [GitLabUser]

        init(from decoder: any Decoder) throws { approvers = try Fields(decoder).list("approved_by") }
    }

    init(from decoder: any Decoder) throws { rules = try Fields(decoder).list("rules") }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let approvers = try answer.decode(Self.self).rules.flatMap(\.approvers)
        var reading = GitLabReading(GitLabAddress(answer.url), source: approvers.lazy.compactMap(\.source).first)
        let mergeRequest = try reading.mergeRequest()
        var seen: Set<String> = []
        // One approval can satisfy several rules.
        for approver in approvers where seen.insert(approver.username).inserted {
            reading.addApproval(of: mergeRequest, by: approver, at: nil)
        }
        return reading.records
    }
}

extension GitLabReading {
    mutating func addApproval(
        of mergeRequest: RecordKey, by user: GitLabUser, at: Int64?,
        verdict: PullRequestEvent.Verdict = .approved
    ) {
        let author = account(user)
        add(
            .review(
                Review(
                    key: names.approval(of: mergeRequest, by: user.key(names)), pullRequest: mergeRequest,
                    author: author, verdict: verdict, submittedAt: at)))
    }
}
