import Foundation
import Records

/// What is read of one project, and how. Projects are asked by number, which a change of name leaves as it is.
struct GitLabReadings {
    let project: Int
    let names: GitLabNames
    var size = 100

    private var base: String { "projects/\(project)" }

    /// In order of urgency.
    var all: [Reading] {
        let changed = "order_by=updated_at&sort=asc"
        let mergeRequests = reading(
            "merge-requests", "merge_requests?scope=all&state=all&\(changed)", .ascending("updated_after"),
            each: "merge_requests",
            [
                ("merge-requests", ""), ("discussions", "/discussions"), ("approvals", "/approvals"),
                ("merge-request-commits", "/commits"), ("merge-request-versions", "/versions"),
                ("resource-state-events", "/resource_state_events"),
                ("resource-label-events", "/resource_label_events"),
            ])
        let issues = reading(
            "issues", "issues?scope=all&state=all&\(changed)", .ascending("updated_after"), each: "issues",
            [
                ("discussions", "/discussions"), ("resource-state-events", "/resource_state_events"),
                ("resource-label-events", "/resource_label_events"),
                ("resource-milestone-events", "/resource_milestone_events"),
                ("resource-iteration-events", "/resource_iteration_events"),
            ])
        let open = reading(
            "open", "merge_requests?scope=all&state=opened&\(changed)", .ascending("updated_after"),
            category: "merge-requests", each: "merge_requests",
            [("merge-requests", ""), ("discussions", "/discussions")])
        return [
            open.with { $0.until = mergeRequests.name }, mergeRequests, issues,
            reading("milestones", "milestones?state=all").following(issues),
            reading("iterations", "iterations?state=all&include_ancestors=true").following(issues),
            reading(
                "pipelines", "pipelines?\(changed)", .ascending("updated_after"), each: "pipelines",
                [("pipelines", ""), ("jobs", "/jobs?include_retried=true")], isWanted: false),
            reading("deployments", "deployments?\(changed)", .ascending("updated_after")),
            reading("releases", "releases?order_by=created_at&sort=desc"),
            mergeable, itself, reconcile,
        ]
    }

    /// - Parameters:
    ///   - each: What the things are called in addresses.
    ///   - parts: What is asked of each thing, by category.
    ///   - isWanted: Whether a thing is an answer as it is listed. Some lists leave out what counts.
    private func reading(
        _ name: String, _ path: String, _ order: ListReading.Order = .newest, category: String? = nil,
        each: String = "", _ parts: [(category: String, path: String)] = [], isWanted: Bool = true
    ) -> Reading {
        var list = ListReading(category: category ?? name, path: "\(base)/\(path)", order: order, size: size)
        list.isWanted = { _ in isWanted }
        list.parts = { [base, size] item in
            guard let number = each == "pipelines" ? item.id : item.number else { return [] }
            return parts.map { part in
                var step = SyncStep(part.category, "\(base)/\(each)/\(number)\(part.path)")
                step.size = part.path.isEmpty || part.path == "/approvals" ? nil : size
                return step
            }
        }
        return Reading("\(project) \(name)", list) { step, reply, _ in try Self.part(step, reply) }
    }

    /// What belongs to a thing: one answer, or a page of them.
    private static func part(_ step: SyncStep, _ reply: ToolReply) throws -> StepOutcome {
        var outcome = StepOutcome()
        guard let size = step.size else {
            outcome.answers = [RawAnswer(category: step.role, body: reply.body)]
            return outcome
        }
        let page = try ListedPage(reply)
        outcome.answers = page.items.map { RawAnswer(category: step.role, body: $0.body) }
        if page.items.count >= size {
            var next = step
            next.page += 1
            outcome.steps = [next]
        }
        return outcome
    }

    /// The project by itself, and its rules of approval where this edition has any.
    private var itself: Reading {
        let base = base
        return Reading("\(project) itself", start: { _ in [SyncStep(SyncStep.head, base)] }) { step, reply, _ in
            var outcome = StepOutcome()
            guard let project = step.after, let end = project.lastIndex(of: "}") else {
                outcome.answers = [RawAnswer(category: "projects", body: reply.body)]
                var rules = SyncStep("approval-rules", "\(base)/approval_rules?per_page=100")
                rules.after = String(decoding: reply.body, as: UTF8.self)
                outcome.steps = [rules]
                return outcome
            }
            let joined =
                Data(project[..<end].utf8) + Data(#","approval_rules":"#.utf8) + reply.body + Data("}".utf8)
            outcome.answers = [RawAnswer(category: "projects", body: joined)]
            return outcome
        }.with { $0.every = 7 * 86_400 }
    }

    /// Lists the numbers of all merge requests and issues, by the instant they were made, which never changes.
    private var reconcile: Reading {
        let lists = ["merge_requests", "issues"].map {
            ListReading(
                category: $0, path: "\(base)/\($0)?scope=all&state=all&order_by=created_at&sort=asc",
                order: .ascending("created_after"), size: size)
        }
        return Reading("\(project) reconcile", start: { _ in lists.flatMap { $0.steps(ReadingCursor()) } }) {
            [names, project] step, reply, cursor in
            guard step.isList else { return try Self.confirmed(step, reply, size: size) }
            let isIssues = step.path.contains("/issues?")
            let page = try ListedPage(reply).items.map(\.item)
            let numbers = page.compactMap(\.number)
            let name = isIssues ? "issues" : "merge-requests"
            var outcome = StepOutcome()
            outcome.listed = [name: numbers]
            if let next = step.next(after: page.last?.created, isFull: page.count >= size) {
                outcome.steps = [next]
                return outcome
            }
            let place = names.repository("\(project)")
            outcome.listings = [
                SyncListing(isIssues ? .workItem : .pullRequest, place, cursor, name, numbers) {
                    isIssues ? names.issue($0, in: "\(project)") : names.mergeRequest($0, in: "\(project)")
                }
            ]
            return outcome
        }.with { $0.every = 7 * 86_400 }
    }

    /// A thing that was not known, with what belongs to it.
    private static func confirmed(_ step: SyncStep, _ reply: ToolReply, size: Int) throws -> StepOutcome {
        guard step.role == SyncStep.confirm else { return try part(step, reply) }
        let isIssue = step.path.contains("/issues/")
        var outcome = StepOutcome()
        outcome.answers = [RawAnswer(category: isIssue ? "issues" : "merge-requests", body: reply.body)]
        let parts =
            ["discussions", "resource_state_events", "resource_label_events"]
            + (isIssue
                ? ["resource_milestone_events", "resource_iteration_events"] : ["approvals", "commits", "versions"])
        outcome.steps = parts.map { part in
            let category =
                ["commits", "versions"].contains(part) ? "merge-request-\(part)" : part.replacing("_", with: "-")
            var next = SyncStep(category, "\(step.path)/\(part)")
            next.size = part == "approvals" ? nil : size
            return next
        }
        return outcome
    }
}
