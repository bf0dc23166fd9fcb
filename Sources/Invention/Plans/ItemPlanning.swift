import Records

/// Plans one work item: when it is written, estimated, taken into a sprint, begun and done, and its pull requests.
struct ItemPlanning: Sendable {
    private let planning: TeamPlanning
    private let sprint: Int
    private let number: Int
    private var dice: Dice

    init(_ planning: TeamPlanning, _ sprint: Int, number: Int, dice: Dice) {
        self.planning = planning
        self.sprint = sprint
        self.number = number
        self.dice = dice
    }

    private var organisation: Organisation { planning.organisation }
    private var team: Organisation.Team { planning.team }

    /// - Returns: nil where its assignee is away for the whole sprint.
    mutating func plan() -> (PlannedItem, [PlannedPullRequest])? {
        let assignee = planning.somebody(&dice)
        guard let begun = planning.moment(ofSprint: sprint, for: assignee, &dice) else { return nil }
        let module = planning.module(for: .person(assignee), &dice)
        var item = invented(assignee, module, begun)
        plan(&item, begun)
        let requests = pullRequests(item, module, begun)
        finish(&item, requests, begun)
        item.changes.sort { $0.at < $1.at }
        return (item, requests)
    }

    private mutating func invented(
        _ assignee: Int, _ module: (repository: Int, module: Int), _ begun: Int64
    ) -> PlannedItem {
        let thing = dice.pick(organisation.repositories[module.repository].modules[module.module].things)
        let kinds: [WorkItem.Kind] = [.requirement, .task, .bug]
        let kind = kinds[dice.place([0.6, 0.22, 0.18])]
        let templates = kind == .bug ? Phrases.fixes : kind == .task ? Phrases.chores : Phrases.changes
        let age = Int64(dice.logNormal(median: kind == .bug ? 1.5 : 12, spread: 0.9) * 86_400)
        let author = planning.somebody(&dice)
        let wished = min(begun - 1800, max(begun - 85 * 86_400, begun - age))
        // Written in somebody's working time, if there is any before it is begun.
        let created = min(begun - 900, planning.working(author)?.next(from: wished) ?? wished)
        var item = PlannedItem(
            team: team.id, number: number, reference: "\(team.prefix)-\(number)",
            title: Phrases.title(dice.pick(templates), thing), kind: kind, author: author, assignee: assignee,
            createdAt: created)
        if kind == .bug { item.labels.append(dice.chance(0.3) ? "production" : "testing") }
        if dice.chance(0.88) { item.estimate = dice.pick([1, 1, 2, 2, 3, 3, 3, 5, 5, 8]) }
        return item
    }

    /// Estimated and taken into the sprint on the Friday before; what comes up in the middle is taken in when it is begun.
    private mutating func plan(_ item: inout PlannedItem, _ begun: Int64) {
        let start = organisation.days(ofSprint: sprint).lowerBound * 86_400
        let planned = start - Int64(dice.whole(3300...3480)) * 60
        let lead = team.people.first { organisation.people[$0].isLead } ?? item.author
        let isPlanned = item.createdAt < planned - 600 && (item.kind != .bug || dice.chance(0.5))
        let at = isPlanned ? planned : begun - Int64(dice.whole(60...600))
        let by = isPlanned ? lead : item.assignee
        guard at > item.createdAt else { return }
        if let estimate = item.estimate {
            let first = dice.chance(0.15) ? max(1, estimate - 1) : estimate
            item.changes.append(
                .init(field: .estimate, from: nil, to: "\(first)", at: max(item.createdAt + 60, at - 900), actor: by))
            if first != estimate {
                item.changes.append(
                    .init(field: .estimate, from: "\(first)", to: "\(estimate)", at: begun + 600, actor: item.assignee))
            }
        }
        let key = organisation.sprint(sprint, of: team.id).description
        item.changes.append(.init(field: .sprint, from: nil, to: key, at: at, actor: by))
        let login = organisation.people[item.assignee].login
        item.changes.append(
            .init(field: .assignee, from: nil, to: login, at: max(at + 30, begun - 60), actor: item.assignee))
    }

    private mutating func pullRequests(
        _ item: PlannedItem, _ module: (repository: Int, module: Int), _ begun: Int64
    ) -> [PlannedPullRequest] {
        guard dice.chance(organisation.rates.withPullRequest) else { return [] }
        var requests: [PlannedPullRequest] = []
        var start = begun
        for _ in 0..<(dice.chance(0.16) ? 2 : 1) {
            var planning = PullRequestPlanning(planning, dice: Dice(seed: dice.next()))
            let plan = planning.plan(.person(item.assignee), from: start, sprint, purpose: .item(item, module: module))
            requests.append(plan)
            start = plan.openedAt
        }
        return requests
    }

    /// In progress, in review, perhaps waiting for a test, done. What is not done when its sprint ends goes on in the next.
    private mutating func finish(_ item: inout PlannedItem, _ requests: [PlannedPullRequest], _ begun: Int64) {
        guard let days = planning.working(item.assignee) else { return }
        var state = "Open"
        func move(_ to: String, _ at: Int64) -> PlannedItem.Change {
            defer { state = to }
            return .init(field: .state, from: state, to: to, at: at, actor: item.assignee)
        }
        var changes = [move("In progress", begun)]
        var done = days.instant(Int64(dice.logNormal(median: 9, spread: 0.9) * 3600), after: begun)
        if let ready = requests.compactMap(\.readyAt).max(), let last = requests.map(\.lastAt).max() {
            changes.append(move("Ready for review", ready + 30))
            let looked = requests.flatMap(\.steps).first { $0.kind == .reviewed && $0.at > ready + 60 }?.at
            if let looked, looked < last { changes.append(move("In review", looked)) }
            done = last
        }
        if item.kind == .requirement, dice.chance(0.45) {
            changes.append(move("Ready for test", done + 60))
            done = days.instant(Int64(dice.logNormal(median: 4, spread: 0.9) * 3600), after: done + 60)
        }
        done = max(done + 90, begun + 1800)
        let isDropped = requests.allSatisfy { $0.mergedAt == nil } && dice.chance(requests.isEmpty ? 0.12 : 1)
        changes.append(move(isDropped ? "Won't do" : "Done", done))
        if !isDropped, item.kind != .task, dice.chance(0.04) {
            let again = days.instant(Int64(dice.whole(3...20)) * 3600, after: done)
            changes.append(move("In progress", again))
            changes.append(move("Done", days.instant(Int64(dice.whole(2...12)) * 3600, after: again)))
        }
        item.changes += changes
        carryOver(&item, until: done)
    }

    private func carryOver(_ item: inout PlannedItem, until done: Int64) {
        guard item.changes.contains(where: { $0.field == .sprint }) else { return }
        var number = sprint
        while true {
            let end = organisation.days(ofSprint: number).upperBound * 86_400
            guard end - Organisation.sprintGap < done, number < sprint + 5 else { return }
            let lead = team.people.first { organisation.people[$0].isLead } ?? item.author
            item.changes.append(
                .init(
                    field: .sprint, from: organisation.sprint(number, of: team.id).description,
                    to: organisation.sprint(number + 1, of: team.id).description,
                    at: end - Organisation.sprintGap + 1800, actor: lead))
            number += 1
        }
    }
}
