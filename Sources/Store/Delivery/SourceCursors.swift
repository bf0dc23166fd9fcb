import Records

/// How far the reading of a source has come.
package struct SourceProgress: Hashable, Sendable {
    /// Lists whose whole history is read.
    package var through = 0
    /// Questions that are known to be still to ask.
    package var waiting = 0

    package init(through: Int = 0, waiting: Int = 0) { (self.through, self.waiting) = (through, waiting) }
}

extension Connection {
    /// Remembers where a list goes on; nil begins anew. To be called in the transaction that saves what was read.
    ///
    /// - Parameters:
    ///   - name: as the connector calls the list.
    ///   - isThrough: the whole history of the list is read.
    ///   - waiting: questions that are known to be left.
    package func saveCursor(
        _ value: JSONValue?, named name: String, of id: SourceConnection.ID, isThrough: Bool = false, waiting: Int = 0
    ) throws {
        let connection = try number(ofConnection: id).number
        guard let value else {
            try run("DELETE FROM source_cursor WHERE connection = \(connection) AND name = \(name)")
            return
        }
        try run(
            """
            INSERT INTO source_cursor (connection, name, value, is_through, waiting)
            VALUES (\(connection), \(name), \(try canonicalText(value)), \(isThrough), \(waiting))
            ON CONFLICT (connection, name) DO UPDATE SET value = excluded.value, is_through = excluded.is_through,
                waiting = excluded.waiting
            """)
    }

    /// Where one list goes on.
    package func cursor(named name: String, of id: SourceConnection.ID) throws -> JSONValue? {
        let connection = try number(ofConnection: id).number
        return try row("SELECT value FROM source_cursor WHERE connection = \(connection) AND name = \(name)") {
            try $0.json(0)
        }
    }

    /// Where each list goes on, by the name that the connector chose.
    package func cursors(of id: SourceConnection.ID) throws -> [String: JSONValue] {
        let connection = try number(ofConnection: id).number
        let found = try rows("SELECT name, value FROM source_cursor WHERE connection = \(connection)") {
            (try $0.text(0), try $0.json(1, as: JSONValue.self))
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    package func progress(of id: SourceConnection.ID) throws -> SourceProgress {
        let connection = try number(ofConnection: id).number
        let found = try rows(
            """
            SELECT is_through, count(*), CAST(sum(waiting) AS BIGINT) FROM source_cursor
            WHERE connection = \(connection) GROUP BY is_through
            """
        ) { (isThrough: try $0.bool(0), lists: try $0.integer(1), waiting: try $0.integer(2)) }
        return SourceProgress(
            through: found.filter(\.isThrough).reduce(0) { $0 + Int($1.lists) },
            waiting: found.reduce(0) { $0 + Int($1.waiting) })
    }
}
