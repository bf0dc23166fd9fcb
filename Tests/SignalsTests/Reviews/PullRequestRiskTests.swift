import Records
import Testing

@testable import Signals

@Suite("Reasons to look at a pull request")
struct PullRequestRiskTests {
    /// - Parameter now: seconds after Monday, 2025-03-03.
    private func risks(
        _ steps: String, lines: Int = 10, title: String = "PAY-1 Retry", now: Int64
    ) throws -> [PullRequestRisk] {
        var builder = DeliveryBuilder()
        builder.members = ["ana", "ben"]
        builder.know("ana", "ben")
        builder.now = DeliveryBuilder.monday + now
        try builder.pullRequest(steps, size: .lines(lines), title: title)
        let reading = try builder.reading()
        let history = try #require(reading.evidence.pullRequests.first)
        return reading.risks(of: history, try #require(reading.clocks.first ?? nil))
    }

    private static let hour: Int64 = 3600
    private static let day: Int64 = 86_400

    @Test func `an ordinary one gives none`() throws {
        #expect(try risks("Mon 09:00 ana opens\nMon 10:00 ben reviews", now: 30 * Self.hour).isEmpty)
    }

    @Test(arguments: [(1000, false), (1001, true)])
    func `a thousand lines are not yet large`(lines: Int, isLarge: Bool) throws {
        #expect(try risks("Mon 09:00 ana opens", lines: lines, now: 10 * Self.hour).contains(.large) == isLarge)
    }

    @Test func `five days count from when it is ready, so that a draft is not late`() throws {
        let draft = "Mon 09:00 ana opens draft\nThu 09:00 ana readies"
        #expect(try !risks(draft, now: 8 * Self.day).contains(.open))
        #expect(try risks(draft, now: 8 * Self.day + 10 * Self.hour).contains(.open))
    }

    @Test func `approved for a day and not merged, and untouched for three weeks`() throws {
        let approved = "Mon 09:00 ana opens\nMon 10:00 ben approves"
        #expect(try risks(approved, now: 34 * Self.hour).isEmpty)
        #expect(try risks(approved, now: 34 * Self.hour + 1) == [.unmerged])
        #expect(try risks(approved, now: 22 * Self.day) == [.open, .unmerged, .idle])
    }

    @Test func `a ticket may stand in the branch, and four writers are many`() throws {
        #expect(try risks("Mon 09:00 ana opens", title: "Retry", now: Self.day) == [.ticket])
        #expect(try risks("branch feature/PAY-12-retry\nMon 09:00 ana opens", title: "Retry", now: Self.day).isEmpty)
        let writers = ["ana", "ben", "cho", "dia"].map { "Mon 08:00 \($0) writes" }.joined(separator: "\n")
        #expect(try risks(writers + "\nMon 09:00 ana opens", now: Self.day) == [.authors])
    }
}
