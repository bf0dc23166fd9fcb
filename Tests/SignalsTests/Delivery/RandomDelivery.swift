import Records
import TestKit

@testable import Signals

/// Twelve weeks of an invented team, by chance from a seed.
struct RandomDelivery {
    private var chance: SeededGenerator

    init(seed: UInt64) { chance = SeededGenerator(seed: seed) }

    private mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &chance) }
    private mutating func hour() -> Double { Double(below(12 * 7 * 24 * 4)) / 4 }
    private mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

    mutating func evidence() -> DeliveryEvidence {
        var evidence = releases().evidence
        let work = work().evidence.work
        let quality = quality(evidence.pullRequests.map(\.pullRequest.key)).evidence
        evidence.work = work
        evidence.pipelines = quality.pipelines
        evidence.testRuns = quality.testRuns
        evidence.coverage = quality.coverage
        evidence.changeCoverage = quality.changeCoverage
        evidence.debt = quality.debt
        return evidence
    }

    private mutating func releases() -> DeploymentBuilder {
        var builder = DeploymentBuilder()
        var keys: [RecordKey] = []
        for number in 0..<(10 + below(50)) {
            let commit = "c\(oneIn(6) ? max(0, number - 2) : number)"
            let at = hour()
            builder.commits[commit] = AuthoredCommit(
                authoredAt: DeploymentBuilder.at(at - Double(below(200))), isMerge: oneIn(8), isByMachine: oneIn(8))
            keys.append(
                builder.deploy(
                    at, commit, brings: oneIn(6) ? [] : [commit, "extra\(below(30))"],
                    service: oneIn(3) ? "pay" : "shop", result: oneIn(8) ? .failed : .succeeded,
                    isFix: oneIn(8) ? true : nil, isRollback: oneIn(10) ? true : nil))
            if oneIn(2) {
                let opened = hour()
                builder.pullRequest(
                    opened: opened, merged: opened + Double(below(100)), "c\(number)",
                    commits: oneIn(2) ? [] : [DeploymentBuilder.commit("own\(number)", opened - 3)],
                    events: oneIn(6)
                        ? [DeploymentBuilder.event(.reverted, opened + 150, commit: "c\(number + 1)")] : [],
                    labels: oneIn(8) ? ["hotfix"] : [])
            }
        }
        builder.incidents = []
        for _ in 0..<below(20) {
            let at = hour()
            builder.incident(
                at, oneIn(4) ? nil : at + Double(below(50)), of: oneIn(2) ? keys[below(keys.count)] : nil,
                service: oneIn(4) ? nil : "shop", cause: oneIn(6) ? .other : .unknown)
        }
        return builder
    }

    private mutating func work() -> WorkBuilder {
        var builder = WorkBuilder()
        let words = ["in progress", "blocked", "reviewing", "done", "pondering", "reopened", "won't do"]
        for number in 0..<6 { builder.sprint("S\(number)", Double(number) * 14, Double(number) * 14 + 14) }
        for _ in 0..<(40 + below(80)) {
            var day = Double(below(70))
            let made = day - Double(below(20))
            var states: [(String, Double)] = []
            for _ in 0..<below(5) {
                states.append((words[below(words.count)], day))
                day += Double(below(40)) / 8
            }
            if !oneIn(3) { states.append(("done", day)) }
            let item = builder.item(
                states, made: made, kind: oneIn(3) ? .bug : .task, estimate: Double(1 + below(8)),
                labels: [["production"], ["qa"], ["duplicate"], []][below(4)])
            builder.change(item, .sprint, nil, "S\(below(6))", made + 0.5)
        }
        return builder
    }

    private mutating func quality(_ requests: [RecordKey]) -> QualityBuilder {
        var builder = QualityBuilder()
        let results: [Build.Result] = [.succeeded, .succeeded, .succeeded, .failed, .cancelled, .skipped]
        for number in 0..<(40 + below(60)) {
            let at = hour()
            for attempt in 1...(oneIn(5) ? 2 : 1) {
                let build = builder.build(
                    at + Double(attempt) / 4, results[below(6)], minutes: Double(1 + below(30)),
                    name: oneIn(3) ? "nightly" : "ci", branch: oneIn(4) ? "feature" : "main", number: number,
                    attempt: attempt)
                if oneIn(2) { builder.job(build, at + 1, mayFail: oneIn(3)) }
            }
        }
        for number in 0..<30 {
            builder.test("t\(below(5))", "c\(number)", ["P", "PP", "FP", "FF", "S", "PFP"][below(6)], hour: hour())
        }
        builder.coverage = (0..<6).map { number in
            CoverageReport(
                repository: RecordKey("test", .repository, "\(below(2))"), commit: "c\(below(3))",
                at: DeploymentBuilder.at(hour()),
                files: [FileCoverage(path: "f\(below(3))", lines: [1: below(2), 2: below(2), 3 + number: 1])])
        }
        builder.changes = requests.filter { _ in oneIn(2) }.map { key in
            let union = CoverageUnion([FileCoverage(path: "a", lines: [1: below(2), 2: 1, 3: 0])])
            return PullRequestCoverage(key, DiffCoverage(added: ["a": [1, 2, 3]], coverage: union))
        }
        builder.debt = (0..<3).map { _ in
            QualityBuilder.analysis(
                hour(), minutes: Double(below(20_000)), lines: 1000 + below(9000), rules: oneIn(2) ? "1" : "2")
        }
        return builder
    }

    /// The same, in another order of arrival.
    mutating func shuffled(_ evidence: DeliveryEvidence) -> DeliveryEvidence {
        var other = evidence
        other.deployments.shuffle(using: &chance)
        other.incidents?.shuffle(using: &chance)
        other.work?.items.shuffle(using: &chance)
        other.work?.changes.shuffle(using: &chance)
        other.work?.sprints.shuffle(using: &chance)
        other.pipelines?.builds.shuffle(using: &chance)
        other.pipelines?.jobs.shuffle(using: &chance)
        other.testRuns?.shuffle(using: &chance)
        other.coverage?.shuffle(using: &chance)
        other.changeCoverage?.shuffle(using: &chance)
        other.debt?.shuffle(using: &chance)
        return other
    }
}
