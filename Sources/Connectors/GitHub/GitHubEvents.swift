/// The events that GitHub's webhooks tell of.
enum GitHubEvents {
    /// Those that become records.
    static let used: Set<String> = [
        "check_run", "deployment", "deployment_status", "issue_comment", "issues", "milestone", "pull_request",
        "pull_request_review", "pull_request_review_comment", "pull_request_review_thread", "release", "repository",
        "status", "workflow_job", "workflow_run",
    ]

    /// Those that are known, and tell nothing that is counted here.
    static let passedOver: Set<String> = [
        "branch_protection_configuration", "branch_protection_rule", "check_suite", "code_scanning_alert",
        "commit_comment", "create", "custom_property", "custom_property_values", "delete", "dependabot_alert",
        "deploy_key", "deployment_protection_rule", "deployment_review", "discussion", "discussion_comment", "fork",
        "github_app_authorization", "gollum", "installation", "installation_repositories", "installation_target",
        "issue_dependencies", "label", "marketplace_purchase", "member", "membership", "merge_group", "meta",
        "org_block", "organization", "package", "page_build", "personal_access_token_request", "ping", "project",
        "project_card", "project_column", "projects_v2", "projects_v2_item", "projects_v2_status_update", "public",
        "push", "registry_package", "repository_advisory", "repository_dispatch", "repository_import",
        "repository_ruleset", "repository_vulnerability_alert", "secret_scanning_alert",
        "secret_scanning_alert_location", "secret_scanning_scan", "security_advisory", "security_and_analysis",
        "sponsorship", "star", "sub_issues", "team", "team_add", "watch", "workflow_dispatch",
    ]

    /// The event that a body without its header belongs to, as far as its parts tell: the more particular part decides.
    static func event(_ has: (GitHubDelivery.CodingKeys) -> Bool) -> String? {
        if has(.pullRequest) {
            if has(.review) { return "pull_request_review" }
            if has(.comment) { return "pull_request_review_comment" }
            return has(.thread) ? "pull_request_review_thread" : "pull_request"
        }
        if has(.issue) { return has(.comment) ? "issue_comment" : "issues" }
        if has(.job) { return "workflow_job" }
        if has(.deploymentStatus) { return "deployment_status" }
        if has(.deployment) { return "deployment" }
        if has(.run) { return has(.requestor) ? nil : "workflow_run" }
        if has(.checkRun) { return "check_run" }
        if has(.commit), has(.context) { return "status" }
        if has(.release) { return "release" }
        return has(.milestone) ? "milestone" : nil
    }
}
