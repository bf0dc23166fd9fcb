import Records

/// A commit by its place in an invented repository, before it has a name: git's own is known when it is written.
struct Mark: Hashable, Sendable {
    let repository: Int
    /// As `git fast-import` counts; from 1.
    let number: Int

    /// Of one on a pull request's branch, by its place there.
    static func branch(_ repository: Int, _ pullRequest: Int, _ place: Int) -> Mark {
        Mark(repository: repository, number: pullRequest * 64 + min(place, 61))
    }

    /// Of the one that merging makes.
    static func merge(_ repository: Int, _ pullRequest: Int) -> Mark {
        Mark(repository: repository, number: pullRequest * 64 + 63)
    }

    /// Of what was there before pull requests were used.
    static func early(_ repository: Int, _ place: Int) -> Mark {
        Mark(repository: repository, number: 1_000_000_000 + place)
    }
}

/// Who does something: somebody, or the machine that keeps libraries fresh.
enum Actor: Hashable, Sendable {
    case person(Int)
    case machine
}

/// A pull request with all that will ever happen to it, also what lies after the invented now.
struct PlannedPullRequest: Sendable {
    struct Commit: Sendable {
        var authoredAt: Int64
        var pushedAt: Int64
        var subject: String
        var mark: Mark
    }

    struct Remark: Sendable {
        var author: Actor
        var text: String
        var at: Int64
        /// Comments of one thread share it; nil for one about the whole.
        var thread: Int?
    }

    struct Step: Sendable {
        var kind: PullRequestEvent.Kind
        var at: Int64
        var actor: Actor
        var subject: Actor?
        /// Of which somebody is asked, in place of `subject`.
        var team: Int?
        var verdict: PullRequestEvent.Verdict?
        var text: String?
        var mark: Mark?
        var isSameChange: Bool?
        /// On lines, with a review.
        var remarks: [Remark] = []

        init(_ kind: PullRequestEvent.Kind, at: Int64, by actor: Actor) {
            self.kind = kind
            self.at = at
            self.actor = actor
        }
    }

    var repository: Int
    var number = 0
    var module: Int
    var author: Actor
    var title: String
    var body: String
    var isDraft = false
    var openedAt: Int64
    var commits: [Commit] = []
    /// Oldest first.
    var steps: [Step] = []
    var labels: [String] = []
    /// The reference of the work item that it is about.
    var item: String?
    /// Lines that it changes, as planned.
    var size: Int
    var files: Int
    /// One commit on the base branch instead of a merge of the branch.
    var isSquashed = true
    /// The number of the one that it takes back.
    var reverts: Int?

    var branch: String {
        let words = title.lowercased().filter { $0.isLetter || $0 == " " }.split(separator: " ").prefix(5)
        return (item.map { "\($0.lowercased())-" } ?? "") + words.joined(separator: "-")
    }

    var mergedAt: Int64? { steps.last { $0.kind == .merged }?.at }
    var closedAt: Int64? { steps.last { $0.kind == .merged || $0.kind == .closed }?.at }
    var readyAt: Int64? { isDraft ? steps.first { $0.kind == .readyForReview }?.at : openedAt }
    /// When something happens last.
    var lastAt: Int64 { steps.last?.at ?? openedAt }
    var mergeMark: Mark { .merge(repository, number) }
}

/// Something to be done, with its whole life.
struct PlannedItem: Sendable {
    struct Change: Sendable {
        var field: WorkItemChange.Field
        var from: String?
        var to: String?
        var at: Int64
        var actor: Int
    }

    var team: Int
    var number: Int
    var reference: String
    var title: String
    var kind: WorkItem.Kind
    var labels: [String] = []
    var estimate: Double?
    var author: Int
    var assignee: Int
    var createdAt: Int64
    /// Oldest first.
    var changes: [Change] = []
}

/// A run of a pipeline.
struct PlannedBuild: Sendable {
    var repository: Int
    var number = 0
    var attempt = 1
    /// Nil on the default branch.
    var pullRequest: Int?
    var branch: String
    var mark: Mark
    var queuedAt: Int64
    var startedAt: Int64
    var finishedAt: Int64
    var result: Build.Result
    /// Names of tests that failed, and of those that passed when they were tried again.
    var failing: [String] = []
    var flaking: [String] = []
    var hasCoverage = false
}

struct PlannedDeployment: Sendable {
    var repository: Int
    var number: Int
    var environment: Deployment.Environment
    var mark: Mark
    var startedAt: Int64
    var finishedAt: Int64
    var result: Build.Result
    /// Merges since the deployment before.
    var brought: [Mark]
    var isFix = false
    var isRollback = false
}

struct PlannedIncident: Sendable {
    var repository: Int
    var number: Int
    var title: String
    var severity: String
    var deployment: Int?
    var startedAt: Int64
    var detectedAt: Int64
    var mitigatedAt: Int64
    var resolvedAt: Int64
}

struct PlannedRelease: Sendable {
    var repository: Int
    var tag: String
    var mark: Mark
    var at: Int64
}

/// What happens in one team that begins in one sprint.
struct Chapter: Sendable {
    let team: Int
    let sprint: Int
    var items: [PlannedItem] = []
    var pullRequests: [PlannedPullRequest] = []
    var builds: [PlannedBuild] = []
    var deployments: [PlannedDeployment] = []
    var incidents: [PlannedIncident] = []
    var releases: [PlannedRelease] = []
}
