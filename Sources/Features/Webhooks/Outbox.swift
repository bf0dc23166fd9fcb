import Records
import Store

/// What waits to be sent to endpoints.
package enum Outbox {
    /// Where `Connection.notify` tells that something waits.
    package static let channel = "outbox"
    /// An endpoint that takes nothing for so long is disabled when something is given up; in milliseconds.
    static let patience: Int64 = 5 * 86_400_000
}

extension Connection {
    /// Writes events down for every endpoint that wants them, in the transaction of what they tell.
    package func emit(_ events: [OutgoingEvent]) throws {
        let endpoints = try events.isEmpty ? [] : webhookEndpoints().filter { $0.state != .disabled }
        if endpoints.isEmpty { return }
        let tree = TeamTree(try endpoints.contains { $0.team != nil } ? teams() : [])
        for endpoint in endpoints { try emit(events.filter { endpoint.wants($0, in: tree) }, to: endpoint) }
    }

    /// Has an endpoint tried out.
    ///
    /// - Parameter now: milliseconds since 1970.
    /// - Returns: the event's id.
    /// - Throws: `WebhookTrouble.notActive`.
    package func emitTest(to endpoint: WebhookEndpoint, by actor: AuditEntry.Actor, at now: Int64) throws -> String {
        guard endpoint.state == .active else { throw WebhookTrouble.notActive }
        let event = OutgoingEvent.test(of: endpoint, at: now)
        try emit([event], to: endpoint)
        try audit(.endpointTested, of: endpoint.id, by: actor, at: now / 1000)
        return event.id
    }

    private func emit(_ events: [OutgoingEvent], to endpoint: WebhookEndpoint) throws {
        for event in events {
            try run(
                """
                INSERT INTO outgoing_delivery (endpoint, id, type, body, happened_at, state, attempts, next_at)
                VALUES (\(endpoint.id), \(event.id), \(event.kind.rawValue), \(try event.body(base: endpoint.base)),
                    \(event.happenedAt), 'waiting', 0, \(event.happenedAt))
                ON CONFLICT (endpoint, id) DO NOTHING
                """)
        }
        if !events.isEmpty { try notify(Outbox.channel, endpoint.id) }
    }

    /// Whether any endpoint is told of events of these kinds: whoever has to compare much to find out looks first.
    func isListened(to kinds: Set<OutgoingEvent.Kind>) throws -> Bool {
        try webhookEndpoints().contains { $0.state != .disabled && $0.kinds?.isDisjoint(with: kinds) != true }
    }

    // MARK: Sending

    /// Endpoints that something is due for.
    ///
    /// - Parameter now: milliseconds since 1970.
    package func dueEndpoints(at now: Int64) throws -> [WebhookEndpoint.ID] {
        try rows(
            """
            SELECT e.id FROM webhook_endpoint e WHERE e.state = 'active' AND EXISTS (
                SELECT 1 FROM outgoing_delivery d
                WHERE d.endpoint = e.id AND d.state = 'waiting' AND d.next_at <= \(now))
            ORDER BY e.id
            """
        ) { try $0.get(0) }
    }

    /// What an endpoint is sent next: of what is due, that which was written down first.
    ///
    /// - Parameter id: of the one that alone is looked at; nil for any.
    package func nextDelivery(
        of endpoint: WebhookEndpoint.ID, only id: String? = nil, at now: Int64
    ) throws -> (WebhookEndpoint, OutgoingDelivery)? {
        guard let endpoint = try webhookEndpoint(endpoint), endpoint.state == .active else { return nil }
        let chosen: SQL = id.map { "id = \($0)" } ?? "TRUE"
        return try row(
            """
            \(OutgoingDelivery.columns)
            WHERE endpoint = \(endpoint.id) AND state = 'waiting' AND next_at <= \(now) AND \(chosen)
            ORDER BY number LIMIT 1
            """
        ) { (endpoint, try OutgoingDelivery($0)) }
    }

    /// Keeps what came of an attempt, and what follows from it for the delivery and for its endpoint.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - chance: from 0 up to 1.
    package func note(
        _ answer: WebhookAnswer, to delivery: OutgoingDelivery, of endpoint: WebhookEndpoint.ID, at now: Int64,
        chance: Double
    ) throws {
        let outcome = Outcome(answer, delivery, chance: chance)
        let kept = try run(
            """
            UPDATE outgoing_delivery
            SET state = \(outcome.state), attempts = attempts + 1, tried_at = \(now), status = \(outcome.status),
                next_at = \(outcome.pause.map { now + Int64($0 * 1000) }), trouble = \(outcome.trouble),
                answer = \(outcome.words)
            WHERE number = \(delivery.number) AND state = 'waiting' AND attempts = \(delivery.attempts)
            """)
        // Somebody took the endpoint away, or has it sent anew.
        guard kept > 0 else { return }
        if outcome.state == .delivered {
            try run(
                """
                UPDATE webhook_endpoint SET failing_since = NULL, trouble = NULL
                WHERE id = \(endpoint) AND (failing_since IS NOT NULL OR trouble IS NOT NULL)
                """)
        } else {
            try noteFailure(outcome, of: endpoint, at: now)
        }
    }

