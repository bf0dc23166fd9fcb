import Records
import Testing

@testable import Signals

@Suite("Tests, coverage and debt")
struct TestSignalTests {
    @Test func `the groups of HANDBOOK A22: two of four that ran twice`() throws {
        var builder = QualityBuilder()
        for (commit, outcomes) in [("c1", "P"), ("c2", "FP"), ("c3", "PP"), ("c4", "FF"), ("c5", "FP")] {
            builder.test("t", commit, outcomes)
        }
        let flakes = Flakes(try #require(builder.tests), builder.evidence)
        #expect(flakes.tests.values.map(\.groups) == [4])
        #expect(flakes.tests.values.map(\.flaky) == [2])
        #expect(builder.measure(.flakyTests).why == "4 of 5 tests that ran twice or more on the same code needed")
        builder.test("t", "c6", "PPP")
        let measurement = builder.measure(.flakyTests)
        let details = try measurement.details.decode(FlakyTestsDetails.self)
        #expect(measurement.value == 40)
        #expect(details.tests.map(\.name) == ["t"])
        #expect(details.suite == 0.4)
        #expect(abs(details.suiteOfAllRuns - 2.0 / 6) < 1e-12)
    }

    @Test func `two hundred tests at one in a thousand make 18.1 % of the runs meet a flake`() {
        #expect(abs(Flakes.any([Double](repeating: 0.001, count: 200)) - 0.181) < 0.0005)
    }

    @Test func `tries within a run count, other configurations and skipped ones do not, and a mended test begins anew`()
        throws
    {
        var builder = QualityBuilder()
        builder.test("a", "c1", "PS")
        builder.test("a", "c2", "P", configuration: "linux")
        builder.test("a", "c2", "F", configuration: "mac")
        builder.tests?.append(
            TestRun(
                commit: "c3", at: DeploymentBuilder.at(1),
                results: [TestResult(suite: "suite", name: "a", outcome: .passed, earlier: [.failed])]))
        var flakes = Flakes(try #require(builder.tests), builder.evidence)
        #expect(flakes.tests.values.map(\.flaky) == [1])
        #expect(flakes.ran.values.map(\.self) == [4])
        builder.options.mendedTests["a"] = DeploymentBuilder.at(2)
        flakes = Flakes(try #require(builder.tests), builder.evidence)
        #expect(flakes.tests.isEmpty)
    }

    @Test func `a flaky test belongs to whom CODEOWNERS names for its file, else to who knows the module`() throws {
        let repository = RecordKey("test", .repository, "1")
        var builder = QualityBuilder()
        let files = [
            "a": "/build/src/pay/a_test.go", "b": "src/stock/b_test.go", "c": "gone_test.go", "d": nil, "e": nil,
        ]
        builder.tests = (1...5).map { commit in
            TestRun(
                repository: repository, commit: "c\(commit)", at: DeploymentBuilder.at(1),
                results: files.keys.sorted().map { name in
                    TestResult(
                        suite: "suite", name: name, file: files[name] ?? nil, outcome: .passed,
                        earlier: name == "e" ? [] : [.failed])
                })
        }
        var evidence = builder.evidence
        evidence.owners[repository] = RepositoryOwners(
            paths: ["src/pay/a_test.go", "src/stock/b_test.go"],
            codeOwners: CodeOwners("src/pay/ @shop/payments @ana\n"),
            modules: ["src/stock": ["Ben"], ".": ["Cho"]])
        let measurement = DeliverySignal.flakyTests.measure(evidence)
        let details = try measurement.details.decode(FlakyTestsDetails.self)
        #expect(details.tests.map(\.name) == ["a", "b", "c", "d"])
        #expect(
            details.tests.map(\.owner) == [
                FileOwner(["@shop/payments", "@ana"], by: .codeOwners), FileOwner(["Ben"], by: .knowledge), nil, nil,
            ])
        #expect(details.withoutNames.tests.compactMap(\.owner).map(\.names) == [["@shop/payments", "@ana"], []])
        #expect(measurement.steps.last?.hasSuffix("1 by the one, 1 by the other; of 2 no owner is known.") == true)
    }

    private func file(_ path: String, covered: Int, of all: Int, from first: Int = 1) -> FileCoverage {
        let ran = first..<first + covered
        let hits = (1...all).map { ($0, ran.contains($0) ? 1 : 0) }
        return FileCoverage(path: path, lines: Dictionary(uniqueKeysWithValues: hits))
    }

    private func report(_ commit: String, _ files: [FileCoverage], repository: String = "1", hour: Double = 1)
        -> CoverageReport
    {
        CoverageReport(
            repository: RecordKey("test", .repository, repository), commit: commit, at: DeploymentBuilder.at(hour),
            files: files)
    }

    @Test func `coverage of HANDBOOK A21 is a ratio of sums, after shards are joined`() throws {
        var builder = QualityBuilder()
        builder.coverage = [
            report("old", [file("a", covered: 0, of: 100)]),
            report("new", [file("a", covered: 90, of: 100)], hour: 2),
            report("x", [file("b", covered: 200, of: 1000)], repository: "2"),
            report(
                "x", [file("b", covered: 200, of: 1000, from: 101), file("yarn.lock", covered: 0, of: 1000)],
                repository: "2"),
        ]
        let measurement = builder.measure(.coverage)
        let details = try measurement.details.decode(CoverageDetails.self)
        #expect(abs((measurement.value ?? 0) - 35.4545) < 0.001)
        #expect(details.repositories.map(\.reports) == [1, 2])
        #expect(measurement.excluded.map(\.count) == [1])
        let whole = try #require(measurement.excluded.first?.valueWithout)
        #expect(abs(whole - 18.5714) < 0.001)
        builder.coverage = []
        #expect(builder.measure(.coverage).status == .tooFew)
    }

    @Test func `lines and branches of HANDBOOK A21`() throws {
        var builder = QualityBuilder()
        var stated = FileCoverage(path: "a")
        stated.stated = CoverageTotals(files: 1, lines: 200, linesCovered: 160, branches: 100, branchesTaken: 70)
        builder.coverage = [report("c", [stated])]
        let measurement = builder.measure(.coverage)
        #expect(measurement.value == 80)
        #expect(
            measurement.steps.contains { $0.contains("70 of 100 branches: 70 %; lines and branches together 76.67 %") })
    }

    @Test func `coverage of changes counts the lines that were added and can run`() throws {
        var builder = QualityBuilder()
        for place in 0..<4 { builder.requests.pullRequest(opened: 1, merged: 2, "m\(place)") }
        let keys = builder.requests.histories.map(\.pullRequest.key)
        let union = CoverageUnion([file("a", covered: 18, of: 24)])
        builder.changes = [
            PullRequestCoverage(keys[0], DiffCoverage(added: ["a": Set(1...12)], coverage: union)),
            PullRequestCoverage(keys[1], DiffCoverage(added: ["a": Set(13...30)], coverage: union)),
            PullRequestCoverage(keys[2], DiffCoverage(added: ["README": [1, 2]], coverage: union)),
        ]
        let measurement = builder.measure(.changeCoverage)
        #expect(measurement.value == 75)
        #expect(measurement.steps.contains { $0.contains("18 of 24 such lines") })
        #expect(
            measurement.excluded == [
                .init("pull requests that add no line that can run", count: 1),
                .init("pull requests that nobody measured", count: 1),
            ])
        builder.changes?.removeAll { $0.pullRequest == keys[0] || $0.pullRequest == keys[1] }
        #expect(builder.measure(.changeCoverage).why == "0 of 10 changed lines that can run needed")
    }

