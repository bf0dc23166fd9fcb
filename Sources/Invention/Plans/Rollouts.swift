import Records

/// Deployments of one repository, what went wrong with them, and its releases.
struct Rollouts: Sendable {
    private let organisation: Organisation
    private let repository: Int
    /// Merged and not deployed yet, oldest first.
    private var waiting: [(at: Int64, mark: Mark, isFix: Bool, module: Int)] = []
    private var last: Mark?
    /// What goes out with the deployment that is being planned.
    private var brought: [Mark] = []
    private var deployments = 0
    private var incidents = 0
    private var releases = 0
    private var releasedIn: CivilMonth?

    init(_ organisation: Organisation, _ repository: Int) {
        self.organisation = organisation
        self.repository = repository
    }

    /// On working days in the morning and in the afternoon, if there is something; a fix goes out by itself.
    mutating func plan(_ merged: [PlannedPullRequest], _ sprint: Int, into chapter: inout Chapter) {
        for plan in merged {
            guard let at = plan.mergedAt else { continue }
            waiting.append((at, plan.mergeMark, plan.labels.contains("hotfix"), plan.module))
        }
        waiting.sort { ($0.at, $0.mark.number) < ($1.at, $1.mark.number) }
        var dice = Dice(seed: organisation.seed, 5, repository, sprint)
        for number in organisation.days(ofSprint: sprint) {
            let day = CivilDay(number: number)
            guard day.weekday < 5 else { continue }
            for fix in waiting.filter({ $0.isFix && CivilDay($0.at) == day }) {
                roll(upTo: fix.at, at: fix.at + Int64(dice.whole(900...2400)), isFix: true, &dice, &chapter)
            }
            for hour in [10, 15] where dice.chance(hour == 10 ? 0.75 : day.weekday == 4 ? 0.1 : 0.45) {
                let at = day.start + Int64(hour * 3600 + dice.whole(0...3000))
                roll(upTo: at, at: at, isFix: false, &dice, &chapter)
            }
            release(day, &dice, &chapter)
        }
    }

    private mutating func roll(
        upTo limit: Int64, at: Int64, isFix: Bool, _ dice: inout Dice, _ chapter: inout Chapter
    ) {
        let ready = waiting.prefix { $0.at <= limit }
        guard let newest = ready.last else { return }
        brought = ready.map(\.mark)
        waiting.removeFirst(ready.count)
        let weeks = organisation.weeks(until: at)
        let factor = organisation.story.deploymentFactor(weeks, in: repository)
        let before = last
        if !isFix, dice.chance(0.9) {
            add(.staging, newest.mark, at: at - Int64(dice.whole(1800...3400)), .succeeded, &dice, &chapter)
        }
        let fails = dice.chance(min(0.6, organisation.rates.failingDeployments * factor))
        let first = add(.production, newest.mark, at: at, fails ? .failed : .succeeded, isFix: isFix, &dice, &chapter)
        var done = first
        if fails {
            done = add(
                .production, newest.mark, at: first.finishedAt + Int64(dice.whole(900...5400)), .succeeded, &dice,
                &chapter)
        }
        last = newest.mark
        guard dice.chance(min(0.8, organisation.rates.incidents * factor)) else { return }
        hurt(done, newest.module, before, &dice, &chapter)
    }

    /// Users notice; what was deployed is rolled back, or mended by hand.
    private mutating func hurt(
        _ deployment: PlannedDeployment, _ module: Int, _ before: Mark?, _ dice: inout Dice, _ chapter: inout Chapter
    ) {
        incidents += 1
        let start = deployment.finishedAt + Int64(dice.logNormal(median: 900, spread: 0.9))
        let detected = start + Int64(dice.logNormal(median: 600, spread: 0.9))
        let mitigated = detected + Int64(dice.logNormal(median: 2400, spread: 0.8))
        let resolved = mitigated + Int64(dice.logNormal(median: 3600, spread: 0.9))
        let things = organisation.repositories[repository].modules[module].things
        chapter.incidents.append(
            PlannedIncident(
                repository: repository, number: incidents,
                title: Phrases.title(dice.pick(Phrases.incidents), dice.pick(things)),
                severity: dice.pick(["major", "minor", "minor"]),
                deployment: dice.chance(0.6) ? deployment.number : nil, startedAt: start, detectedAt: detected,
                mitigatedAt: mitigated, resolvedAt: resolved))
        if let before, dice.chance(0.55) {
            var back = planned(.production, before, at: mitigated - 300, .succeeded, &dice)
            back.isRollback = true
            back.brought = []
            chapter.deployments.append(back)
            last = before
        }
    }

    @discardableResult private mutating func add(
        _ environment: Deployment.Environment, _ mark: Mark, at: Int64, _ result: Build.Result, isFix: Bool = false,
        _ dice: inout Dice, _ chapter: inout Chapter
    ) -> PlannedDeployment {
        var deployment = planned(environment, mark, at: at, result, &dice)
        deployment.isFix = isFix
        chapter.deployments.append(deployment)
        return deployment
    }

    private mutating func planned(
        _ environment: Deployment.Environment, _ mark: Mark, at: Int64, _ result: Build.Result, _ dice: inout Dice
    ) -> PlannedDeployment {
        deployments += 1
        return PlannedDeployment(
            repository: repository, number: deployments, environment: environment, mark: mark, startedAt: at,
            finishedAt: at + Int64(dice.logNormal(median: 260, spread: 0.3)), result: result, brought: brought)
    }

    /// On the first working day of a month, of what is in production.
    private mutating func release(_ day: CivilDay, _ dice: inout Dice, _ chapter: inout Chapter) {
        guard let last, releasedIn != day.month else { return }
        defer { releasedIn = day.month }
        guard releasedIn != nil else { return }
        releases += 1
        chapter.releases.append(
            PlannedRelease(
                repository: repository, tag: "v1.\(releases).0", mark: last,
                at: day.start + Int64(dice.whole(13...15) * 3600)))
    }
}
