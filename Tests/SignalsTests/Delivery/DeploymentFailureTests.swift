import Records
import Testing

@testable import Signals

@Suite("Deployments that failed")
struct DeploymentFailureTests {
    /// Forty deployments, a day apart.
    private func builder() -> (DeploymentBuilder, [RecordKey]) {
        var builder = DeploymentBuilder()
        let keys = (0..<40).map { builder.deploy(Double($0) * 36, "c\($0)", brings: ["c\($0)"]) }
        builder.incidents = []
        return (builder, keys)
    }

    private func failed(_ builder: DeploymentBuilder) throws -> ChangeFailRateDetails {
        try builder.measure(.changeFailRate).details.decode(ChangeFailRateDetails.self)
    }

    @Test func `the deployments of HANDBOOK A3: two incidents of one are one failure`() throws {
        var (builder, keys) = builder()
        builder.incident(3, 4, of: keys[0])
        builder.incident(200, 201, of: keys[0])
        builder.incident(400, 401, of: keys[5])
        builder.incident(500, 501, of: keys[9])
        let measurement = builder.measure(.changeFailRate)
        #expect(measurement.value == 7.5)
        #expect(abs((measurement.interval?.low ?? 0) - 2.58) < 0.005)
        #expect(abs((measurement.interval?.high ?? 0) - 19.86) < 0.005)
        #expect(measurement.steps.contains("3 of 40: 7.5 %."))
        #expect(try failed(builder).inferred == 0)
    }

