import Foundation
import Records

/// What is read of one repository, and how.
struct GitHubReadings {
    /// `octocat/hello-world`, as it was connected.
    let repository: String
    let source: String
    var size = 100

    private var base: String { "repos/\(repository)" }
    private var address: GitHubAddress { GitHubAddress(source: source, repository: repository) }

    /// In order of urgency. GitHub tells the state of an issue's events with the issue, so events are asked for only where
    /// an issue changed; and comments at lines only where a pull request did.
    var all: [Reading] {
        let pulls = pullRequests("pulls", states: "")
        let issues = Reading("\(repository) issues", issues)
        return [
            pullRequests("open", states: "OPEN").with { $0.until = pulls.name },
            pulls,
            Reading(
                "\(repository) line-comments",
                list("review-comments", "pulls/comments?sort=updated&direction=asc", .ascending("since"))
            )
            .following(pulls),
            issues,
            Reading("\(repository) events", list("events", "issues/events")).following(issues),
            Reading("\(repository) milestones", list("milestones", "milestones?state=all&sort=due_on&direction=desc"))
                .following(issues),
            checks.following(pulls), mergeable,
            Reading("\(repository) runs", runs) { step, reply, _ in try part(step, reply, "jobs", at: ["jobs"]) },
            deployments,
            Reading("\(repository) releases", list("releases", "releases")),
            itself, reconcile,
        ]
    }

    private func list(_ category: String, _ path: String, _ order: ListReading.Order = .newest) -> ListReading {
        ListReading(category: category, path: "\(base)/\(path)", order: order, size: size)
    }

    private var issues: ListReading {
        var list = list("issues", "issues?state=all&sort=updated&direction=asc", .ascending("since"))
        list.isWanted = { !$0.isPullRequest }
        return list
    }

    /// Runs with their jobs, and what was run before a repeat.
    private var runs: ListReading {
        var list = list("workflow-runs", "actions/runs")
        list.place = ["workflow_runs"]
        list.again = { [base] in SyncStep(ListReading.again, "\(base)/actions/runs/\($0)") }
        list.parts = { [base, size] run in
            guard let id = run.id else { return [] }
            var jobs = SyncStep("jobs", "\(base)/actions/runs/\(id)/jobs?filter=all")
            jobs.size = size
            let before = (1..<max(1, run.attempt ?? 1)).map {
                SyncStep("attempt", "\(base)/actions/runs/\(id)/attempts/\($0)")
            }
            return [jobs] + before
        }
        return list
    }

    /// One page of what belongs to a thing; more of them as long as they are full.
    func part(_ step: SyncStep, _ reply: ToolReply, _ category: String, at place: [String] = []) throws -> StepOutcome {
        var outcome = StepOutcome()
        if step.role == "attempt" {
            outcome.answers = [RawAnswer(category: "workflow-runs", body: reply.body)]
            return outcome
        }
        let page = try ListedPage(reply, at: place)
        outcome.answers = page.items.map { RawAnswer(category: category, body: $0.body) }
        if let size = step.size, page.items.count >= size {
            var next = step
            next.page += 1
            outcome.steps = [next]
        }
        return outcome
    }

    /// A deployment and its states are two answers and one record, so they are put together: `statuses` beside the rest.
    private var deployments: Reading {
        var list = list("deployments", "deployments")
        list.isWanted = { _ in false }
        list.again = { [base] in SyncStep("deployment", "\(base)/deployments/\($0)") }
        list.parts = { [base] item in item.id.map { [SyncStep("deployment", "\(base)/deployments/\($0)")] } ?? [] }
        return Reading("\(repository) deployments", list) { step, reply, cursor in
            if step.role == "deployment" {
                var states = SyncStep("states", step.path + "/statuses")
                states.size = 100
                states.after = String(decoding: reply.body, as: UTF8.self)
                var outcome = StepOutcome()
                outcome.steps = [states]
                return outcome
            }
            return try Self.joined(step, reply, cursor)
        }
    }

    private static func joined(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        let states = try ListedPage(reply).items
        guard let body = step.after, let end = body.lastIndex(of: "}") else {
            throw AskingTrouble.unreachable("a deployment is not an object")
        }
        var outcome = StepOutcome()
        let joined = Data(body[..<end].utf8) + Data(#","statuses":"#.utf8) + reply.body + Data("}".utf8)
        outcome.answers = [RawAnswer(category: "deployments", body: joined)]
        let id = Int(step.path.split(separator: "/").dropLast().last ?? "")
        let isOver = states.contains { ["success", "failure", "error", "inactive"].contains($0.item.state ?? "") }
        var open = Set(cursor.unfinished)
        if let id { if isOver { open.remove(id) } else { open.insert(id) } }
        outcome.unfinished = Array(open.sorted().suffix(200))
        return outcome
    }

    static let week: Int64 = 7 * 86_400

    /// Lists the numbers of all issues and pull requests: what is missing here is read, what is missing there is asked for.
    private var reconcile: Reading {
        let list = list("issues", "issues?state=all&sort=created&direction=asc")
        return Reading("\(repository) reconcile", start: list.steps) { [address] step, reply, cursor in
            var outcome = StepOutcome()
            guard step.isList else { return try Self.single(step, reply) }
            let page = try ListedPage(reply).items.map(\.item)
            let numbers = { (isPull: Bool) in page.filter { $0.isPullRequest == isPull }.compactMap(\.number) }
            outcome.listed = ["issues": numbers(false), "pulls": numbers(true)]
            if let size = step.size, page.count >= size {
                var next = step
                (next.role, next.page) = (SyncStep.page, step.page + 1)
                outcome.steps = [next]
            } else {
                outcome.listings = [
                    SyncListing(.workItem, address.key, cursor, "issues", numbers(false)) { address.workItem($0) },
                    SyncListing(.pullRequest, address.key, cursor, "pulls", numbers(true)) { address.pullRequest($0) },
                ]
            }
            return outcome
        }.with { $0.every = Self.week }
    }

    private static func single(_ step: SyncStep, _ reply: ToolReply) throws -> StepOutcome {
        var outcome = StepOutcome()
        if step.role == "timeline" {
            return try GitHubReadings(repository: "", source: "").part(step, reply, "timeline")
        }
        let isPull = step.path.contains("/pulls/")
        outcome.answers = [RawAnswer(category: isPull ? "pull-requests" : "issues", body: reply.body)]
        if isPull { outcome.steps = [timeline(of: step.path)] }
        return outcome
    }

    /// The timeline of the pull request at a path: `repos/o/r/pulls/7` or what follows it.
    static func timeline(of path: String) -> SyncStep {
        var step = SyncStep("timeline", path.replacing("/pulls/", with: "/issues/") + "/timeline")
        step.size = 100
        return step
    }
}
