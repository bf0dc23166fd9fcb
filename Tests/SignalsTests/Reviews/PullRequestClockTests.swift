import Foundation
import Records
import TestKit
import Testing

@testable import Signals

@Suite("The clock of a pull request")
struct PullRequestClockTests {
    @Test func `there are sixty histories`() { #expect(HistoryText.all.count >= 60) }

    @Test(arguments: HistoryText.all)
    func `says what was worked out by hand`(_ history: HistoryText) throws {
        let reading = try history.builder().reading()
        let clock = try #require(reading.clocks.first ?? nil)
        for (name, value) in history.expected {
            #expect(HistoryText.said(name, clock, reading) == value, "\(name) of \(history.title)")
        }
        #expect(!history.expected.isEmpty)
    }

    @Test(arguments: HistoryText.all)
    func `is the same in whatever order events arrive, and if some arrive twice`(_ history: HistoryText) throws {
        let builder = try history.builder()
        var chance = SeededGenerator(seed: 4)
        let evidence = try builder.evidence()
        let expected = DeliveryReading(evidence).clocks
        for _ in 0..<5 {
            let shuffled = builder.histories.map { $0.shuffled(using: &chance) }
            #expect(DeliveryReading(evidence.with(shuffled)).clocks == expected)
        }
    }
}

extension PullRequestHistory {
    func shuffled(using chance: inout SeededGenerator) -> PullRequestHistory {
        PullRequestHistory(
            pullRequest, events: (events + events.prefix(3)).shuffled(using: &chance),
            commits: commits.shuffled(using: &chance), comments: comments.shuffled(using: &chance), files: files,
            requiredApprovals: requiredApprovals, obstacles: obstacles.shuffled(using: &chance))
    }
}

extension DeliveryEvidence {
    func with(_ pullRequests: [PullRequestHistory]) -> DeliveryEvidence {
        DeliveryEvidence(
            pullRequests: pullRequests, deployments: deployments, people: people, calendars: calendars,
            agreement: agreement, connectedAt: connectedAt, encounters: encounters, timeframe: timeframe,
            options: options)
    }
}
