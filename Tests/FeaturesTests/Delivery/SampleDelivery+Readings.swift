import Records
import Signals
import TestKit

@testable import Features

extension SampleDelivery {
    /// - Parameter changing: what is taken from the evidence, to see what is missing.
    func readings(
        _ choice: DeliveryChoice = DeliveryChoice(team: "payments"),
        changing change: (inout DeliveryEvidence) -> Void = { _ in }
    ) -> DeliveryReadings {
        var evidence = evidence
        change(&evidence)
        let reading = DeliveryReading(evidence)
        let requests = Dictionary(evidence.pullRequests.map { ($0.pullRequest.key, $0.pullRequest) }) { first, _ in
            first
        }
        return DeliveryReadings(
            choice: choice, timeframe: evidence.timeframe,
            measurements: Dictionary(uniqueKeysWithValues: DeliverySignal.all.map { ($0.id, $0.measure(reading)) }),
            open: reading.turns().compactMap { turn in requests[turn.pullRequest].map { Self.open($0, turn) } },
            incidents: evidence.incidents)
    }

    private static func open(_ request: PullRequest, _ turn: WhoseTurn) -> OpenPullRequest {
        let someone = { (id: String) in
            OpenPullRequest.Someone(id: id, name: id.split(separator: "/").last.map(String.init) ?? id)
        }
        return OpenPullRequest(
            key: request.key, repository: "shop/payments", number: request.number, title: request.title,
            url: request.url,
            isDraft: request.isDraft, author: request.author.map { someone($0.description) }, turn: turn.turn,
            waitsFor: turn.people.map(someone), isTeam: turn.isTeam, since: turn.since, openedAt: request.createdAt,
            waitedElapsed: turn.wait.elapsed, waitedWorking: turn.wait.working, due: turn.due,
            additions: request.additions, deletions: request.deletions)
    }
}
