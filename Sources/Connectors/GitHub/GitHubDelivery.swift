import Foundation
import Records

/// A webhook's body: whatever it is about, beside what happened and who did it.
struct GitHubDelivery: Decodable {
    struct Thread: Decodable {
        var comments: [GitHubComment]?
    }

    /// What it is about: the event by the webhook's header, or else by what the body has in it.
    var event: String?
    var action: String?
    var repository: GitHubRepository?
    var sender: GitHubUser?
    var number: Int?
    var pullRequest: GitHubPullRequest?
    var review: GitHubReview?
    var comment: GitHubComment?
    var thread: Thread?
    var issue: GitHubIssue?
    var label: GitHubLabel?
    var assignee: GitHubUser?
    var milestone: GitHubMilestone?
    var changes: Changes?
    var requestedReviewer: GitHubUser?
    var requestedTeam: GitHubTeam?
    var after: String?
    var run: GitHubWorkflowRun?
    var job: GitHubWorkflowJob?
    var deployment: GitHubDeployment?
    var deploymentStatus: GitHubDeploymentStatus?
    var release: GitHubRelease?
    var checkRun: GitHubCheckRun?
    var status: GitHubStatusHook?

    /// What was there before an edit.
    struct Changes: Decodable {
        struct Text: Decodable { var from: String? }

        var title: Text?
    }

    /// Which parts are read depends on the event: the same name is something else in another one.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let event = container.event(decoder)
        self.event = event
        func part<Part: Decodable>(_ key: CodingKeys, of events: String...) throws -> Part? {
            guard let event, events.contains(event) else { return nil }
            return try container.decodeIfPresent(Part.self, forKey: key)
        }
        action = try container.decodeIfPresent(String.self, forKey: .action)
        repository = try container.decodeIfPresent(GitHubRepository.self, forKey: .repository)
        sender = try container.decodeIfPresent(GitHubUser.self, forKey: .sender)
        number = try part(.number, of: "pull_request")
        pullRequest = try part(
            .pullRequest, of: "pull_request", "pull_request_review", "pull_request_review_comment",
            "pull_request_review_thread")
        review = try part(.review, of: "pull_request_review")
        comment = try part(.comment, of: "issue_comment", "pull_request_review_comment")
        thread = try part(.thread, of: "pull_request_review_thread")
        issue = try part(.issue, of: "issues", "issue_comment")
        label = try part(.label, of: "pull_request", "issues")
        assignee = try part(.assignee, of: "issues")
        milestone = try part(.milestone, of: "milestone", "issues")
        changes = try part(.changes, of: "issues")
        requestedReviewer = try part(.requestedReviewer, of: "pull_request")
        requestedTeam = try part(.requestedTeam, of: "pull_request")
        after = try part(.after, of: "pull_request")
        run = try part(.run, of: "workflow_run")
        job = try part(.job, of: "workflow_job")
        deployment = try part(.deployment, of: "deployment", "deployment_status")
        deploymentStatus = try part(.deploymentStatus, of: "deployment_status")
        release = try part(.release, of: "release")
        checkRun = try part(.checkRun, of: "check_run")
        // The mark is no part of the body: it is the body.
        status = event == "status" ? try GitHubStatusHook(from: decoder) : nil
    }

    enum CodingKeys: String, CodingKey {
        case action, repository, sender, number, review, comment, thread, issue, label, assignee, milestone, changes,
            after
        case deployment, release, requestor, context
        case commit = "sha"
        case pullRequest = "pull_request"
        case requestedReviewer = "requested_reviewer"
        case requestedTeam = "requested_team"
        case run = "workflow_run"
        case job = "workflow_job"
        case deploymentStatus = "deployment_status"
        case checkRun = "check_run"
    }

    /// Where a decoder finds the event that the webhook's header names.
    static let event = CodingUserInfoKey(rawValue: "event")
}

extension KeyedDecodingContainer<GitHubDelivery.CodingKeys> {
    /// The event by the webhook's header; without one, by what the body is about.
    fileprivate func event(_ decoder: any Decoder) -> String? {
        if let key = GitHubDelivery.event, let event = decoder.userInfo[key] as? String { return event }
        return GitHubEvents.event { contains($0) }
    }
}

extension GitHubDelivery {
    /// The body of a webhook, decoded once. Throws `MappingTrouble`.
    init(from answer: RawAnswer) throws {
        let decoder = JSONDecoder()
        if let key = Self.event, let event = answer.event { decoder.userInfo[key] = event }
        do { self = try decoder.decode(Self.self, from: answer.body) } catch let error as DecodingError {
            throw MappingTrouble(error)
        }
    }
}
