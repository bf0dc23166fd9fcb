import Foundation
import Records

extension GitHubReadings {
    /// So many commits are looked at again, the newest.
    private static let mostPending = 30
    /// Seconds after a push in which its checks may still begin.
    private static let patience: Int64 = 600

    /// Checks and statuses of the commits that open pull requests ask to be merged: other services than GitHub's own tell of
    /// their builds by these alone. A commit is asked about when a pull request changed, and again until all of it ended.
    var checks: Reading {
        Reading("\(repository) checks", start: { start($0) }) { step, reply, cursor in
            switch step.role {
            case "heads": try heads(step, reply, cursor)
            case "check-runs": try runs(step, reply, cursor)
            default: try statuses(step, reply, cursor)
            }
        }
    }

    private func start(_ cursor: ReadingCursor) -> [SyncStep] {
        var heads = SyncStep("heads", "repos/\(repository)/pulls?state=open&sort=updated&direction=desc")
        heads.size = size
        return (cursor.pending ?? []).map { runsOf($0, since: nil) } + [heads]
    }

    private func runsOf(_ commit: String, since: Int64?) -> SyncStep {
        var step = SyncStep("check-runs", "repos/\(repository)/commits/\(commit)/check-runs")
        (step.after, step.since, step.size) = (commit, since, size)
        return step
    }

    private struct Listed: Decodable {
        struct Head: Decodable { var sha: String? }
        var head: Head?
        var updated: Instant?

        enum CodingKeys: String, CodingKey {
            case head
            case updated = "updated_at"
        }
    }

    /// As long as a page has something new, the next one may have too.
    private func heads(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        guard let listed = try? JSONDecoder().decode([Listed].self, from: reply.body) else {
            throw AskingTrouble.unreachable("the answer is not the list that was asked for")
        }
        var asked = Set(cursor.pending ?? [])
        var outcome = StepOutcome()
        for one in listed {
            guard let commit = one.head?.sha, cursor.recent[commit] == nil, asked.insert(commit).inserted else {
                continue
            }
            outcome.steps.append(runsOf(commit, since: one.updated?.seconds))
        }
        if listed.count >= size, !outcome.steps.isEmpty {
            var next = step
            next.page += 1
            outcome.steps.append(next)
        }
        return outcome
    }

    private func runs(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        var outcome = StepOutcome()
        let page = try ListedPage(reply, at: ["check_runs"])
        outcome.answers = page.items.map { RawAnswer(category: "check-runs", body: $0.body) }
        guard let commit = step.after else { return outcome }
        if page.items.count >= size {
            var next = step
            next.page += 1
            outcome.steps = [next]
            return outcome
        }
        let isOpen = page.items.contains { $0.item.state != "completed" }
        let now = reply.header("date").flatMap(ToolLimit.instant)
        let isEarly = page.items.isEmpty && step.since.map { (now ?? 0) - $0 < Self.patience } ?? false
        note(commit, isOpen: isOpen || isEarly, at: now, cursor, &outcome)
        var statuses = SyncStep("statuses", "repos/\(repository)/commits/\(commit)/status")
        (statuses.after, statuses.size) = (commit, size)
        outcome.steps = [statuses]
        return outcome
    }

    private struct Combined: Decodable {
        var state: String?
        var count: Int?

        enum CodingKeys: String, CodingKey {
            case state
            case count = "total_count"
        }
    }

    /// What Tutti itself wrote there is no build.
    private func statuses(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        var outcome = StepOutcome()
        let page = try ListedPage(reply, at: ["statuses"])
        outcome.answers = page.items.map { RawAnswer(category: "statuses", body: $0.body) }
        guard let commit = step.after, let combined = try? JSONDecoder().decode(Combined.self, from: reply.body)
        else { return outcome }
        if combined.state == "pending", combined.count ?? 0 > 0 {
            note(commit, isOpen: true, at: nil, cursor, &outcome)
        }
        if page.items.count >= size {
            var next = step
            next.page += 1
            outcome.steps = [next]
        }
        return outcome
    }

    private func note(
        _ commit: String, isOpen: Bool, at now: Int64?, _ cursor: ReadingCursor, _ outcome: inout StepOutcome
    ) {
        let others = (cursor.pending ?? []).filter { $0 != commit }
        outcome.pending = Array(((isOpen ? [commit] : []) + others).prefix(Self.mostPending))
        // A little before now, so that it counts as known.
        if !isOpen { outcome.seen[commit] = max(1, (now ?? 1) - 10) }
    }
}
