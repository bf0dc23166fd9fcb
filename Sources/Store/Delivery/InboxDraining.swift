import Records

/// What one turn of draining did.
package struct Drained: Sendable {
    package var done = 0
    package var failed = 0
    package var saved = Saved()

    /// Nothing was due.
    package var isEmpty: Bool { done + failed == 0 }
}

/// A delivery that is due, and what it was mapped to before anything is written: nobody who writes waits for a mapping.
package struct MappedDelivery: Sendable {
    let due: DueDelivery
    let told: Result<Told, any Error>

    /// - Parameter map: the records, and what to archive of the delivery; what it throws is told to whoever looks after the
    ///   connection.
    package init(_ due: DueDelivery, _ map: (SourceConnection.ID, WebhookDelivery) throws -> Told) {
        self.due = due
        told = Result { try map(due.connection, due.delivery) }
    }
}

extension Connection {
    /// Reads deliveries that are due, in the order of their arrival, and saves what they tell: both or neither.
    package func drainInbox(
        now: Int64, most: Int = 256, map: (SourceConnection.ID, WebhookDelivery) throws -> Told
    ) throws -> Drained {
        try drain(dueDeliveries(now: now, most: most).map { MappedDelivery($0, map) }, now: now)
    }

    /// Saves what deliveries tell, and that they are read: both or neither.
    ///
    /// Several processes may drain one inbox; each takes what no other has taken. A delivery that cannot be mapped or
    /// saved is tried again later, and is a dead letter in the end; it stops no other.
    ///
    /// - Parameter now: milliseconds since 1970.
    package func drain(_ deliveries: [MappedDelivery], now: Int64) throws -> Drained {
        var drained = Drained()
        var mapped: [Mapped] = []
        let waiting = try stillWaiting(deliveries.map(\.due.number))
        for delivery in deliveries where waiting.contains(delivery.due.number) {
            do { mapped.append(Mapped(delivery.due, try delivery.told.get())) } catch {
                try fail(delivery.due, error, now)
                drained.failed += 1
            }
        }
        for (connection, mapped) in Dictionary(grouping: mapped, by: \.waiting.connection).sorted(by: {
            $0.key < $1.key
        }) {
            try save(mapped, of: connection, now, &drained)
        }
        return drained
    }

    /// Those that nobody else has read or is about to.
    private func stillWaiting(_ numbers: [Int64]) throws -> Set<Int64> {
        let lock: SQL = engine == .postgres ? "FOR UPDATE SKIP LOCKED" : ""
        return try numbers.chunks(of: 256).reduce(into: []) { found, chunk in
            found.formUnion(
                try rows(
                    """
                    SELECT number FROM webhook_delivery WHERE number IN \(list: chunk) AND state = 'waiting'
                    ORDER BY number \(lock)
                    """
                ) { try $0.integer(0) })
        }
    }

    private func save(
        _ mapped: [Mapped], of connection: SourceConnection.ID, _ now: Int64, _ drained: inout Drained
    ) throws {
        do {
            let saved = try savepoint { try save(mapped.map(\.told), of: connection) }
            drained.saved.add(saved)
            for chunk in mapped.map(\.waiting.number).chunks(of: 256) {
                try run(
                    """
                    UPDATE webhook_delivery SET state = 'done', body = NULL, error = NULL, attempts = attempts + 1
                    WHERE number IN \(list: chunk)
                    """)
            }
            for one in mapped where one.told.note != nil {
                try run("UPDATE webhook_delivery SET error = \(one.told.note) WHERE number = \(one.waiting.number)")
            }
            drained.done += mapped.count
        } catch {
            guard mapped.count == 1 else {
                // One of them cannot be saved; the others shall not wait for it.
                for one in mapped { try save([one], of: connection, now, &drained) }
                return
            }
            try fail(mapped[0].waiting, error, now)
            drained.failed += 1
        }
    }

    private func fail(_ waiting: DueDelivery, _ error: any Error, _ now: Int64) throws {
        let attempts = waiting.attempts + 1
        let state = attempts < Inbox.mostAttempts ? "waiting" : "dead"
        try run(
            """
            UPDATE webhook_delivery SET state = \(state), attempts = \(attempts), error = \("\(error)"),
                next_at = \(now + Inbox.pause(after: attempts))
            WHERE number = \(waiting.number)
            """)
    }

    /// What waits to be read, in the order of its arrival: at most 8 MiB, or one. Of a connection that was paused it waits
    /// until that goes on.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - most: deliveries at once; fewer when they are large.
    package func dueDeliveries(now: Int64, most: Int) throws -> [DueDelivery] {
        let due = try rows(
            """
            SELECT number, length(body) FROM webhook_delivery WHERE state = 'waiting' AND next_at <= \(now)
                AND connection NOT IN (SELECT number FROM source_connection WHERE state IN ('paused', 'closed'))
            ORDER BY next_at, number LIMIT \(most)
            """
        ) { (number: try $0.integer(0), size: try $0.integer(1)) }
        var sum: Int64 = 0
        let chosen = due.prefix { entry in
            sum += entry.size
            return sum == entry.size || sum <= 8 << 20
        }
        return try chosen.map(\.number).chunks(of: 256).flatMap { chunk in
            try rows(
                """
                SELECT d.number, c.id, d.attempts, d.id, d.event, d.object, d.version, d.headers, d.body, d.received_at
                FROM webhook_delivery d JOIN source_connection c ON c.number = d.connection
                WHERE d.number IN \(list: chunk) ORDER BY d.next_at, d.number
                """
            ) { try DueDelivery($0) }
        }
    }
}

package struct DueDelivery: Sendable {
    let number: Int64
    let connection: SourceConnection.ID
    let attempts: Int
    let delivery: WebhookDelivery

    fileprivate init(_ row: Row) throws {
        number = try row.get(0)
        connection = try row.get(1)
        attempts = try row.get(2)
        let object: WebhookDelivery.Version? =
            row.isNull(5) ? nil : .init(try row.text(5), version: try row.integer(6))
        delivery = WebhookDelivery(
            id: try row.get(3), event: try row.get(4), object: object, headers: try row.json(7),
            body: try row.get(8), receivedAt: try row.get(9))
    }
}

private struct Mapped {
    let waiting: DueDelivery
    let told: Told

    init(_ waiting: DueDelivery, _ told: Told) {
        self.waiting = waiting
        self.told = told
    }
}
