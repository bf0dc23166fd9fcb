import Records

extension TeamPlanning {
    /// The runs of a pull request's pipeline, one for each push or for some, and the one after it was merged.
    func buildPlans(of plan: PlannedPullRequest) -> [PlannedBuild] {
        var dice = Dice(seed: organisation.seed, 4, plan.repository, plan.number)
        var builds: [PlannedBuild] = []
        let pushes = Dictionary(grouping: plan.commits.enumerated()) { $0.element.pushedAt }
        for (at, commits) in pushes.sorted(by: { $0.key < $1.key }) where dice.chance(organisation.rates.built) {
            guard let last = commits.map(\.offset).max() else { continue }
            builds += tries(
                of: plan, commit: plan.commits[last].mark, branch: plan.branch, isMain: false, at: at, &dice)
        }
        if let merged = plan.mergedAt {
            builds += tries(of: plan, commit: plan.mergeMark, branch: "main", isMain: true, at: merged, &dice)
        }
        return builds
    }

    /// One run; a second one where tests failed by chance and somebody tried again.
    private func tries(
        of plan: PlannedPullRequest, commit: Mark, branch: String, isMain: Bool, at: Int64, _ dice: inout Dice
    ) -> [PlannedBuild] {
        let repository = organisation.repositories[plan.repository]
        let suite = InventedTests.names(repository)
        var build = PlannedBuild(
            repository: plan.repository, pullRequest: isMain ? nil : plan.number, branch: branch, mark: commit,
            queuedAt: at + Int64(dice.whole(2...9)), startedAt: 0, finishedAt: 0, result: .succeeded)
        run(&build, of: repository, &dice)
        if dice.chance(isMain ? 0.035 : plan.author == .machine ? 0.06 : 0.13) {
            build.failing = (0..<dice.whole(1...3)).map { _ in dice.pick(suite) }
        }
        let flaking = repository.flaky.filter { _ in dice.chance(organisation.story.flakiness) }
        // Half of them pass when the runner itself tries again.
        let again = flaking.filter { _ in dice.chance(0.5) }
        build.flaking = again
        build.failing = Array(Set(build.failing + flaking.filter { !again.contains($0) })).sorted()
        if !build.failing.isEmpty { build.result = .failed }
        if !isMain, build.failing.isEmpty, dice.chance(0.02) { build.result = .cancelled }
        build.hasCoverage = isMain && build.result == .succeeded && dice.chance(0.5)
        guard !build.failing.isEmpty, build.failing.allSatisfy(repository.flaky.contains) else { return [build] }
        var second = build
        second.attempt = 2
        second.failing = []
        second.flaking = []
        second.result = .succeeded
        second.queuedAt = build.finishedAt + Int64(dice.whole(60...5400))
        run(&second, of: repository, &dice)
        return [build, second]
    }

    private func run(_ build: inout PlannedBuild, of repository: Organisation.Repository, _ dice: inout Dice) {
        build.startedAt = build.queuedAt + Int64(dice.logNormal(median: 25, spread: 0.9))
        // A pipeline grows slowly, by about a third a year.
        let growth = 1 + organisation.weeks(until: build.queuedAt) / 156
        let median = (Double(repository.id % 4) * 110 + 240) * growth
        build.finishedAt = build.startedAt + max(20, Int64(dice.logNormal(median: median, spread: 0.28)))
    }
}

/// The tests of an invented repository, by name.
enum InventedTests {
    static func names(_ repository: Organisation.Repository) -> [String] {
        let usual = repository.modules.flatMap { module in
            module.things.flatMap { ["test_\($0)_is_kept", "test_\($0)_is_refused"] }
        }
        return usual + repository.flaky
    }

    /// The file in which a test stands.
    static func file(of test: String, _ repository: Organisation.Repository) -> String {
        let module = repository.modules.first { $0.things.contains { test.contains("_\($0)_") } }
        return "tests/test_\((module ?? repository.modules[0]).name).py"
    }
}