    @Test func `debt of HANDBOOK A24, and other rules break the series`() throws {
        var builder = QualityBuilder()
        builder.debt = [
            QualityBuilder.analysis(1, minutes: 90_000, lines: 12_000, rules: "1"),
            QualityBuilder.analysis(2, minutes: 14_400, lines: 12_000, rules: "2"),
        ]
        let measurement = builder.measure(.debtRatio)
        let details = try measurement.details.decode(DebtRatioDetails.self)
        #expect(measurement.value == 4)
        #expect(details.rating == "A")
        #expect(details.points.map(\.isBreak) == [false, true])
        #expect([0.05, 0.0501, 0.1, 0.2, 0.5, 0.51].map(DebtRatio.rating) == ["A", "B", "B", "C", "D", "E"])
        builder.debt = [QualityBuilder.analysis(2, minutes: 14_400, lines: 999, rules: "2")]
        #expect(builder.measure(.debtRatio).why == "999 of 1000 analysed lines needed")
    }

    private func bugs(_ labels: [[String]]) -> WorkBuilder {
        var builder = WorkBuilder()
        for label in labels { builder.item([], made: 3, kind: .bug, labels: label) }
        return builder
    }

    @Test func `escaped bugs of HANDBOOK A20, with what removes them before`() throws {
        let labels = [[String]](repeating: ["Production"], count: 6) + [[String]](repeating: ["qa"], count: 18)
        var builder = bugs(labels + [["duplicate"], []])
        let measurement = builder.measure(.escapedBugs)
        #expect(measurement.value == 25)
        #expect(abs((measurement.interval?.low ?? 0) - 12.0) < 0.05)
        #expect(abs((measurement.interval?.high ?? 0) - 44.9) < 0.05)
        #expect(measurement.excluded.map(\.count) == [1, 1])
        var requests = DeploymentBuilder()
        for place in 0..<50 { requests.pullRequest(opened: 1, merged: 2, "m\(place)") }
        builder.histories = requests.histories
        #expect(builder.measure(.bugFrequency).value == 50)
        builder.work.items.removeLast(20)
        #expect(builder.measure(.bugFrequency).why == "6 of 10 bugs needed")
        builder.histories = []
        #expect(builder.measure(.bugFrequency).status == .unavailable)
    }

    @Test func `what was reported before the tracker was connected is left out; what came back counts once`() throws {
        var builder = WorkBuilder()
        for day in 0..<12 {
            builder.item(
                [("done", Double(day) + 1), ("reopened", Double(day) + 2)], made: Double(day), kind: .bug,
                labels: ["qa"])
        }
        var evidence = builder.evidence
        evidence.connectedAt = WorkBuilder.at(2)
        let details = try DeliverySignal.escapedBugs.measure(evidence).details.decode(BugDetails.self)
        #expect([details.bugs, details.reopened] == [10, 10])
        #expect(DeliverySignal.escapedBugs.measure(evidence).value == 0)
    }
}
