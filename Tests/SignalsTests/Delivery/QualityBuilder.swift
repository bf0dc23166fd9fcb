import Records

@testable import Signals

/// Runs of pipelines and what they hand in, by hours since Monday 2025-03-03 in UTC.
struct QualityBuilder {
    var builds: [Build] = []
    var jobs: [Job] = []
    var tests: [TestRun]?
    var coverage: [CoverageReport]?
    var changes: [PullRequestCoverage]?
    var debt: [DebtAnalysis]?
    var options = DeliveryEvidence.Options()
    var requests = DeploymentBuilder()
    var hasPipeline = true

    @discardableResult
    mutating func build(
        _ hours: Double, _ result: Build.Result?, minutes: Double = 5, name: String = "ci", branch: String = "main",
        number: Int? = nil, attempt: Int = 1
    ) -> RecordKey {
        let key = RecordKey("test", .build, "\(100 + builds.count)")
        var build = Build(
            key: key, repository: key.other(.repository, "1"), name: name, attempt: attempt, state: .finished,
            result: result, originalState: "completed")
        build.number = number ?? builds.count
        build.branch = branch
        build.finishedAt = DeploymentBuilder.at(hours)
        build.queuedAt = DeploymentBuilder.at(hours) - Int64(minutes * 60)
        build.startedAt = build.queuedAt.map { $0 + 60 }
        builds.append(build)
        return key
    }

    mutating func job(_ build: RecordKey, _ hours: Double, mayFail: Bool = false) {
        var job = Job(
            key: build.other(.job, "\(100 + jobs.count)"), build: build, name: "job", state: .finished,
            result: .succeeded, originalState: "completed", mayFail: mayFail)
        job.finishedAt = DeploymentBuilder.at(hours)
        jobs.append(job)
    }

    /// Outcomes by letters: P, F, and S for skipped; each a run of its own.
    mutating func test(
        _ name: String, _ commit: String, _ outcomes: String, configuration: String = "", hour: Double = 1
    ) {
        for letter in outcomes {
            let outcome: TestResult.Outcome = letter == "P" ? .passed : letter == "F" ? .failed : .skipped
            tests =
                (tests ?? []) + [
                    TestRun(
                        commit: commit, configuration: configuration, at: DeploymentBuilder.at(hour),
                        results: [TestResult(suite: "suite", name: name, outcome: outcome)])
                ]
        }
    }

    /// An analysis of one repository, by hours.
    static func analysis(_ hours: Double, minutes: Double, lines: Int, rules: String) -> DebtAnalysis {
        DebtAnalysis(
            key: RecordKey("test", .analysis, "1/\(hours)"), repository: RecordKey("test", .repository, "1"),
            commit: "\(hours)", at: DeploymentBuilder.at(hours), minutes: minutes, lines: lines, rules: rules)
    }

    var evidence: DeliveryEvidence {
        var evidence = requests.evidence
        evidence.options = options
        if hasPipeline { evidence.pipelines = PipelineRuns(builds: builds, jobs: jobs) }
        evidence.testRuns = tests
        evidence.coverage = coverage
        evidence.changeCoverage = changes
        evidence.debt = debt
        return evidence
    }

    func measure(_ signal: DeliverySignal) -> Measurement { signal.measure(evidence) }
}
