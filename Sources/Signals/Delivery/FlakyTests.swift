import Records
import Statistics

extension DeliverySignal {
    /// How often tests say yes and no to the same code.
    package static let flakyTests = DeliverySignal(
        id: "flaky-tests",
        title: "Flaky tests",
        question: "How often does a test that runs twice on the same code both pass and fail?",
        unit: .percent,
        direction: .lower,
        source: "HANDBOOK A22; J. Micco 2016"
    ) { reading in
        guard let runs = reading.evidence.testRuns else {
            return .unavailable("repeated runs of a test", needed: 5, why: "No pipeline hands in reports of tests.")
        }
        return FlakyTests(Flakes(runs, reading.evidence), reading.evidence.owners).measurement
    }
}

/// Outcomes of each test by what it ran on.
struct Flakes: Sendable {
    struct Test: Hashable, Comparable, Sendable {
        var repository: String
        var suite: String
        var name: String

        static func < (one: Test, other: Test) -> Bool {
            (one.repository, one.suite, one.name) < (other.repository, other.suite, other.name)
        }
    }

    private struct Group: Hashable {
        var test: Test
        var commit: String
        var configuration: String
    }

    /// Groups with two runs or more, and those of them with both outcomes.
    private(set) var tests: [Test: (groups: Int, flaky: Int)] = [:]
    private(set) var ran: [Test: Int] = [:]
    /// As reports named them, of tests that failed.
    private(set) var files: [Test: String] = [:]

    init(_ runs: [TestRun], _ evidence: DeliveryEvidence) {
        var outcomes: [Group: (passed: Int, failed: Int)] = [:]
        let range = evidence.timeframe
        for run in runs where run.at < range.end && run.at >= range.start ?? .min {
            for result in run.results {
                if let mended = evidence.options.mendedTests[result.name], run.at < mended { continue }
                let test = Test(
                    repository: run.repository?.description ?? "", suite: result.suite, name: result.name)
                if let file = result.file, files[test].map({ file < $0 }) ?? true { files[test] = file }
                let group = Group(test: test, commit: run.commit, configuration: run.configuration)
                for outcome in result.earlier + [result.outcome] {
                    switch outcome {
                    case .passed: outcomes[group, default: (0, 0)].passed += 1
                    case .failed, .error: outcomes[group, default: (0, 0)].failed += 1
                    case .skipped: break
                    }
                }
            }
        }
        for (group, seen) in outcomes {
            ran[group.test, default: 0] += 1
            guard seen.passed + seen.failed >= 2 else { continue }
            tests[group.test, default: (0, 0)].groups += 1
            if seen.passed > 0, seen.failed > 0 { tests[group.test, default: (0, 0)].flaky += 1 }
        }
    }

    /// The chance that at least one of several independent things happens.
    static func any(_ chances: some Sequence<Double>) -> Double { 1 - chances.reduce(1) { $0 * (1 - $1) } }
}

private struct FlakyTests {
    static let needed = 5
    static let most = 200

    let details: FlakyTestsDetails

    init(_ flakes: Flakes, _ owners: [RecordKey: RepositoryOwners]) {
        let flaky = flakes.tests.filter { $0.value.flaky > 0 }.map { test, seen in
            let file = flakes.files[test]
            let answering = RecordKey(test.repository).flatMap { owners[$0] }
            return (
                test,
                FlakyTestsDetails.Test(
                    suite: test.suite, name: test.name, groups: seen.groups, flaky: seen.flaky, file: file,
                    owner: file.flatMap { answering?.owner(of: $0) })
            )
        }.sorted { one, other in
            let (left, right) = (one.1.flaky * other.1.groups, other.1.flaky * one.1.groups)
            return left != right ? left > right : one.0 < other.0
        }
        let ofAll = flaky.map { test, seen in Double(seen.flaky) / Double(max(flakes.ran[test] ?? 1, 1)) }
        details = FlakyTestsDetails(
            tests: flaky.prefix(Self.most).map(\.1), flakyTests: flaky.count, allTests: flakes.ran.count,
            groups: flakes.tests.values.reduce(0) { $0 + $1.groups },
            flakyGroups: flakes.tests.values.reduce(0) { $0 + $1.flaky }, suite: Flakes.any(flaky.map(\.1.rate)),
            suiteOfAllRuns: Flakes.any(ofAll))
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(
            details.groups, needed: Self.needed, of: "tests that ran twice or more on the same code")
        guard sample.count >= sample.needed else { return .tooFew(sample) }
        let value = 100 * Double(details.flakyGroups) / Double(details.groups)
        return Measurement(
            value: value, interval: .wilson(details.flakyGroups, of: details.groups), sample: sample,
            why: "Only repeated runs tell. A runner that reports the last try alone hides them.",
            steps: [
                "Runs of a test on the same commit in the same configuration belong together; each try counts, skipped ones do not. A test that was mended counts from then on.",
                "\(Phrase.number(details.groups)) had two runs or more; in \(Phrase.number(details.flakyGroups)) the test both passed and failed: \(Phrase.decimal(value)) %.",
                "\(Phrase.number(details.flakyTests)) of \(Phrase.count(details.allTests, "test")) flaked at least once. At these rates \(Phrase.decimal(100 * details.suite)) % of the runs meet a flake; over all that they ran on, repeated or not, \(Phrase.decimal(100 * details.suiteOfAllRuns)) %.",
            ] + owned, finding: finding, details: SignalDetails(details))
    }

    private var owned: [String] {
        if details.flakyTests == 0 { return [] }
        let known = details.tests.compactMap(\.owner)
        let lines = known.count { $0.source == .codeOwners }
        return [
            "The owner of a test is who CODEOWNERS names for its file, else who knows the file's module from recent work: \(Phrase.number(lines)) by the one, \(Phrase.number(known.count - lines)) by the other; of \(Phrase.number(details.tests.count - known.count)) no owner is known."
        ]
    }

    private var finding: Measurement.Finding? {
        guard let worst = details.tests.first, details.suiteOfAllRuns >= 0.05 else { return nil }
        return Measurement.Finding(
            sentence: "\(Phrase.percent(details.suiteOfAllRuns)) of the test runs fail by chance",
            evidence:
                "\(Phrase.opening(details.flakyTests, "test")) of \(Phrase.number(details.allTests)) flaked; first among them \(worst.name).",
            uncertainty: "Taken as independent of each other; a broken machine makes many flake at once.",
            suggestion: "Try: give the first three an owner, and mend or delete each within a week.", weight: 0.5)
    }
}
