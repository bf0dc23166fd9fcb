/// What a row of a table can be.
package enum TableRecord: String, CaseIterable, Sendable {
    case pullRequest = "pull-request"
    case review
    case workItem = "work-item"
    case build, deployment, incident, analysis

    /// As commands call several of them.
    package var plural: String { self == .analysis ? "analyses" : "\(rawValue)s" }

    /// The fields without which a row is nothing.
    var required: [String] {
        switch self {
        case .pullRequest: ["id", "repository", "createdAt"]
        case .review: ["id", "pullRequest", "verdict", "submittedAt"]
        case .workItem: ["id", "title", "state", "createdAt"]
        case .build: ["id", "name", "result", "finishedAt"]
        case .deployment: ["id", "service", "finishedAt"]
        case .incident: ["id", "title", "startedAt"]
        case .analysis: ["repository", "commit", "analysedAt", "minutes", "lines", "rules"]
        }
    }

    /// All that it knows.
    package var fields: Set<String> {
        switch self {
        case .pullRequest:
            [
                "id", "repository", "number", "title", "body", "url", "author", "state", "draft", "createdAt",
                "updatedAt", "mergedAt", "closedAt", "mergedBy", "mergeCommit", "headBranch", "baseBranch",
                "headCommit", "additions", "deletions", "changedFiles", "labels",
            ]
        case .review: ["id", "pullRequest", "author", "verdict", "body", "commit", "submittedAt"]
        case .workItem:
            [
                "id", "reference", "container", "title", "body", "url", "kind", "state", "author", "assignees",
                "labels", "priority", "severity", "estimate", "milestone", "createdAt", "updatedAt", "closedAt",
            ]
        case .build:
            [
                "id", "repository", "name", "number", "attempt", "result", "branch", "commit", "trigger", "queuedAt",
                "startedAt", "finishedAt", "url",
            ]
        case .deployment:
            [
                "id", "service", "environment", "result", "repository", "commit", "branch", "createdAt", "startedAt",
                "finishedAt", "isFix", "isRollback", "url",
            ]
        case .incident:
            [
                "id", "title", "service", "severity", "cause", "deployment", "startedAt", "detectedAt", "mitigatedAt",
                "resolvedAt", "url",
            ]
        case .analysis:
            ["repository", "commit", "branch", "analysedAt", "minutes", "lines", "rules", "withoutCost"]
        }
    }
}