    private func noteFailure(_ outcome: Outcome, of endpoint: WebhookEndpoint.ID, at now: Int64) throws {
        try run(
            """
            UPDATE webhook_endpoint SET failing_since = coalesce(failing_since, \(now)), trouble = \(outcome.trouble)
            WHERE id = \(endpoint)
            """)
        let since = try webhookEndpoint(endpoint)?.failingSince ?? now
        if outcome.isGone {
            try disable(endpoint, "It answered with 410, which says that it wants no webhooks any more.")
        } else if outcome.state == .givenUp, now - since >= Outbox.patience {
            try disable(
                endpoint,
                "Since \(Days.long(since / 1000)) nothing could be delivered. The last time: \(outcome.trouble ?? "")")
        }
    }

    private func disable(_ endpoint: WebhookEndpoint.ID, _ why: String) throws {
        try run("UPDATE webhook_endpoint SET state = 'disabled', trouble = \(why) WHERE id = \(endpoint)")
    }

    /// Says why nothing can be sent to an endpoint although nothing was tried.
    package func note(_ trouble: String, of endpoint: WebhookEndpoint.ID) throws {
        try run("UPDATE webhook_endpoint SET trouble = \(trouble) WHERE id = \(endpoint)")
    }

    // MARK: Looking

    /// The newest first.
    package func outgoingDeliveries(of endpoint: WebhookEndpoint.ID, most: Int) throws -> [OutgoingDelivery] {
        try rows("\(OutgoingDelivery.columns) WHERE endpoint = \(endpoint) ORDER BY number DESC LIMIT \(most)") {
            try OutgoingDelivery($0)
        }
    }

    package func outgoingDelivery(_ id: String, of endpoint: WebhookEndpoint.ID) throws -> OutgoingDelivery? {
        try row("\(OutgoingDelivery.columns) WHERE endpoint = \(endpoint) AND id = \(id)") { try OutgoingDelivery($0) }
    }

    /// Has an event sent once more, whatever became of it, under the same id.
    ///
    /// - Parameter now: milliseconds since 1970.
    /// - Returns: false where there is no such event.
    package func replay(
        _ id: String, of endpoint: WebhookEndpoint.ID, by actor: AuditEntry.Actor, at now: Int64
    ) throws -> Bool {
        let changed = try run(
            """
            UPDATE outgoing_delivery SET state = 'waiting', attempts = 0, next_at = \(now)
            WHERE endpoint = \(endpoint) AND id = \(id)
            """)
        guard changed > 0 else { return false }
        try audit(.eventReplayed, of: endpoint, by: actor, at: now / 1000)
        try notify(Outbox.channel, endpoint)
        return true
    }
}

/// What an answer means.
private struct Outcome {
    let state: OutgoingDelivery.State
    var status: Int?
    var words: String?
    var trouble: String?
    /// Seconds until the next attempt; nil where there is none.
    var pause: Double?
    /// The receiver wants no webhooks any more.
    var isGone = false

    /// Nobody waits longer for a receiver that asks for time than for one that is silent.
    private static let longestRest: Int64 = 36_000

    init(_ answer: WebhookAnswer, _ delivery: OutgoingDelivery, chance: Double) {
        var rest: Int64 = 0
        switch answer {
        case .status(let status, let words, let retryAfter):
            (self.status, self.words) = (status, words)
            if (200..<300).contains(status) {
                state = .delivered
                return
            }
            isGone = status == 410
            trouble =
                (300..<400).contains(status)
                ? "It was answered with \(status), a redirect, which is not followed. Give the address that it leads to."
                : "It was answered with \(status)."
            rest = min(retryAfter ?? 0, Self.longestRest)
        case .nothing(let why): trouble = why
        }
        // A test says at once how it went.
        let isOnce = isGone || delivery.type == OutgoingEvent.Kind.test.rawValue
        pause = isOnce ? nil : RetrySchedule.pause(after: delivery.attempts + 1, chance: chance)
        pause = pause.map { max($0, Double(rest)) }
        state = pause == nil ? .givenUp : .waiting
    }
}
