import Foundation
import Records

extension GitHubReadings {
    /// How many pull requests with their timelines one question asks for: more would take the tool too long.
    private var graphSize: Int { min(size, 25) }

    /// Pull requests with their timelines: one question of the GraphQL interface for a page of them. Where it is refused,
    /// the plain one is asked, which takes three for each.
    ///
    /// - Parameter states: `OPEN`, or empty for all.
    func pullRequests(_ name: String, states: String) -> Reading {
        Reading("\(repository) \(name)", start: { start($0, states) }) { step, reply, cursor in
            switch step.role {
            case SyncStep.graph: try graph(step, reply, cursor)
            case SyncStep.head where step.size == 1: try probe(reply, cursor)
            case SyncStep.head, SyncStep.page: try plain(states).read(step, reply, cursor)
            case "timeline": try part(step, reply, "timeline")
            default: try one(step, reply)
            }
        }.with { $0.hasPlain = true }
    }

    private func start(_ cursor: ReadingCursor, _ states: String) -> [SyncStep] {
        if cursor.isPlain { return plain(states).steps(cursor) }
        if cursor.mark == nil || !states.isEmpty { return [graphStep(states)] }
        // Whether anything changed costs nothing to ask, and mostly nothing did.
        var probe = SyncStep(SyncStep.head, "repos/\(repository)/pulls?state=all&sort=updated&direction=desc")
        probe.size = 1
        return [probe]
    }

    private func graphStep(_ states: String) -> SyncStep {
        var step = SyncStep(SyncStep.graph, "\(repository) \(states)")
        step.size = graphSize
        return step
    }

    private func probe(_ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        var outcome = StepOutcome()
        if let item = try ListedPage(reply).items.first?.item, cursor.recent[item.name] != item.changed {
            outcome.steps = [graphStep("")]
        }
        return outcome
    }

    private func graph(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        let place = ["data", "repository", "pullRequests"]
        try refuse(reply, at: place)
        let page = try ListedPage(reply, at: place + ["nodes"])
        var outcome = StepOutcome()
        for (item, body) in page.items {
            guard let changed = item.updated, let number = item.number else { continue }
            if cursor.recent[item.name] == changed { continue }
            outcome.seen[item.name] = changed
            outcome.answers.append(RawAnswer(category: "pull-requests-graphql", body: body))
            if item.hasMore { outcome.steps.append(Self.timeline(of: "repos/\(repository)/pulls/\(number)")) }
        }
        let told = try GitHubPage(reply, at: place)
        let isThrough = cursor.mark != nil && page.items.contains { ($0.item.updated ?? 0) < cursor.since }
        if told.hasNextPage, !isThrough {
            var next = step
            next.after = told.endCursor
            outcome.steps.append(next)
        }
        return outcome
    }

    /// Throws where the answer is a refusal.
    func refuse(_ reply: ToolReply, at place: [String]) throws {
        let errors = GraphErrors(reply.body)
        if errors.isEmpty { return }
        try refuse(errors, hasData: JSONPieces.value(at: place + ["nodes"], of: reply.body) != nil)
    }

    private func refuse(_ errors: GraphErrors, hasData: Bool) throws {
        if errors.isForbidden {
            throw AskingTrouble.tooLittleScope(url: repository, lacks: errors.messages.first, has: nil)
        }
        // The plain interface tells the same.
        if errors.isMisunderstood, !hasData { throw AskingTrouble.absent(url: repository) }
        if errors.types.contains("NOT_FOUND") { throw AskingTrouble.absent(url: repository) }
        if errors.messages.contains(where: { $0.lowercased().contains("cursor") }) { throw AskingTrouble.cursorExpired }
        // Of a few fields it may say that they cannot be seen, and give all others.
        if !hasData { throw AskingTrouble.unreachable(errors.messages.first ?? "an error without a word") }
    }

    /// The list leaves out sizes and who merged, so each is asked for by itself, with its timeline.
    private func plain(_ states: String) -> ListReading {
        let state = states.isEmpty ? "all" : "open"
        var list = ListReading(
            category: "pull-requests",
            path: "repos/\(repository)/pulls?state=\(state)&sort=updated&direction=desc", order: .latest, size: size)
        list.isWanted = { _ in false }
        list.parts = { [repository] in $0.number.map { [SyncStep("one", "repos/\(repository)/pulls/\($0)")] } ?? [] }
        return list
    }

    private func one(_ step: SyncStep, _ reply: ToolReply) throws -> StepOutcome {
        var outcome = StepOutcome()
        outcome.answers = [RawAnswer(category: "pull-requests", body: reply.body)]
        outcome.steps = [Self.timeline(of: step.path)]
        return outcome
    }
}
