import Records

/// Reviews: who is asked, how long they take, how often it goes back and forth.
extension PullRequestPlanning {
    private var rates: Rates { planning.organisation.rates }

    mutating func review(_ plan: inout PlannedPullRequest, _ thing: String) {
        var at = ready(&plan)
        if plan.author != .machine, dice.chance(0.03) { return abandon(&plan, at) }
        let reviewers = reviewers(of: plan)
        guard let first = reviewers.first else { return }
        if isForTeam(plan) {
            askTeam(&plan, at: at + 5)
        } else {
            for (place, reviewer) in reviewers.enumerated() { ask(reviewer, &plan, at: at + Int64(5 + place * 20)) }
        }
        var round = 1
        var approvedAt: Int64?
        while approvedAt == nil {
            let isLast = plan.author == .machine || round >= 5 || !dice.chance(rates.anotherRound)
            let told = look(first, &plan, thing, after: at, approves: isLast)
            if isLast { approvedAt = told } else { at = answer(&plan, thing, after: told, asking: first, round) }
            round += 1
        }
        var approved = approvedAt ?? at
        if let second = reviewers.dropFirst().first, dice.chance(0.8) {
            let told = look(second, &plan, thing, after: at, approves: true)
            if dice.chance(0.7) { approved = max(approved, told) }
        }
        merge(&plan, after: approved, approver: first)
    }

    private mutating func ready(_ plan: inout PlannedPullRequest) -> Int64 {
        guard plan.isDraft, case .person(let author) = plan.author, let days = planning.working(author) else {
            return plan.openedAt + 20
        }
        let wait = Int64(dice.logNormal(median: 5, spread: 0.8) * 3600)
        let at = max(days.instant(wait, after: plan.openedAt), plan.openedAt + 60)
        if dice.chance(0.6) { push(&plan, at: at - 30) }
        plan.steps.append(.init(.readyForReview, at: at, by: plan.author))
        return at + 20
    }

    /// Left lying, since nobody in particular was asked: closed after weeks, without a review.
    private mutating func abandon(_ plan: inout PlannedPullRequest, _ at: Int64) {
        askTeam(&plan, at: at + 5)
        guard case .person(let author) = plan.author, let days = planning.working(author) else { return }
        let end = days.instant(Int64(dice.logNormal(median: 90, spread: 0.5) * 3600), after: at)
        plan.steps.append(.init(.closed, at: max(end, at + 3600), by: plan.author))
    }

    /// Those of the team who know the part are asked more often, and so are leads.
    private mutating func reviewers(of plan: PlannedPullRequest) -> [Int] {
        let author: Int? = if case .person(let person) = plan.author { person } else { nil }
        let others = planning.team.people.filter { $0 != author }
        let module = planning.organisation.repositories[plan.repository].modules[plan.module]
        let weights = others.map { person -> Double in
            let someone = planning.organisation.people[person]
            return (module.keeper == person ? 2.5 : 1) * (someone.isLead ? 2.2 : 1) * (0.4 + someone.share)
        }
        guard !others.isEmpty else { return [] }
        let first = others[dice.place(weights)]
        let rest = others.filter { $0 != first }
        guard plan.author != .machine, !rest.isEmpty, dice.chance(rates.secondReviewer) else { return [first] }
        return [first, dice.pick(rest)]
    }

    private func ask(_ reviewer: Int, _ plan: inout PlannedPullRequest, at: Int64) {
        var step = PlannedPullRequest.Step(.reviewRequested, at: at, by: plan.author)
        step.subject = .person(reviewer)
        plan.steps.append(step)
    }

    private func isForTeam(_ plan: PlannedPullRequest) -> Bool {
        var own = Dice(seed: planning.organisation.seed, 10, plan.repository, Int(plan.openedAt))
        return plan.author == .machine || own.chance(rates.teamAsked)
    }

    /// As CODEOWNERS says of what nobody in particular is asked for.
    private func askTeam(_ plan: inout PlannedPullRequest, at: Int64) {
        var step = PlannedPullRequest.Step(.reviewRequested, at: at, by: plan.author)
        step.team = planning.team.id
        plan.steps.append(step)
    }

    /// - Returns: when it was handed in.
    private mutating func look(
        _ reviewer: Int, _ plan: inout PlannedPullRequest, _ thing: String, after at: Int64, approves: Bool
    ) -> Int64 {
        guard let days = planning.working(reviewer) else { return at }
        let slow = planning.organisation.story.reviewFactor(planning.organisation.weeks(until: at))
        let length = min(2.5, 0.6 + Double(plan.size) / 200)
        let wait = dice.logNormal(median: rates.pickup.median * slow * length, spread: rates.pickup.spread)
        let told = max(days.instant(Int64(wait * 3600), after: at), at + 120)
        var step = PlannedPullRequest.Step(.reviewed, at: told, by: .person(reviewer))
        step.mark = plan.steps.last { $0.mark != nil && $0.at <= told }?.mark
        step.verdict = approves ? .approved : dice.chance(0.72) ? .changesRequested : .commented
        step.text = dice.pick(approves ? Phrases.approvals : Phrases.requests)
        let mean = rates.lineComments * (approves ? 0.55 : 1.9) * (plan.author == .machine ? 0.05 : 1)
        let count = dice.count(mean: dice.logNormal(median: mean * 0.75, spread: 0.75))
        step.remarks = (0..<max(count, approves ? 0 : 1)).map { place in
            .init(
                author: .person(reviewer), text: Phrases.fill(dice.pick(Phrases.remarks), thing), at: told,
                thread: plan.steps.count * 100 + place)
        }
        plan.steps.append(step)
        if dice.chance(rates.generalComments * 0.5) { comment(&plan, .person(reviewer), at: told + 60) }
        return told
    }

