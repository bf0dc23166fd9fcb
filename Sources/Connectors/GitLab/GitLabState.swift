import Records

/// GitLab's words for states, in those that all share.
enum GitLabState {
    /// `locked` is open and just being merged.
    static func pullRequest(_ state: String) -> PullRequest.State {
        switch state {
        case "merged": .merged
        case "closed": .closed
        default: .open
        }
    }

    /// Of pipelines, jobs and deployments. One that waits for somebody to press a button is queued.
    static func run(_ status: String) -> (state: Build.State, result: Build.Result?) {
        switch status {
        case "success": (.finished, .succeeded)
        case "failed": (.finished, .failed)
        case "canceled", "cancelled": (.finished, .cancelled)
        case "skipped": (.finished, .skipped)
        case "running", "canceling": (.running, nil)
        default: (.queued, nil)
        }
    }
}
