import Records
import TestKit
import Testing

@testable import Signals

@Suite("How pull requests flow")
struct FlowSignalTests {
    private func builder() -> DeliveryBuilder {
        var builder = DeliveryBuilder()
        builder.members = ["ana", "ben", "cho"]
        builder.know("ana", "ben", "cho")
        return builder
    }

    private static let life = """
        Mon 10:00 ana writes
        Mon 11:00 ana opens draft
        Mon 14:00 ana readies
        Tue 09:00 ben rejects
        Tue 15:00 ben approves
        Tue 15:30 ana merges
        Wed 10:00 ci[bot] deploys
        """

    @Test func `cycle time is the median of whole lives, with each part beside it`() throws {
        var builder = builder()
        for _ in 0..<10 { try builder.pullRequest(Self.life) }
        try builder.pullRequest("Mon 10:00 ana opens\nMon 10:20 ana merges")
        try builder.pullRequest("Mon 10:00 bot[bot] opens\nMon 11:00 ben approves\nMon 12:00 ben merges")
        let measurement = DeliverySignal.cycleTime.measure(try builder.evidence())
        let details = try measurement.details.decode(CycleTimeDetails.self)
        #expect(measurement.value == 48)
        #expect(measurement.sample.count == 10)
        #expect(details.parts.map { $0.spread?.p50 } == [4, 19, 6, 0.5, 18.5])
        #expect([details.merged, details.withoutReview] == [11, 1])
        #expect(measurement.excluded.map(\.count) == [1])
        #expect(measurement.excluded.first?.valueWithout == 48)
        #expect(details.machines?.p50 == 2)
        #expect(measurement.finding?.sentence == "Most of the time of a change goes into pickup")
    }

    @Test func `a week with five pull requests has a median of each part, one with four has none`() throws {
        var builder = builder()
        for _ in 0..<5 { try builder.pullRequest("Mon 10:00 ana opens\nMon 12:00 ben approves\nMon 13:00 ana merges") }
        for _ in 0..<4 {
            try builder.pullRequest("Mon+1 10:00 ana opens\nMon+1 11:00 ben approves\nMon+1 13:00 ana merges")
        }
        for _ in 0..<5 {
            try builder.pullRequest("Mon+2 10:00 ana opens\nMon+2 16:00 ben approves\nTue+2 10:00 ana merges")
        }
        let details = try DeliverySignal.cycleTime.measure(try builder.evidence()).details.decode(CycleTimeDetails.self)
        #expect(details.parts[1].weeks.values == [2, 6])
        #expect(details.parts[1].weeks.weeks.map(\.monday.text) == ["2025-03-03", "2025-03-17"])
        #expect(details.parts[0].weeks.values == [])
        #expect(details.open?.p50 == 0.125 && details.open?.count == 14)
    }