    /// The author says something to each remark, pushes, and asks again.
    private mutating func answer(
        _ plan: inout PlannedPullRequest, _ thing: String, after told: Int64, asking reviewer: Int, _ round: Int
    ) -> Int64 {
        guard case .person(let author) = plan.author, let days = planning.working(author) else { return told }
        let wait = Int64(dice.logNormal(median: rates.answer.median, spread: rates.answer.spread) * 3600)
        let at = max(days.instant(wait, after: told), told + 300)
        let threads = plan.steps.last { $0.kind == .reviewed }?.remarks.compactMap(\.thread) ?? []
        if let place = plan.steps.lastIndex(where: { $0.kind == .reviewed }) {
            for (number, thread) in threads.enumerated() where dice.chance(0.8) {
                plan.steps[place].remarks.append(
                    .init(
                        author: plan.author, text: dice.pick(Phrases.answers), at: at - 240 + Int64(number % 200),
                        thread: thread))
            }
        }
        if dice.chance(0.12) { rebase(&plan, at: at - 20) }
        push(&plan, at: at)
        if dice.chance(rates.generalComments * 0.3) { comment(&plan, plan.author, at: at + 30) }
        ask(reviewer, &plan, at: at + 60)
        return at + 60
    }

    private mutating func push(_ plan: inout PlannedPullRequest, at: Int64) {
        guard plan.commits.count < 60 else { return }
        let place = plan.commits.count
        let mark = Mark(repository: plan.repository, number: place)
        plan.commits.append(
            .init(
                authoredAt: at - Int64(dice.whole(60...240)), pushedAt: at, subject: subject(plan, place), mark: mark))
        var step = PlannedPullRequest.Step(.commitPushed, at: at, by: plan.author)
        step.mark = mark
        plan.steps.append(step)
    }

    /// The branch is put on top of the newest state; what it changes stays the same.
    private func rebase(_ plan: inout PlannedPullRequest, at: Int64) {
        var step = PlannedPullRequest.Step(.forcePushed, at: at, by: plan.author)
        step.isSameChange = true
        step.mark = plan.steps.last { $0.mark != nil }?.mark
        plan.steps.append(step)
    }

    private mutating func comment(_ plan: inout PlannedPullRequest, _ author: Actor, at: Int64) {
        var step = PlannedPullRequest.Step(.commented, at: at, by: author)
        step.text = dice.pick(Phrases.general)
        plan.steps.append(step)
    }

    /// By the author; of a machine's, by whoever approved.
    private mutating func merge(_ plan: inout PlannedPullRequest, after approved: Int64, approver: Int) {
        let person: Int = if case .person(let author) = plan.author { author } else { approver }
        guard let days = planning.working(person) else { return }
        let wait = Int64(dice.logNormal(median: rates.merge.median, spread: rates.merge.spread) * 3600)
        let last = plan.steps.map(\.at).max() ?? approved
        let at = max(days.instant(wait, after: approved), last + 60, approved + 90)
        let isGivenUp = plan.author != .machine && dice.chance(0.02)
        var step = PlannedPullRequest.Step(isGivenUp ? .closed : .merged, at: at, by: .person(person))
        if !isGivenUp { step.mark = Mark(repository: plan.repository, number: 63) }
        plan.steps.append(step)
        plan.steps.sort { $0.at < $1.at }
    }

    /// Takes a merged pull request back, with a quick look by somebody.
    mutating func revert(_ plan: PlannedPullRequest, after merged: Int64) -> PlannedPullRequest? {
        let keeper = planning.organisation.repositories[plan.repository].modules[plan.module].keeper
        let author = keeper.flatMap { planning.team.people.contains($0) ? $0 : nil } ?? planning.somebody(&dice)
        guard let days = planning.working(author) else { return nil }
        let found = days.instant(Int64(dice.logNormal(median: 5, spread: 0.8) * 3600), after: merged + 1800)
        var revert = PlannedPullRequest(
            repository: plan.repository, module: plan.module, author: .person(author),
            title: "Revert \"\(plan.title)\"", body: "", openedAt: found + 60, size: plan.size, files: plan.files)
        revert.commits = [
            .init(
                authoredAt: found - 60, pushedAt: found, subject: revert.title,
                mark: Mark(repository: plan.repository, number: 0))
        ]
        revert.steps = [
            .init(.commitPushed, at: found, by: .person(author)), .init(.opened, at: found + 60, by: .person(author)),
        ]
        for place in revert.steps.indices { revert.steps[place].mark = Mark(repository: plan.repository, number: 0) }
        guard let reviewer = reviewers(of: revert).first else { return nil }
        ask(reviewer, &revert, at: found + 70)
        var look = PlannedPullRequest.Step(.reviewed, at: found + Int64(dice.whole(240...2400)), by: .person(reviewer))
        look.verdict = .approved
        look.text = "Yes, back out first."
        look.mark = Mark(repository: plan.repository, number: 0)
        revert.steps.append(look)
        var end = PlannedPullRequest.Step(.merged, at: look.at + Int64(dice.whole(60...900)), by: .person(author))
        end.mark = Mark(repository: plan.repository, number: 63)
        revert.steps.append(end)
        return revert
    }
}
