import Records

/// Plans what happens in one team, sprint by sprint. What it keeps between two sprints does not grow with the years.
struct TeamPlanning: Sendable {
    let organisation: Organisation
    let team: Organisation.Team
    /// By person, of the team alone.
    let days: [Int: WorkingDays]
    private var items = 0
    private var numbers: [Int: Int] = [:]
    private var builds: [Int: Int] = [:]
    private var rollouts: [Int: Rollouts] = [:]

    init(_ organisation: Organisation, _ team: Organisation.Team) {
        self.organisation = organisation
        self.team = team
        let covering = organisation.start.start - 90 * 86_400...organisation.end + 90 * 86_400
        days = Dictionary(
            uniqueKeysWithValues: team.people.map { person in
                (
                    person,
                    WorkingDays(
                        organisation.people[person].calendar(organisation.calendars), covering: covering)
                )
            })
        for repository in team.repositories { rollouts[repository] = Rollouts(organisation, repository) }
    }

    mutating func chapter(_ sprint: Int) -> Chapter {
        var chapter = Chapter(team: team.id, sprint: sprint)
        var dice = Dice(seed: organisation.seed, 2, team.id, sprint)
        var pullRequests: [PlannedPullRequest] = []
        for _ in 0..<dice.count(mean: organisation.rates.workItems * Double(team.people.count)) {
            items += 1
            var plan = ItemPlanning(self, sprint, number: items, dice: Dice(seed: organisation.seed, 3, team.id, items))
            guard let (item, requests) = plan.plan() else { continue }
            chapter.items.append(item)
            pullRequests += requests
        }
        pullRequests += others(sprint, &dice) + machines(sprint, &dice)
        chapter.pullRequests = numbered(withReverts(pullRequests, sprint, &dice))
        for pullRequest in chapter.pullRequests { chapter.builds += buildPlans(of: pullRequest) }
        number(&chapter.builds)
        for repository in team.repositories {
            let own = chapter.pullRequests.filter { $0.repository == repository }
            rollouts[repository]?.plan(own, sprint, into: &chapter)
        }
        return chapter
    }

    /// Small things that nobody wrote an item for.
    private func others(_ sprint: Int, _ dice: inout Dice) -> [PlannedPullRequest] {
        let count = dice.count(mean: organisation.rates.otherPullRequests * Double(team.people.count))
        return (0..<count).compactMap { _ in
            let author = somebody(&dice)
            guard let start = moment(ofSprint: sprint, for: author, &dice) else { return nil }
            var planning = PullRequestPlanning(self, dice: Dice(seed: dice.next()))
            return planning.plan(.person(author), from: start, sprint, purpose: .chore)
        }
    }

    private func machines(_ sprint: Int, _ dice: inout Dice) -> [PlannedPullRequest] {
        team.repositories.flatMap { repository in
            (0..<dice.count(mean: organisation.rates.machinePullRequests * 2)).map { _ in
                let days = organisation.days(ofSprint: sprint)
                let day = CivilDay(number: days.lowerBound + Int64(dice.whole(0...13)))
                var planning = PullRequestPlanning(self, dice: Dice(seed: dice.next()))
                return planning.plan(
                    .machine, from: day.start + Int64(dice.whole(3 * 3600...5 * 3600)), sprint,
                    purpose: .libraries(repository))
            }
        }
    }

    /// Now and then something that was merged is taken back the same or the next day.
    private func withReverts(
        _ plans: [PlannedPullRequest], _ sprint: Int, _ dice: inout Dice
    ) -> [PlannedPullRequest] {
        let end = organisation.days(ofSprint: sprint).upperBound * 86_400
        var all = plans
        for place in plans.indices where plans[place].author != .machine && dice.chance(0.015) {
            guard let merged = plans[place].mergedAt else { continue }
            var planning = PullRequestPlanning(self, dice: Dice(seed: dice.next()))
            // Numbers are given out in the order of opening, sprint by sprint.
            guard var revert = planning.revert(plans[place], after: merged), revert.openedAt < end else { continue }
            revert.reverts = place
            all.append(revert)
        }
        return all
    }

    // MARK: Numbers

    /// By repository, in the order in which they are opened.
    private mutating func numbered(_ plans: [PlannedPullRequest]) -> [PlannedPullRequest] {
        var plans = plans
        let order = plans.indices.sorted {
            (plans[$0].openedAt, plans[$0].title, $0) < (plans[$1].openedAt, plans[$1].title, $1)
        }
        for place in order {
            let number = numbers[plans[place].repository, default: 0] + 1
            numbers[plans[place].repository] = number
            plans[place].take(number)
        }
        for revert in plans.indices {
            guard let original = plans[revert].reverts, let merged = plans[revert].mergedAt else { continue }
            plans[revert].reverts = plans[original].number
            plans[revert].body = "Reverts #\(plans[original].number)"
            var step = PlannedPullRequest.Step(.reverted, at: merged, by: plans[revert].author)
            step.mark = plans[revert].mergeMark
            plans[original].steps.append(step)
        }
        return order.map { plans[$0] }
    }

    private mutating func number(_ plans: inout [PlannedBuild]) {
        plans.sort { ($0.queuedAt, $0.mark.number, $0.attempt) < ($1.queuedAt, $1.mark.number, $1.attempt) }
        var known: [Mark: Int] = [:]
        for place in plans.indices {
            let plan = plans[place]
            let number = known[plan.mark] ?? builds[plan.repository, default: 0] + 1
            if known[plan.mark] == nil { builds[plan.repository] = number }
            known[plan.mark] = number
            plans[place].number = number
        }
    }

    // MARK: Who and when

    func somebody(_ dice: inout Dice, but other: Int? = nil) -> Int {
        let people = team.people.filter { $0 != other }
        return people[dice.place(people.map { organisation.people[$0].share })]
    }

    func working(_ person: Int) -> WorkingDays? { days[person] }

    /// A moment at which somebody works in a sprint, before its end by so much that a day's work still lies in it. Nil for
    /// somebody who is away all the time.
    func moment(ofSprint sprint: Int, for person: Int, _ dice: inout Dice) -> Int64? {
        let range = organisation.days(ofSprint: sprint)
        let (start, end) = (range.lowerBound * 86_400, range.upperBound * 86_400)
        guard let own = days[person], own.isWorking(from: start, to: end) else { return nil }
        return own.instant(at: dice.unit() * 0.97, from: start, to: end)
    }
}

extension PlannedPullRequest {
    /// Gives it its number, by which its commits are told apart too.
    mutating func take(_ number: Int) {
        self.number = number
        for place in commits.indices { commits[place].mark = .branch(repository, number, place) }
        for place in steps.indices {
            guard let mark = steps[place].mark else { continue }
            steps[place].mark = mark.number == 63 ? mergeMark : .branch(repository, number, mark.number)
        }
    }
}
