import Records

extension Telling {
    /// A run with its jobs and, where they are handed in, the reports of its tests and tools.
    func part(_ plan: PlannedBuild) -> Part? {
        guard plan.queuedAt <= end else { return nil }
        let repository = organisation.repositories[plan.repository]
        let key = organisation.key(.build, "\(plan.repository + 1)-\(plan.number)-\(plan.attempt)")
        let isOver = plan.finishedAt <= end
        let state: Build.State = isOver ? .finished : plan.startedAt <= end ? .running : .queued
        var build = Build(
            key: key, repository: organisation.repository(plan.repository), name: "check", attempt: plan.attempt,
            state: state, result: isOver ? plan.result : nil, originalState: state.rawValue,
            originalResult: isOver ? plan.result.rawValue : nil)
        build.number = plan.number
        build.branch = plan.branch
        build.commit = repositories.name(plan.mark)
        build.pullRequests = plan.pullRequest.map { [pullRequest(plan.repository, $0)] } ?? []
        build.trigger = "push"
        build.queuedAt = plan.queuedAt
        build.startedAt = plan.startedAt <= end ? plan.startedAt : nil
        build.finishedAt = isOver ? plan.finishedAt : nil
        build.url = "\(organisation.address(repository))/runs/\(plan.number)"
        var records: [Record] = [.build(build)]
        if isOver { records += jobs(of: plan, key) }
        guard isOver, organisation.rates.reports, plan.result != .cancelled else {
            return Part(records, at: min(end, plan.finishedAt))
        }
        records += tests(of: plan, repository)
        if plan.hasCoverage {
            let findings = findings(of: plan, repository)
            records += coverage(of: plan, repository) + findings.map(Record.finding)
            records.append(.analysis(analysis(of: plan, findings)))
        }
        return Part(records, at: plan.finishedAt, run: key)
    }

    private func jobs(of plan: PlannedBuild, _ build: RecordKey) -> [Record] {
        let names = organisation.rates.jobs
        return names.enumerated().map { place, name in
            let isLast = place == names.count - 1
            // One after the other; what fails is the last of them, the tests.
            let length = (plan.finishedAt - plan.startedAt) / Int64(names.count)
            let start = plan.startedAt + Int64(place) * length
            let result: Build.Result = isLast ? plan.result : .succeeded
            var job = Job(
                key: organisation.key(.job, "\(plan.repository + 1)-\(plan.number)-\(plan.attempt)-\(name)"),
                build: build, name: name, stage: name, state: .finished, result: result, originalState: "finished",
                originalResult: result.rawValue)
            job.queuedAt = start
            job.startedAt = start
            job.finishedAt = isLast ? plan.finishedAt : start + length
            return .job(job)
        }
    }

    private func tests(of plan: PlannedBuild, _ repository: Organisation.Repository) -> [Record] {
        var dice = Dice(seed: organisation.seed, 7, plan.repository, plan.number, plan.attempt)
        return InventedTests.names(repository).map { name in
            let isFailing = plan.failing.contains(name)
            return .testResult(
                TestResult(
                    suite: repository.name, name: name, file: InventedTests.file(of: name, repository),
                    outcome: isFailing ? .failed : .passed,
                    seconds: (dice.logNormal(median: 0.2, spread: 1) * 1000).rounded() / 1000,
                    earlier: plan.flaking.contains(name) ? [.failed] : [],
                    message: isFailing ? "expected one, found none" : nil))
        }
    }

    /// A little more of each file is run by tests every month.
    private func coverage(of plan: PlannedBuild, _ repository: Organisation.Repository) -> [Record] {
        var dice = Dice(seed: organisation.seed, 8, plan.repository, plan.number)
        let grown = organisation.weeks(until: plan.finishedAt)
        return repository.modules.flatMap { module in
            InventedSources.files.prefix(5).map { file in
                let count = InventedSources.statements(in: module, after: grown)
                // What one person alone knows is tested less.
                let share = (module.keeper == nil ? 0.74 : 0.52) + grown * 0.003
                let lines = (0..<count).map { (4 + $0 * 2, dice.chance(share) ? dice.whole(1...40) : 0) }
                let branches = stride(from: 0, to: count, by: 6).map { place in
                    (4 + place * 2, FileCoverage.BranchCount(arms: [true, dice.chance(share)]))
                }
                return .coverage(
                    FileCoverage(
                        path: "src/\(module.name)/\(file).py", lines: Dictionary(uniqueKeysWithValues: lines),
                        branches: Dictionary(uniqueKeysWithValues: branches)))
            }
        }
    }
}

/// Files that every module has.
enum InventedSources {
    static let files = ["rules", "store", "api", "model", "messages", "limits", "views", "export", "clock"]
    /// How often each is changed.
    static let shares = [5, 2.5, 2, 1.5, 1, 0.6, 0.5, 0.3, 0.2]

    /// Of each file of a module: every other line, from the fourth.
    static func statements(in module: Organisation.Module, after weeks: Double) -> Int {
        40 + module.name.utf8.count * 4 + Int(weeks)
    }

    static func lines(of repository: Organisation.Repository, after weeks: Double) -> Int {
        repository.modules.reduce(0) { $0 + files.count * (4 + 2 * statements(in: $1, after: weeks)) }
    }
}