    @Test func `nine are too few, and nothing deployed leaves the part out with its reason`() throws {
        var builder = builder()
        for _ in 0..<9 { try builder.pullRequest("Mon 10:00 ana opens\nMon 11:00 ben approves\nMon 12:00 ana merges") }
        #expect(
            DeliverySignal.cycleTime.measure(try builder.evidence()).why
                == "9 of 10 merged and reviewed pull requests needed")
        try builder.pullRequest("Mon 10:00 ana opens\nMon 11:00 ben approves\nMon 12:00 ana merges")
        let measurement = DeliverySignal.cycleTime.measure(try builder.evidence())
        let details = try measurement.details.decode(CycleTimeDetails.self)
        #expect(measurement.value == 2)
        #expect(details.parts.last?.absent == ["no deployments known": 10])
        #expect(measurement.why.hasSuffix("because unknown: coding and deploy."))
    }

    @Test func `what began before the source was connected is left out, and told with its effect`() throws {
        var builder = builder()
        for _ in 0..<10 { try builder.pullRequest("Tue 10:00 ana opens\nTue 11:00 ben approves\nTue 12:00 ana merges") }
        for _ in 0..<30 { try builder.pullRequest("Mon 10:00 ana opens\nMon 11:00 ben approves\nMon 16:00 ana merges") }
        builder.connectedAt = try DeliveryBuilder.instant(["Tue", "00:00"])
        let measurement = DeliverySignal.cycleTime.measure(try builder.evidence())
        #expect(measurement.value == 2)
        #expect(
            measurement.excluded == [
                .init("pull requests from before the source was connected", count: 30, valueWithout: 6)
            ])
        builder.options.leavesOut.remove(.imported)
        #expect(DeliverySignal.cycleTime.measure(try builder.evidence()).value == 6)
    }

    @Test func `first reviews are told on both clocks, and those still waiting beside them`() throws {
        var builder = builder()
        for _ in 0..<10 { try builder.pullRequest("Mon 15:00 ana opens\nTue 10:00 ben reviews") }
        for _ in 0..<3 { try builder.pullRequest("Tue 09:00 ana opens") }
        builder.now = try DeliveryBuilder.instant(["Wed", "17:00"])
        let measurement = DeliverySignal.firstReview.measure(try builder.evidence())
        let details = try measurement.details.decode(FirstReviewDetails.self)
        // Monday 15–17 and Tuesday 9–10.
        #expect(measurement.value == 3)
        #expect(details.elapsed?.p50 == 19)
        #expect([details.waiting, details.within24Hours, details.onUsualHours] == [3, 10, 0])
        // Of 13, ten are answered after 3 hours: fewer than half are left.
        #expect(details.workingWithWaiting == 3)
    }

    @Test func `an agreement counts what waits too long as missed`() throws {
        var builder = builder()
        for _ in 0..<8 { try builder.pullRequest("Mon 09:00 ana opens\nMon 12:00 ben reviews") }
        for _ in 0..<2 { try builder.pullRequest("Mon 09:00 ana opens\nTue 10:00 ben reviews") }
        try builder.pullRequest("Mon 09:00 ana opens")
        try builder.pullRequest("Tue 16:00 ana opens")
        try builder.pullRequest("Mon 09:00 ana opens\nMon 10:00 ana closes")
        try builder.pullRequest("Mon 09:00 ana opens\nMon 10:00 ana drafts")
        try builder.pullRequest("Mon 09:00 ana opens\nMon 09:00 ana asks ben\nMon 10:00 ana unasks ben")
        try builder.pullRequest("Mon 09:00 ana opens\nMon 10:00 ana merges")
        builder.now = try DeliveryBuilder.instant(["Tue", "17:00"])
        let measurement = DeliverySignal.reviewAgreement.measure(try builder.evidence())
        let details = try measurement.details.decode(ReviewAgreementDetails.self)
        #expect(abs(try #require(measurement.value) - 800.0 / 11) < 1e-9)
        let interval = try #require(measurement.interval)
        #expect(abs(interval.low - 43.4) < 0.05 && abs(interval.high - 90.3) < 0.05)
        #expect([details.met, details.answeredLate, details.unanswered] == [8, 2, 1])
        #expect([details.pending, details.withdrawn, details.withoutReview] == [1, 3, 1])
    }

    @Test func `the agreement's clock decides`() throws {
        var builder = builder()
        for _ in 0..<10 { try builder.pullRequest("Mon 16:00 ana opens\nTue 16:00 ben reviews") }
        // 24 hours elapsed, 8 of them working: both are kept to the second.
        #expect(DeliverySignal.reviewAgreement.measure(try builder.evidence()).value == 100)
        builder.agreement = ReviewAgreement(hours: 24, clock: .elapsed)
        #expect(DeliverySignal.reviewAgreement.measure(try builder.evidence()).value == 100)
        builder.agreement = ReviewAgreement(hours: 23.9, clock: .elapsed)
        #expect(DeliverySignal.reviewAgreement.measure(try builder.evidence()).value == 0)
    }

    @Test func `closed, drafted or taken back after the time was over is missed`() throws {
        var builder = builder()
        for end in ["ana closes", "ana drafts", "ana unasks ben"] {
            try builder.pullRequest("Mon 09:00 ana opens\nMon 09:00 ana asks ben\nWed 12:00 \(end)")
        }
        let answers = try builder.reading().clocks.compactMap { $0 }.map { ReviewAnswer($0, under: builder.agreement) }
        #expect(answers == [.unanswered, .unanswered, .unanswered])
    }

    @Test func `five working days without a human make it stale`() throws {
        var builder = builder()
        try builder.pullRequest("Mon 08:00 ana opens\nMon 09:00 ben reviews\nThu 10:00 bot[bot] pushes", title: "Old")
        try builder.pullRequest("Mon 08:00 ana opens\nMon 10:00 ben reviews")
        try builder.pullRequest("Mon 08:00 ana opens draft")
        try builder.pullRequest("Mon 08:00 ana opens\nMon 08:30 ana labels on-hold")
        try builder.pullRequest("Mon 08:00 bot[bot] opens")
        builder.now = try DeliveryBuilder.instant(["Mon+1", "09:00"])
        let measurement = DeliverySignal.stalePullRequests.measure(try builder.evidence())
        let details = try measurement.details.decode(StalePullRequestsDetails.self)
        #expect(measurement.value == 1)
        #expect(details.rows.map(\.workingDays) == [5])
        #expect(details.rows.map(\.title) == ["Old"])
        #expect(details.rows.map(\.waitsFor) == [.author])
        #expect(
            measurement.excluded.map(\.what) == [
                "pull requests by bots and AI agents", "pull requests on hold", "drafts",
            ])
    }

    @Test(arguments: [
        ("on-hold", true), ("On Hold", true), ("status: blocked", true), ("status/blocked", true), ("impediment", true),
        ("Do Not Merge", true), ("don't merge", true), ("unblocked", false), ("threshold", false), ("bug", false),
    ])
    func `a label that says so holds it, however it is written`(_ label: String, _ holds: Bool) throws {
        var builder = builder()
        try builder.pullRequest("Mon 08:00 ana opens\nMon 08:30 ana labels \(label)")
        let turn = try #require(DeliveryReading(try builder.evidence()).clocks[0]?.turn)
        #expect((turn == .nobody(.onHold)) == holds)
    }

    @Test func `turns are told in the order in which they are due`() throws {
        var builder = builder()
        let late = try builder.pullRequest("Mon 09:00 ana opens")
        let soon = try builder.pullRequest("Tue 09:00 ana opens\nTue 09:00 ana asks cho")
        let hers = try builder.pullRequest("Mon 09:00 ana opens\nTue 09:00 ben rejects")
        try builder.pullRequest("Mon 09:00 ana opens\nMon 10:00 ana closes")
        builder.now = try DeliveryBuilder.instant(["Tue", "12:00"])
        let turns = try builder.reading().turns()
        #expect(turns.map(\.pullRequest) == [late, soon, hers])
        #expect(turns.map(\.people) == [["ben", "cho"], ["cho"], ["ana"]])
        #expect(turns.map(\.isOverdue) == [true, false, false])
        #expect(turns.map(\.isTeam) == [true, false, false])
        #expect(turns[1].due == (try DeliveryBuilder.instant(["Tue", "17:00"])))
        #expect(turns[1].wait == .init(elapsed: 3 * 3600, working: 3 * 3600))
    }

    @Test func `an absence moves what is due`() throws {
        var builder = builder()
        try builder.pullRequest("Mon 09:00 ana opens\nMon 09:00 ana asks cho")
        let tuesday = CivilDay(DeliveryBuilder.monday + 86_400)
        builder.absences["cho"] = [Absence(first: CivilDay(DeliveryBuilder.monday), last: tuesday)]
        builder.now = try DeliveryBuilder.instant(["Mon", "12:00"])
        let turn = try #require(try builder.reading().turns().first)
        #expect(turn.due == (try DeliveryBuilder.instant(["Wed", "17:00"])))
        #expect(turn.wait.working == 0)
    }
}
