import Records

/// How the reading of a connected source goes. Times are seconds since 1970.
package struct SourceSync: Hashable, Sendable {
    package struct Limit: Codable, Hashable, Sendable {
        package var left: Int64
        package var of: Int64?

        package init(left: Int64, of: Int64?) { (self.left, self.of) = (left, of) }
    }

    package var begunAt: Int64?
    /// When one was last through.
    package var endedAt: Int64?
    /// When it is due again; nought for at once.
    package var nextAt: Int64 = 0
    /// Since the last that was through.
    package var failures = 0
    /// Questions of the last one, and what they brought.
    package var calls = 0
    package var answers = 0
    /// How many lists there are to read.
    package var readings = 0
    /// What each token may still ask, where the tool says so.
    package var limits: [Limit] = []
    /// What could not be read while the rest could, with why.
    package var missing: [String: String] = [:]

    package init() {}
}

/// Something that went wrong with a source.
package struct SourceError: Hashable, Sendable {
    /// Seconds since 1970.
    package var happenedAt: Int64
    package var sentence: String
    /// The address of the answer that it was about.
    package var address: String?

    package init(happenedAt: Int64, sentence: String, address: String? = nil) {
        (self.happenedAt, self.sentence, self.address) = (happenedAt, sentence, address)
    }

    /// So many are kept of each source.
    package static let most = 20
}

extension SourceSync {
    /// Where `Connection.notify` tells that a source is to be read now.
    package static let channel = "source-sync"
}

extension Connection {
    /// As nothing has been read yet where nobody kept anything.
    package func sourceSync(of id: SourceConnection.ID) throws -> SourceSync {
        let connection = try number(ofConnection: id).number
        let found = try row(
            """
            SELECT begun_at, ended_at, next_at, failures, calls, answers, readings, limits, missing FROM source_sync
            WHERE connection = \(connection)
            """
        ) { row in
            var sync = SourceSync()
            sync.begunAt = try row.get(0, as: Int64?.self).map { $0 / 1000 }
            sync.endedAt = try row.get(1, as: Int64?.self).map { $0 / 1000 }
            sync.nextAt = try row.integer(2) / 1000
            sync.failures = try row.get(3)
            sync.calls = try row.get(4)
            sync.answers = try row.get(5)
            sync.readings = try row.get(6)
            sync.limits = try row.json(7)
            sync.missing = try row.json(8)
            return sync
        }
        return found ?? SourceSync()
    }

    package func save(_ sync: SourceSync, of id: SourceConnection.ID) throws {
        let connection = try number(ofConnection: id).number
        let (begun, ended) = (sync.begunAt.map { $0 * 1000 }, sync.endedAt.map { $0 * 1000 })
        try run(
            """
            INSERT INTO source_sync
                (connection, begun_at, ended_at, next_at, failures, calls, answers, readings, limits, missing)
            VALUES (\(connection), \(begun), \(ended), \(sync.nextAt * 1000), \(sync.failures), \(sync.calls),
                \(sync.answers), \(sync.readings), \(try canonicalText(sync.limits)), \(try canonicalText(sync.missing)))
            ON CONFLICT (connection) DO UPDATE SET begun_at = excluded.begun_at, ended_at = excluded.ended_at,
                next_at = excluded.next_at, failures = excluded.failures, calls = excluded.calls,
                answers = excluded.answers, readings = excluded.readings, limits = excluded.limits,
                missing = excluded.missing
            """)
    }

    /// Has a source read now, by whichever process is free.
    package func wakeSource(_ id: SourceConnection.ID) throws {
        var sync = try sourceSync(of: id)
        sync.nextAt = 0
        try save(sync, of: id)
        try notify(SourceSync.channel, id)
    }

    /// Keeps what went wrong with a source, and forgets the oldest.
    package func note(_ errors: [SourceError], of id: SourceConnection.ID) throws {
        guard !errors.isEmpty else { return }
        let connection = try number(ofConnection: id).number
        for error in errors.suffix(SourceError.most) {
            try run(
                """
                INSERT INTO source_error (connection, happened_at, sentence, address)
                VALUES (\(connection), \(error.happenedAt * 1000), \(String(error.sentence.prefix(1_000))),
                    \(error.address.map { String($0.prefix(1_000)) }))
                """)
        }
        try run(
            """
            DELETE FROM source_error WHERE connection = \(connection) AND number NOT IN
                (SELECT number FROM source_error WHERE connection = \(connection)
                 ORDER BY number DESC LIMIT \(SourceError.most))
            """)
    }

    /// The last that went wrong, newest first.
    package func sourceErrors(of id: SourceConnection.ID) throws -> [SourceError] {
        let connection = try number(ofConnection: id).number
        return try rows(
            """
            SELECT happened_at, sentence, address FROM source_error WHERE connection = \(connection)
            ORDER BY number DESC LIMIT \(SourceError.most)
            """
        ) { row in
            SourceError(
                happenedAt: try row.integer(0) / 1000, sentence: try row.get(1), address: try row.get(2))
        }
    }
}
