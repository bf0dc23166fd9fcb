/// Anything that a connector reads, for all that treats records alike: mapping, saving, comparing.
package enum Record: Hashable, Sendable {
    case repository(HostedRepository)
    case account(Account)
    case hostTeam(HostTeam)
    case pullRequest(PullRequest)
    case pullRequestEvent(PullRequestEvent)
    case pullRequestCommit(PullRequestCommit)
    case pullRequestFiles(PullRequestFiles)
    case review(Review)
    case comment(Comment)
    case workItem(WorkItem)
    case workItemChange(WorkItemChange)
    case workItemLink(WorkItemLink)
    case obstacleSighting(ObstacleSighting)
    case sprint(Sprint)
    case build(Build)
    case job(Job)
    case deployment(Deployment)
    case incident(Incident)
    case release(Release)
    case analysis(DebtAnalysis)
    case testResult(TestResult)
    case coverage(FileCoverage)
    case finding(CodeFinding)

    /// The word for it in printed records.
    package var type: String {
        switch self {
        case .repository: "repository"
        case .account: "account"
        case .hostTeam: "host-team"
        case .pullRequest: "pull-request"
        case .pullRequestEvent: "pull-request-event"
        case .pullRequestCommit: "pull-request-commit"
        case .pullRequestFiles: "pull-request-files"
        case .review: "review"
        case .comment: "comment"
        case .workItem: "work-item"
        case .workItemChange: "work-item-change"
        case .workItemLink: "work-item-link"
        case .obstacleSighting: "obstacle-sighting"
        case .sprint: "sprint"
        case .build: "build"
        case .job: "job"
        case .deployment: "deployment"
        case .incident: "incident"
        case .release: "release"
        case .analysis: "analysis"
        case .testResult: "test-result"
        case .coverage: "coverage"
        case .finding: "finding"
        }
    }

    package var value: any Codable & Sendable {
        switch self {
        case .repository(let value): value
        case .account(let value): value
        case .hostTeam(let value): value
        case .pullRequest(let value): value
        case .pullRequestEvent(let value): value
        case .pullRequestCommit(let value): value
        case .pullRequestFiles(let value): value
        case .review(let value): value
        case .comment(let value): value
        case .workItem(let value): value
        case .workItemChange(let value): value
        case .workItemLink(let value): value
        case .obstacleSighting(let value): value
        case .sprint(let value): value
        case .build(let value): value
        case .job(let value): value
        case .deployment(let value): value
        case .incident(let value): value
        case .release(let value): value
        case .analysis(let value): value
        case .testResult(let value): value
        case .coverage(let value): value
        case .finding(let value): value
        }
    }
}

extension Record: Encodable {
    private enum CodingKeys: String, CodingKey { case type, record }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(type, forKey: .type)
        try container.encode(value, forKey: .record)
    }
}
