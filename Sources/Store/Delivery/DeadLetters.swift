import Records

/// How an inbox does.
package struct InboxState: Hashable, Sendable {
    package var waiting = 0
    package var dead = 0
    /// When the oldest that waits arrived; milliseconds since 1970.
    package var waitingSince: Int64?
    /// When the last of all arrived.
    package var lastAt: Int64?
}

/// A delivery that did not work: the last error, and when it is tried again.
package struct FailedDelivery: Hashable, Identifiable, Sendable {
    package let id: String
    package let event: String
    package let receivedAt: Int64
    package let attempts: Int
    package let error: String
    /// Nil for a dead letter: it is not tried again unless somebody asks for it.
    package let nextAt: Int64?
}

/// Deliveries of one event that were taken with a note.
package struct NotedDeliveries: Hashable, Sendable {
    package let event: String
    package let note: String
    package let count: Int
    /// Milliseconds since 1970.
    package let lastAt: Int64
}

extension Connection {
    package func inbox(of id: SourceConnection.ID) throws -> InboxState {
        let connection = try number(ofConnection: id).number
        var state = InboxState()
        try each(
            """
            SELECT state, count(*), min(received_at), max(received_at) FROM webhook_delivery
            WHERE connection = \(connection) GROUP BY state
            """
        ) { row in
            switch try row.text(0) {
            case "waiting":
                state.waiting = try row.get(1)
                state.waitingSince = try row.get(2)
            case "dead": state.dead = try row.get(1)
            default: break
            }
            state.lastAt = max(state.lastAt ?? .min, try row.integer(3))
        }
        return state
    }

    /// Of all connections: how many wait, how many are dead letters.
    package func inboxBacklog() throws -> (waiting: Int, dead: Int) {
        (
            waiting: try value("SELECT count(*) FROM webhook_delivery WHERE state = 'waiting'") ?? 0,
            dead: try value("SELECT count(*) FROM webhook_delivery WHERE state = 'dead'") ?? 0
        )
    }

    /// What was taken with a note, by event: how many, and when the last came. For events that are new to us.
    package func notedDeliveries(of id: SourceConnection.ID) throws -> [NotedDeliveries] {
        let connection = try number(ofConnection: id).number
        return try rows(
            """
            SELECT event, error, count(*), max(received_at) FROM webhook_delivery
            WHERE connection = \(connection) AND state = 'done' AND error IS NOT NULL
            GROUP BY event, error ORDER BY event, error
            """
        ) { row in
            NotedDeliveries(event: try row.get(0), note: try row.get(1), count: try row.get(2), lastAt: try row.get(3))
        }
    }

    /// The last that did not work, newest first.
    package func failedDeliveries(of id: SourceConnection.ID, most: Int = 20) throws -> [FailedDelivery] {
        let connection = try number(ofConnection: id).number
        return try rows(
            """
            SELECT id, event, received_at, attempts, error, state, next_at FROM webhook_delivery
            WHERE connection = \(connection) AND state IN ('waiting', 'dead') AND error IS NOT NULL
            ORDER BY received_at DESC, number DESC LIMIT \(most)
            """
        ) { row in
            FailedDelivery(
                id: try row.get(0), event: try row.get(1), receivedAt: try row.get(2), attempts: try row.get(3),
                error: try row.get(4), nextAt: try row.text(5) == "dead" ? nil : try row.get(6))
        }
    }

    /// Tries deliveries that did not work again now, as if they had just come.
    ///
    /// - Parameters:
    ///   - ids: nil for all dead letters.
    ///   - now: milliseconds since 1970.
    /// - Returns: how many.
    @discardableResult
    package func replay(_ ids: [String]?, of id: SourceConnection.ID, now: Int64) throws -> Int {
        let connection = try number(ofConnection: id).number
        if let ids, ids.isEmpty { return 0 }
        let chosen: SQL = ids.map { "id IN \(list: $0) AND state <> 'done'" } ?? "state = 'dead'"
        let count = try run(
            """
            UPDATE webhook_delivery SET state = 'waiting', attempts = 0, next_at = \(now)
            WHERE connection = \(connection) AND \(chosen)
            """)
        if count > 0 { try notify(Inbox.channel, id) }
        return count
    }

    /// Forgets deliveries that were done before an instant. Until then a repetition is known by its id.
    package func forgetDeliveries(before instant: Int64) throws -> Int {
        try run("DELETE FROM webhook_delivery WHERE state = 'done' AND received_at < \(instant)")
    }
}
