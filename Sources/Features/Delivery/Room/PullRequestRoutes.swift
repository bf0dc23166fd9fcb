import Hummingbird
import Interface
import Records
import Signals
import Store

/// One pull request, and whose turn it was at every moment.
extension DeliveryRoom {
    func pullRequest(_ request: Request, _ context: AppContext) async throws -> Response {
        let text = try context.parameter("key")
        guard let key = RecordKey(text), key.kind == .pullRequest else { throw Self.noSuchPullRequest }
        return try await drawn(request, context, with: [.open]) { readings, state, db in
            // Up to when the numbers look, so that this page and the queue say the same.
            let now = readings.timeframe.end
            guard let gathering = DeliveryGathering(try DeliverySource(db), readings.choice, at: now),
                let evidence = try gathering.evidence(of: key, db), let history = evidence.pullRequests.first
            else { throw Self.noSuchPullRequest }
            let reading = DeliveryReading(evidence)
            guard let clock = reading.clock(of: key) else { throw Self.noSuchPullRequest }
            return PullRequestPage(
                request: history.pullRequest,
                repository: gathering.source.names[history.pullRequest.repository] ?? history.pullRequest.repository.id,
                clock: clock, turn: clock.isOpen ? reading.turn(of: clock) : nil, people: evidence.people,
                teams: gathering.source.hostTeams, agreement: evidence.agreement, choice: readings.choice, now: now,
                overlaps: readings.open.first { $0.key == key }?.overlaps ?? [], namesPeople: state.namesPeople)
        }
    }

    private static let noSuchPullRequest = Problem.notFound(
        "No source told of such a pull request, or it is not this team's. The list of Delivery leads to those that are open."
    )
}
