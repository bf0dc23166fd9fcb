import Records

/// Plans one pull request: who writes it, who reviews it how often, and when each of them gets to it.
struct PullRequestPlanning: Sendable {
    enum Purpose: Sendable {
        case item(PlannedItem, module: (repository: Int, module: Int))
        case chore
        /// New versions of what a repository uses.
        case libraries(Int)
    }

    let planning: TeamPlanning
    var dice: Dice

    init(_ planning: TeamPlanning, dice: Dice) {
        self.planning = planning
        self.dice = dice
    }

    private var organisation: Organisation { planning.organisation }
    private var rates: Rates { organisation.rates }

    /// - Parameter start: when somebody begins to work on it.
    mutating func plan(_ author: Actor, from start: Int64, _ sprint: Int, purpose: Purpose) -> PlannedPullRequest {
        let end = organisation.days(ofSprint: sprint).upperBound * 86_400 - 1
        let (repository, module) = place(author, purpose)
        let thing = dice.pick(organisation.repositories[repository].modules[module].things)
        var plan = PlannedPullRequest(
            repository: repository, module: module, author: author, title: "", body: "", openedAt: start,
            size: size(author), files: 1)
        describe(&plan, purpose, thing)
        plan.files = min(60, 1 + dice.count(mean: Double(plan.size).squareRoot() / 3))
        plan.openedAt = min(end, commits(&plan, from: start, sprint) + Int64(dice.whole(30...600)))
        plan.isSquashed = dice.chance(0.78)
        plan.isDraft = author != .machine && dice.chance(0.17)
        open(&plan)
        review(&plan, thing)
        return plan
    }

    /// What it touches: of an item, the part that the item is about.
    private mutating func place(_ author: Actor, _ purpose: Purpose) -> (repository: Int, module: Int) {
        switch purpose {
        case .item(_, let module): return module
        case .libraries(let repository): return (repository, 0)
        case .chore: return planning.module(for: author, &dice)
        }
    }

    private mutating func size(_ author: Actor) -> Int {
        if author == .machine { return dice.whole(4...40) }
        return min(9000, max(1, Int(dice.logNormal(median: rates.size.median, spread: rates.size.spread))))
    }

    private mutating func describe(_ plan: inout PlannedPullRequest, _ purpose: Purpose, _ thing: String) {
        switch purpose {
        case .item(let item, _):
            plan.item = item.reference
            plan.title = "\(item.reference) \(item.title)"
            plan.body = dice.chance(0.7) ? Descriptions.whole(item.title, thing) : item.title
            if item.kind == .bug, item.labels.contains("production"), dice.chance(0.3) { plan.labels.append("hotfix") }
        case .chore:
            plan.title = Phrases.title(dice.pick(Phrases.chores), thing)
            plan.body = dice.chance(0.3) ? Descriptions.whole(plan.title, thing) : ""
        case .libraries:
            let (major, minor) = (dice.whole(1...6), dice.whole(0...20))
            plan.title = "Use \(dice.pick(Phrases.libraries)) \(major).\(minor)"
            plan.body = "A new version is out. This was opened by a machine."
            plan.labels = ["libraries"]
        }
    }

    /// - Returns: when the last of those that it is opened with was pushed.
    private mutating func commits(_ plan: inout PlannedPullRequest, from start: Int64, _ sprint: Int) -> Int64 {
        guard case .person(let author) = plan.author, let days = planning.working(author) else {
            plan.commits = [
                .init(
                    authoredAt: start, pushedAt: start, subject: plan.title,
                    mark: Mark(repository: plan.repository, number: 0))
            ]
            return start
        }
        // By the end of the sprint's work at the latest.
        let range = organisation.days(ofSprint: sprint)
        let end = days.instant(at: 1, from: range.lowerBound * 86_400, to: range.upperBound * 86_400)
        let latest = max(start + 300, end - Int64(dice.whole(300...7200)))
        let count = min(30, 1 + dice.count(mean: rates.moreCommits * 0.7))
        var at = start
        for place in 0..<count {
            let worked = dice.logNormal(median: rates.coding.median / Double(count), spread: rates.coding.spread)
            at = min(latest, days.instant(Int64(worked * 3600), after: at))
            plan.commits.append(
                .init(
                    authoredAt: max(start, at), pushedAt: 0, subject: subject(plan, place),
                    mark: Mark(repository: plan.repository, number: place)))
        }
        at = max(start, at) + Int64(dice.whole(20...240))
        for place in plan.commits.indices { plan.commits[place].pushedAt = at }
        return at
    }

    mutating func subject(_ plan: PlannedPullRequest, _ place: Int) -> String {
        let title = plan.item.map { String(plan.title.dropFirst($0.count + 1)) } ?? plan.title
        return place == 0 ? title : dice.pick(Phrases.subjects)
    }

    private mutating func open(_ plan: inout PlannedPullRequest) {
        for (place, commit) in plan.commits.enumerated() {
            var step = PlannedPullRequest.Step(.commitPushed, at: commit.pushedAt, by: plan.author)
            step.mark = Mark(repository: plan.repository, number: place)
            plan.steps.append(step)
        }
        var opened = PlannedPullRequest.Step(.opened, at: plan.openedAt, by: plan.author)
        opened.mark = plan.steps.last?.mark
        plan.steps.append(opened)
        for label in plan.labels {
            var step = PlannedPullRequest.Step(.labeled, at: plan.openedAt + 5, by: plan.author)
            step.text = label
            plan.steps.append(step)
        }
    }
}

extension TeamPlanning {
    /// Where somebody works: mostly on what they know, and never on what somebody else alone knows.
    func module(for author: Actor, _ dice: inout Dice) -> (repository: Int, module: Int) {
        var places: [(repository: Int, module: Int)] = []
        var weights: [Double] = []
        for repository in team.repositories {
            for (place, module) in organisation.repositories[repository].modules.enumerated() {
                places.append((repository, place))
                weights.append(weight(module, repository + place, of: author))
            }
        }
        return places[dice.place(weights)]
    }

    private func weight(_ module: Organisation.Module, _ place: Int, of author: Actor) -> Double {
        guard case .person(let person) = author else { return module.share }
        if let keeper = module.keeper, team.people.contains(keeper) {
            return keeper == person ? module.share * 4 : 0
        }
        return module.share * ((person + place) % 3 == 0 ? 2 : 0.8)
    }
}
