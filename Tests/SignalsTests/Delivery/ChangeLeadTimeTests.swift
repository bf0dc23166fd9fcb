import Records
import Testing

@testable import Signals

@Suite("Change lead time")
struct ChangeLeadTimeTests {
    /// A deployment each, of one commit that was written some hours before.
    private func builder(_ hours: [Double]) -> DeploymentBuilder {
        var builder = DeploymentBuilder()
        for (place, wait) in hours.enumerated() {
            let at = 300 + Double(place) * 30
            builder.commits["c\(place)"] = AuthoredCommit(authoredAt: DeploymentBuilder.at(at - wait))
            builder.deploy(at, "c\(place)", brings: ["c\(place)"])
        }
        return builder
    }

    private func seconds(_ builder: DeploymentBuilder) -> [Double] {
        DeployedChanges(DeliveryReading(builder.evidence)).changes.map { Double($0.seconds) / 3600 }
    }

    @Test func `the commits of HANDBOOK A2`() throws {
        let measurement = builder([2, 5.5, 26, 30, 49, 72, 200]).measure(.changeLeadTime)
        let details = try measurement.details.decode(ChangeLeadTimeDetails.self)
        #expect(measurement.value == 30)
        #expect(details.spread.p75 == 60.5)
        #expect(abs(details.spread.p90 - 123.2) < 1e-9)
        #expect(details.category == .days)
        #expect(measurement.interval?.low == 2)
        #expect(measurement.steps.contains { $0.contains("at most 30 h, three quarters 60.5 h, nine tenths 123.2 h") })
    }

    @Test func `nine commits in four deployments are too few, five deployments are enough`() {
        #expect(builder([1, 2, 3, 4]).measure(.changeLeadTime).why == "4 of 10 deployed commits needed")
        #expect(builder([1, 2, 3, 4, 5]).measure(.changeLeadTime).value == 3)
        #expect(DeploymentBuilder().measure(.changeLeadTime).status == .unavailable)
    }

    @Test func `what is rolled back within a day counts when it comes again, and only then`() {
        var builder = builder([])
        builder.commits["x"] = AuthoredCommit(authoredAt: DeploymentBuilder.at(0))
        builder.deploy(5, "a", brings: ["a"])
        builder.deploy(10, "x", brings: ["x"])
        builder.deploy(12, "a")
        builder.deploy(20, "x", brings: ["x"])
        builder.commits["a"] = AuthoredCommit(authoredAt: DeploymentBuilder.at(4))
        #expect(Rollouts(builder.evidence).all.map(\.isRollback) == [false, false, true, false])
        #expect(seconds(builder).sorted() == [1, 20])
    }

    @Test func `a deployment that stood for more than a day counts at once`() {
        var builder = builder([])
        builder.commits["x"] = AuthoredCommit(authoredAt: DeploymentBuilder.at(0))
        builder.deploy(5, "a", brings: [])
        builder.deploy(10, "x", brings: ["x"])
        builder.deploy(40, "a", isRollback: true)
        builder.deploy(50, "x", brings: ["x"])
        #expect(seconds(builder) == [10])
    }

    @Test func `merge commits are none, unknown ones are told`() {
        var builder = builder([])
        builder.commits["m"] = AuthoredCommit(authoredAt: DeploymentBuilder.at(0), isMerge: true)
        builder.deploy(10, "m", brings: ["m", "unknown"])
        let found = DeployedChanges(DeliveryReading(builder.evidence))
        #expect(found.changes.isEmpty)
        #expect(found.left == .init(unknown: 1, merges: 1))
    }

    @Test func `a squash counts by the commits it replaced, or else by when the pull request began`() {
        var builder = builder([])
        builder.pullRequest(
            opened: 20, merged: 30, "squash",
            commits: [
                DeploymentBuilder.commit("one", 10), DeploymentBuilder.commit("rebased-one", 10),
                DeploymentBuilder.commit("two", 15), DeploymentBuilder.commit("merge", 16, parents: 2),
            ])
        builder.pullRequest(opened: 25, merged: 30, "bare")
        builder.commits["squash"] = AuthoredCommit(authoredAt: DeploymentBuilder.at(30))
        builder.commits["bare"] = AuthoredCommit(authoredAt: DeploymentBuilder.at(30))
        builder.deploy(40, "bare", brings: ["squash", "bare"])
        #expect(seconds(builder).sorted() == [15, 25, 30])
    }

    @Test func `a rebase under other names keeps each commit's own date`() {
        var builder = builder([])
        builder.pullRequest(
            opened: 20, merged: 30, "r2",
            commits: [DeploymentBuilder.commit("one", 10), DeploymentBuilder.commit("two", 15)])
        builder.commits["r1"] = AuthoredCommit(authoredAt: DeploymentBuilder.at(10))
        builder.commits["r2"] = AuthoredCommit(authoredAt: DeploymentBuilder.at(15))
        builder.deploy(40, "r2", brings: ["r1", "r2"])
        #expect(seconds(builder).sorted() == [25, 30])
    }

    @Test
    func
        `dates are drawn to the push and to ninety days before the pull request; a push that replaces keeps the earliest`()
    {
        var builder = builder([])
        builder.weeks = 30
        builder.pullRequest(
            opened: 2400, merged: 2410, "m",
            commits: [DeploymentBuilder.commit("old", 0), DeploymentBuilder.commit("future", 2500)],
            events: [DeploymentBuilder.event(.commitPushed, 2401, commit: "future")])
        builder.pullRequest(
            opened: 2400, merged: 2410, "n",
            commits: [DeploymentBuilder.commit("gone", 2380), DeploymentBuilder.commit("now", 2405)],
            events: [DeploymentBuilder.event(.forcePushed, 2406)])
        for name in ["m", "n"] { builder.commits[name] = AuthoredCommit(authoredAt: 0, isMerge: true) }
        builder.deploy(2420, "m", brings: ["m", "old", "future"])
        builder.deploy(2430, "n", brings: ["n", "now"])
        #expect(seconds(builder).sorted() == [19, 50, 2180])
    }

    @Test func `machines are told apart with their effect`() {
        var builder = builder([10, 10, 10, 10, 10])
        for place in 0..<5 {
            builder.commits["b\(place)"] = AuthoredCommit(
                authoredAt: DeploymentBuilder.at(299 + Double(place) * 30), isByMachine: true)
            builder.deployments[place].commits.insert("b\(place)")
        }
        let measurement = builder.measure(.changeLeadTime)
        #expect(measurement.value == 10)
        #expect(
            measurement.excluded == [.init("commits by bots and AI agents", count: 5, valueWithout: 5.5)])
        builder.options.leavesOut.remove(.machines)
        #expect(builder.measure(.changeLeadTime).value == 5.5)
    }
}
