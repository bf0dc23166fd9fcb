import Foundation
import Records

extension GitLabReadings {
    /// Whether open merge requests can be merged: a push to their target changes that, and shows nowhere else. What is as it was
    /// is not told again. Asking has GitLab look anew where the token's role lets it.
    var mergeable: Reading {
        var list = SyncStep(
            SyncStep.head,
            "projects/\(project)/merge_requests?scope=all&state=opened&with_merge_status_recheck=true&order_by=created_at&sort=asc"
        )
        list.size = size
        return Reading("\(project) mergeable", start: { [list] _ in [list] }) { step, reply, cursor in
            step.isList ? try mergeable(step, reply, cursor) : try blocks(step, reply, cursor)
        }.with { $0.every = 600 }
    }

    private struct Listed: Decodable {
        let status: GitLabMergeStatus
        let head: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            status = try GitLabMergeStatus(fields)
            head = try fields.text("sha")
        }
    }

    private func mergeable(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        let page = try ListedPage(reply)
        var outcome = StepOutcome()
        var told = cursor.told ?? [:]
        for (item, body) in page.items {
            guard let number = item.number, let one = try? JSONDecoder().decode(Listed.self, from: body) else {
                continue
            }
            let wasBlocked = told[item.name]?.hasSuffix(Self.blocked) ?? false
            let isBlocked = one.status.isBlocked ?? wasBlocked
            guard one.status.conflicts != nil || isBlocked || wasBlocked else { continue }
            let conflicts = one.status.conflicts.map(String.init) ?? "unknown"
            if told.note("\(conflicts) \(one.head ?? "")\(isBlocked ? Self.blocked : "")", of: item.name) {
                outcome.answers.append(RawAnswer(category: "merge-requests", body: body))
            }
            // What it waits for is told once; and again where another reason hides whether it still does.
            if isBlocked, !wasBlocked || one.status.isBlocked == nil {
                outcome.steps.append(
                    SyncStep("blocks", "projects/\(project)/merge_requests/\(number)/blocks", number: number))
            }
        }
        let numbers = page.items.compactMap(\.item.number)
        outcome.listed = ["open": numbers]
        if page.items.count >= size {
            var next = step
            (next.role, next.page) = (SyncStep.page, step.page + 1)
            outcome.steps.append(next)
        } else {
            let open = Set((cursor.listed["open"]?.numbers ?? []) + numbers)
            told = told.filter { Int($0.key).map(open.contains) ?? false }
        }
        outcome.told = told
        return outcome
    }

    /// The merge requests that one waits for.
    private func blocks(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        var outcome = StepOutcome()
        outcome.answers = [RawAnswer(category: "merge-request-blocks", body: reply.body)]
        let blocks = try? JSONDecoder().decode(GitLabBlocks.self, from: reply.body)
        if blocks?.isOver == true, let name = step.number.map(String.init), var told = cursor.told,
            let word = told[name], word.hasSuffix(Self.blocked)
        {
            told[name] = String(word.dropLast(Self.blocked.count))
            outcome.told = told
        }
        return outcome
    }

    private static let blocked = " blocked"
}
