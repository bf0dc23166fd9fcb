import Foundation
import Records

/// Whether an open pull request can be merged just now, in the GraphQL interface's words.
struct GitHubMergeable: Decodable {
    var number: Int
    var url: String
    /// `MERGEABLE`, `CONFLICTING`, or `UNKNOWN` while GitHub works it out.
    var mergeable: String?
    var headRefOid: String?

    func add(to notes: inout GitHubNotes, at address: GitHubAddress) {
        guard let stands else { return }
        notes.add(
            .obstacleSighting(
                ObstacleSighting(.conflict, of: address.pullRequest(number), stands: stands, head: headRefOid)))
    }

    /// Nil where it is not known.
    var stands: Bool? {
        switch mergeable {
        case "CONFLICTING": true
        case "MERGEABLE": false
        default: nil
        }
    }
}

extension GitHubReadings {
    /// How many single questions the plain interface is asked, which tells it of one pull request at a time.
    private static let mostPlain = 30

    /// Whether open pull requests can be merged: a push to their base changes that, and shows nowhere else. What is as it was is
    /// not told again.
    var mergeable: Reading {
        Reading("\(repository) mergeable", start: { $0.isPlain ? [plainStep] : [mergeableStep] }) {
            step, reply, cursor in
            switch step.role {
            case SyncStep.graph: try mergeable(step, reply, cursor)
            case "ones": try plainOnes(reply)
            default: try plainOne(step, reply, cursor)
            }
        }.with { ($0.hasPlain, $0.every) = (true, 600) }
    }

    private var mergeableStep: SyncStep {
        var step = SyncStep(SyncStep.graph, "\(repository) OPEN mergeable")
        step.size = size
        return step
    }

    private var plainStep: SyncStep {
        // By a role of its own: that the list is as it was says nothing of this.
        var step = SyncStep("ones", "repos/\(repository)/pulls?state=open&sort=updated&direction=desc")
        step.size = min(size, Self.mostPlain)
        return step
    }

    private func mergeable(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        let place = ["data", "repository", "pullRequests"]
        try refuse(reply, at: place)
        let page = try ListedPage(reply, at: place + ["nodes"])
        var outcome = StepOutcome()
        var told = cursor.told ?? [:]
        for (item, body) in page.items {
            guard let one = try? JSONDecoder().decode(GitHubMergeable.self, from: body), let stands = one.stands,
                told.note("\(stands) \(one.headRefOid ?? "")", of: item.name)
            else { continue }
            outcome.answers.append(RawAnswer(category: "mergeable", body: body))
        }
        let numbers = page.items.compactMap(\.item.number)
        outcome.listed = ["open": numbers]
        let info = try GitHubPage(reply, at: place)
        if info.hasNextPage {
            var next = step
            next.after = info.endCursor
            outcome.steps = [next]
        } else {
            let open = Set((cursor.listed["open"]?.numbers ?? []) + numbers)
            told = told.filter { Int($0.key).map(open.contains) ?? false }
        }
        outcome.told = told
        return outcome
    }

    private func plainOnes(_ reply: ToolReply) throws -> StepOutcome {
        var outcome = StepOutcome()
        outcome.steps = try ListedPage(reply).items.compactMap { item, _ in
            item.number.map { SyncStep("one", "repos/\(repository)/pulls/\($0)") }
        }
        return outcome
    }

    private func plainOne(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        struct Told: Decodable {
            struct Head: Decodable { var sha: String? }
            var number: Int
            var mergeable: Bool?
            var head: Head?
        }
        var outcome = StepOutcome()
        guard let one = try? JSONDecoder().decode(Told.self, from: reply.body), let mergeable = one.mergeable else {
            return outcome
        }
        var told = cursor.told ?? [:]
        if told.note("\(!mergeable) \(one.head?.sha ?? "")", of: "\(one.number)") {
            outcome.answers = [RawAnswer(category: "pull-requests", body: reply.body)]
        }
        outcome.told = told
        return outcome
    }
}

extension [String: String] {
    /// Whether it is another word than before.
    mutating func note(_ word: String, of name: String) -> Bool {
        if self[name] == word { return false }
        self[name] = word
        return true
    }
}
