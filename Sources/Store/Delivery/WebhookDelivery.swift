import Records

/// What a source sent by itself, as it arrived.
package struct WebhookDelivery: Hashable, Sendable {
    /// As the sender names it; the same when it is sent again.
    package var id: String
    package var event: String
    /// The thing that it tells of and that thing's version, where the sender says both: the same version twice is taken once.
    package var object: Version?
    package var headers: [String: String]
    package var body: [UInt8]
    /// Milliseconds since 1970.
    package var receivedAt: Int64

    package struct Version: Hashable, Sendable {
        package var object: String
        package var version: Int64

        package init(_ object: String, version: Int64) {
            self.object = object
            self.version = version
        }
    }

    package init(
        id: String, event: String, object: Version? = nil, headers: [String: String] = [:], body: [UInt8],
        receivedAt: Int64
    ) {
        self.id = id
        self.event = event
        self.object = object
        self.headers = headers
        self.body = body
        self.receivedAt = receivedAt
    }
}

/// Stores deliveries before their senders are answered.
package struct Inbox: Sendable {
    package enum Receipt: Hashable, Sendable {
        case stored
        /// It came before.
        case known
        /// The connection has other secrets by now than those that its sender was known by, or is closed. It was not stored.
        case outdated
    }

    private struct Entry: Sendable {
        let connection: SourceConnection.ID
        let delivery: WebhookDelivery
        let secrets: [UInt8]?
    }

    private let commits: GroupCommit<Entry, Receipt>

    package init(_ database: any Database) {
        commits = GroupCommit(
            database, most: 8 << 20, limit: 96 << 20, cost: { $0.delivery.body.count + 1024 },
            write: { db, entries in
                var receipts = [Receipt](repeating: .known, count: entries.count)
                let byConnection = Dictionary(grouping: entries.indices) { entries[$0].connection }
                for (connection, all) in byConnection.sorted(by: { $0.key < $1.key }) {
                    let known = try db.secrets(ofOpenConnection: connection)
                    var places: [Int] = []
                    for place in all {
                        let isCurrent = entries[place].secrets == nil || entries[place].secrets == known
                        if isCurrent { places.append(place) } else { receipts[place] = .outdated }
                    }
                    let stored = try db.receive(places.map { entries[$0].delivery }, of: connection)
                    for (place, receipt) in zip(places, stored) { receipts[place] = receipt }
                }
                return receipts
            })
    }

    /// - Parameter secrets: the sealed ones by which its sender was known, which are looked at again where it is stored; nil
    ///   where nobody had to be known.
    /// - Returns: once it is safe on disk.
    /// - Throws: `GroupCommitTrouble.full`, `DatabaseTrouble`.
    package func receive(
        _ delivery: WebhookDelivery, of connection: SourceConnection.ID, knownBy secrets: [UInt8]? = nil
    ) async throws -> Receipt {
        try await commits.add(Entry(connection: connection, delivery: delivery, secrets: secrets))
    }

    /// Where `Connection.notify` tells that something waits.
    package static let channel = "inbox"
    /// After so many failures somebody has to look.
    static let mostAttempts = 8
    /// Milliseconds until the next try: 1 s, doubled each time, at most 15 minutes.
    static func pause(after attempts: Int) -> Int64 { min(1000 << Int64(min(attempts - 1, 20)), 900_000) }
}

extension Connection {
    fileprivate func secrets(ofOpenConnection id: SourceConnection.ID) throws -> [UInt8]? {
        let found = try row("SELECT secrets FROM source_connection WHERE id = \(id) AND state <> 'closed'") {
            try $0.get(0, as: [UInt8]?.self)
        }
        return found ?? nil
    }

    /// Stores deliveries that did not come before.
    func receive(_ deliveries: [WebhookDelivery], of id: SourceConnection.ID) throws -> [Inbox.Receipt] {
        let connection = try number(ofConnection: id).number
        var ids: Set<String> = []
        var versions: Set<EventVersion> = []
        for chunk in deliveries.chunks(of: 256) {
            try each(
                "SELECT id FROM webhook_delivery WHERE connection = \(connection) AND id IN \(list: chunk.map(\.id))"
            ) { ids.insert(try $0.text(0)) }
            let objects = Set(chunk.compactMap(\.object?.object))
            if objects.isEmpty { continue }
            try each(
                """
                SELECT event, object, version FROM webhook_delivery
                WHERE connection = \(connection) AND event IN \(list: Set(chunk.map(\.event))) AND object IN \(list: objects)
                """
            ) { row in
                versions.insert(
                    EventVersion(event: try row.text(0), object: try row.text(1), version: try row.integer(2)))
            }
        }
        let receipts = deliveries.map { delivery -> Inbox.Receipt in
            let version = EventVersion(delivery)
            if let version, versions.contains(version) { return .known }
            guard ids.insert(delivery.id).inserted else { return .known }
            if let version { versions.insert(version) }
            return .stored
        }
        let fresh = zip(deliveries, receipts).filter { $0.1 == .stored }.map(\.0)
        if !fresh.isEmpty {
            try write(fresh, connection)
            try notify(Inbox.channel, id)
        }
        return receipts
    }

    private func write(_ deliveries: [WebhookDelivery], _ connection: Int64) throws {
        let numbers = try takeNumbers(deliveries.count, of: "webhook_delivery")
        try insert(
            into: "webhook_delivery",
            [
                "number", "connection", "id", "event", "object", "version", "headers", "body", "received_at", "state",
                "attempts", "next_at",
            ]
        ) { writer in
            for (number, delivery) in zip(numbers, deliveries) {
                try writer.add(number)
                try writer.add(connection)
                try writer.add(delivery.id)
                try writer.add(delivery.event)
                try writer.add(delivery.object?.object)
                try writer.add(delivery.object?.version)
                try writer.add(delivery.headers.isEmpty ? "{}" : try canonicalText(delivery.headers))
                try delivery.body.withUnsafeBytes { try writer.add($0) }
                try writer.add(delivery.receivedAt)
                try writer.add("waiting")
                try writer.add(0)
                try writer.add(delivery.receivedAt)
                try writer.endRow()
            }
        }
    }
}

private struct EventVersion: Hashable {
    var event: String
    var object: String
    var version: Int64

    init(event: String, object: String, version: Int64) {
        self.event = event
        self.object = object
        self.version = version
    }

    init?(_ delivery: WebhookDelivery) {
        guard let object = delivery.object else { return nil }
        self.init(event: delivery.event, object: object.object, version: object.version)
    }
}