    @Test func `a link goes before a time, and a time holds for a day`() throws {
        var (builder, keys) = builder()
        builder.incident(73, 75, of: keys[0])
        builder.incident(36 * 5 + 23, nil)
        builder.incident(36 * 7 + 25, nil)
        builder.incident(36 * 9 + 1, nil, service: "pay")
        builder.incident(36 * 9 + 1, nil, cause: .other)
        let details = try failed(builder)
        #expect(Set(details.failures.map(\.deployment)) == [keys[0], keys[5]])
        #expect(details.failures.map(\.isInferred) == [false, true])
        #expect(
            builder.measure(.changeFailRate).excluded == [
                .init("incidents that no change caused", count: 1),
                .init("incidents that no deployment could be tied to", count: 2),
            ])
    }

    @Test func `a revert marks the deployment that brought it, unless it was never deployed`() throws {
        var (builder, keys) = builder()
        builder.pullRequest(
            opened: 0, merged: 30, "c1", events: [DeploymentBuilder.event(.reverted, 60, commit: "c2")])
        builder.pullRequest(
            opened: 0, merged: 100, "c3", events: [DeploymentBuilder.event(.reverted, 105, commit: "c3")])
        let details = try failed(builder)
        #expect(details.failures.map(\.deployment) == [keys[1]])
        #expect(details.failures.map(\.kind) == ["revert"])
    }

    @Test func `an incident belongs to what was taken back to end it, not to what came last`() throws {
        var (builder, keys) = builder()
        builder.pullRequest(
            opened: 0, merged: 30, "c1", events: [DeploymentBuilder.event(.reverted, 100, commit: "c3")])
        builder.incident(36 * 2 + 1, 36 * 3)
        let details = try failed(builder)
        #expect(Set(details.failures.map(\.deployment)) == [keys[1]])
        #expect(details.failed == 1)
    }

    @Test func `a rollback and a fix mark the one before them; a fix that mends a known failure marks no other`() throws
    {
        var builder = DeploymentBuilder()
        let keys = [
            builder.deploy(0, "a"), builder.deploy(10, "b"), builder.deploy(12, "a", isRollback: true),
            builder.deploy(100, "c"), builder.deploy(110, "d", isFix: true), builder.deploy(200, "e"),
            builder.deploy(240, "f", isFix: true),
        ]
        let failures = DeploymentFailures(builder.evidence, Rollouts(builder.evidence))
        #expect(failures.failures.map { keys[$0.rollout] } == [keys[1], keys[3]])
        #expect(failures.failures.map(\.kind) == [.rollback, .fix])
        builder.incident(101, 109, of: keys[0])
        builder.incident(101, 111, of: keys[0])
        let known = DeploymentFailures(builder.evidence, Rollouts(builder.evidence))
        #expect(Set(known.failed) == [0, 1])
    }

    @Test func `few deployments show counts and no number; the last week is still settling`() throws {
        var builder = DeploymentBuilder(weeks: 2)
        for place in 0..<10 { builder.deploy(Double(place) * 30) }
        builder.incident(1)
        let measurement = builder.measure(.changeFailRate)
        #expect(measurement.value == nil)
        #expect(measurement.why == "10 of 20 deployments needed")
        let details = try failed(builder)
        #expect([details.failed, details.settling] == [1, 4])
        builder.incidents = nil
        #expect(builder.measure(.changeFailRate).status == .unavailable)
    }

    @Test func `what somebody decides goes before what ties a failure`() throws {
        var (builder, keys) = builder()
        builder.incident(3, 4, of: keys[0])
        builder.incident(73, 74, of: keys[2])
        builder.options.verdicts = [keys[0]: false, keys[2]: true, keys[5]: true, keys[6]: false]
        let measurement = builder.measure(.changeFailRate)
        #expect(measurement.value == 5)
        #expect(
            measurement.excluded == [.init("deployments of which somebody said that they did not fail", count: 1)])
        #expect(try failed(builder).failures.map(\.kind) == ["incident", "verdict"])
        // How long the other lasted nobody knows.
        #expect(FailureEpisode.all(DeliveryReading(builder.evidence).failures).count == 1)
    }

    @Test func `a team is compared with its own stretch before`() throws {
        var builder = DeploymentBuilder(weeks: 4)
        for place in 0..<25 { builder.deploy(Double(place) * 24 - 28 * 24) }
        for place in 0..<25 { builder.deploy(Double(place) * 24 + 1) }
        builder.incidents = []
        for place in 0..<10 { builder.incident(Double(place) * 24 - 28 * 24 + 1, Double(place) * 24 - 28 * 24 + 2) }
        let measurement = builder.measure(.changeFailRate)
        #expect(measurement.value == 0)
        #expect(try failed(builder).before?.count == 10)
        #expect(
            measurement.steps.contains {
                $0.hasPrefix("In the stretch of the same length before: 10 of 25; it has changed by -")
            })
        builder.incidents = [try #require(builder.incidents?.first)]
        #expect(
            builder.measure(.changeFailRate).steps.contains { $0.contains("no change can be told apart from chance") })
    }

    @Test func `what comes later changes the past`() throws {
        var (builder, keys) = builder()
        #expect(builder.measure(.changeFailRate).value == 0)
        builder.incident(3, 4, of: keys[0])
        #expect(builder.measure(.changeFailRate).value == 2.5)
    }

    @Test func `recovery of HANDBOOK A4: open failures count for as long as they last`() throws {
        var (builder, keys) = builder()
        let end = 12.0 * 168
        for (place, hours) in [1.0, 3, 8].enumerated() {
            builder.incident(500 + Double(place) * 100, 500 + Double(place) * 100 + hours, of: keys[place])
        }
        builder.incident(end - 20, nil, of: keys[10])
        builder.incident(end - 30, nil, of: keys[11])
        let measurement = builder.measure(.recoveryTime)
        let details = try measurement.details.decode(RecoveryTimeDetails.self)
        #expect(measurement.value == 8)
        #expect(details.curve.map { ($0.remaining * 10).rounded() } == [8, 6, 4])
        #expect(details.open == 2)
        #expect(details.category == .hours)
    }

    @Test func `what comes back within a day goes on, later it is another; without an incident the deployments tell`()
        throws
    {
        var (builder, keys) = builder()
        builder.incident(500, 502, of: keys[0])
        builder.incident(520, 523, of: keys[0])
        builder.incident(700, 701, of: keys[0])
        builder.incident(500, 501, of: keys[1])
        builder.incident(500, 501, of: keys[2])
        builder.deploy(2000, "x", brings: ["x"])
        builder.deploy(2004, "y", isRollback: true)
        let details = try builder.measure(.recoveryTime).details.decode(RecoveryTimeDetails.self)
        #expect(details.failures.map(\.hours).sorted() == [1, 1, 1, 4, 23])
        #expect(details.failures.filter(\.cameBack).map(\.hours) == [23])
    }

    @Test func `where half are not over, the median is not reached`() {
        var (builder, keys) = builder()
        for place in 0..<5 { builder.incident(500, place == 0 ? 501 : nil, of: keys[place]) }
        let measurement = builder.measure(.recoveryTime)
        #expect(measurement.value == nil)
        #expect(measurement.why.hasPrefix("Not reached"))
    }

    @Test func `rework of HANDBOOK A5, for each of its reasons`() throws {
        var builder = DeploymentBuilder()
        for place in 0..<38 {
            builder.deploy(
                Double(place) * 36, "c\(place)", brings: ["c\(place)"], isFix: [3, 9].contains(place) ? true : nil)
        }
        builder.deploy(1500, "back", isRollback: true)
        builder.deploy(1510, "planned", brings: ["planned"], isFix: false)
        builder.pullRequest(opened: 0, merged: 100, "c5", labels: ["Hotfix"])
        builder.pullRequest(opened: 0, merged: 100, "planned", labels: ["hotfix"])
        builder.pullRequest(
            opened: 0, merged: 30, "c6", events: [DeploymentBuilder.event(.reverted, 250, commit: "c8")])
        let measurement = builder.measure(.deploymentReworkRate)
        let details = try measurement.details.decode(ReworkRateDetails.self)
        #expect(details.rework.map(\.reason) == [.declared, .label, .revert, .declared, .rollback])
        #expect(measurement.value == 12.5)
        #expect(abs((measurement.interval?.low ?? 0) - 5.46) < 0.005)
        #expect(abs((measurement.interval?.high ?? 0) - 26.11) < 0.005)
    }
}
