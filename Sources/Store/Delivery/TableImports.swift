import Records

/// How a table of records came in last.
package struct TableImport: Hashable, Sendable {
    package var file: String
    package var kind: String
    /// Milliseconds since 1970.
    package var importedAt: Int64
    package var rows: Int
    package var changed: Int
    package var rejected: Int

    package init(file: String, kind: String, importedAt: Int64, rows: Int, changed: Int, rejected: Int) {
        self.file = file
        self.kind = kind
        self.importedAt = importedAt
        self.rows = rows
        self.changed = changed
        self.rejected = rejected
    }
}

/// A row of a table that could not be read: a dead letter, until another mapping reads it.
package struct RejectedRow: Hashable, Sendable {
    package var file: String
    package var kind: String
    package var line: Int
    /// Nil where the row as a whole is none.
    package var column: String?
    package var why: String
    /// JSON: the cells by the names of their columns, or what stood in the line.
    package var body: String

    package init(file: String, kind: String, line: Int, column: String?, why: String, body: String) {
        self.file = file
        self.kind = kind
        self.line = line
        self.column = column
        self.why = why
        self.body = body
    }

    /// So many of an import are kept; the others are counted.
    package static let most = 10_000
}

extension Connection {
    /// Keeps how a table came in. What was set aside of an earlier import of the same file and kind is forgotten.
    ///
    /// - Parameter rejected: beyond `RejectedRow.most` they are not kept.
    package func save(_ one: TableImport, rejected: [RejectedRow]) throws {
        try run("DELETE FROM table_import WHERE file = \(one.file) AND kind = \(one.kind)")
        let number = try value(
            """
            INSERT INTO table_import (file, kind, imported_at, rows, changed, rejected)
            VALUES (\(one.file), \(one.kind), \(one.importedAt), \(one.rows), \(one.changed), \(one.rejected))
            RETURNING number
            """, as: Int64.self)
        guard let number else { return }
        try insert(into: "rejected_row", ["import", "line", "column_name", "why", "body"]) { writer in
            for row in rejected.prefix(RejectedRow.most) {
                try writer.add(number)
                try writer.add(row.line)
                try writer.add(row.column)
                try writer.add(row.why)
                try writer.add(row.body)
                try writer.endRow()
            }
        }
    }

    /// The newest first.
    package func tableImports() throws -> [TableImport] {
        try rows(
            """
            SELECT file, kind, imported_at, rows, changed, rejected FROM table_import
            ORDER BY imported_at DESC, file, kind
            """
        ) { row in
            TableImport(
                file: try row.get(0), kind: try row.get(1), importedAt: try row.get(2), rows: try row.get(3),
                changed: try row.get(4), rejected: try row.get(5))
        }
    }

    /// Rows that were set aside and are still there, by file and line.
    package func rejectedRows(kind: String? = nil, file: String? = nil, most: Int = .max) throws -> [RejectedRow] {
        let (ofKind, ofFile): (SQL, SQL) = (
            kind.map { "i.kind = \($0)" } ?? "TRUE", file.map { "i.file = \($0)" } ?? "TRUE"
        )
        return try rows(
            """
            SELECT i.file, i.kind, r.line, r.column_name, r.why, r.body
            FROM rejected_row r JOIN table_import i ON i.number = r.import
            WHERE \(ofKind) AND \(ofFile) ORDER BY i.file, i.kind, r.line LIMIT \(Int64(most))
            """
        ) { row in
            RejectedRow(
                file: try row.get(0), kind: try row.get(1), line: try row.get(2), column: try row.get(3),
                why: try row.get(4), body: try row.get(5))
        }
    }

    package func rejectedRowCount() throws -> Int { try value("SELECT count(*) FROM rejected_row") ?? 0 }

    /// Takes rows off the list: they were read, or nobody wants them.
    package func removeRejected(_ rows: [RejectedRow]) throws {
        for (place, lines) in Dictionary(grouping: rows, by: { [$0.file, $0.kind] }) {
            for chunk in lines.map({ Int64($0.line) }).chunks(of: 256) {
                try run(
                    """
                    DELETE FROM rejected_row WHERE line IN \(list: chunk)
                        AND import = (SELECT number FROM table_import WHERE file = \(place[0]) AND kind = \(place[1]))
                    """)
            }
        }
    }

    /// Says anew why rows cannot be read.
    package func update(_ rows: [RejectedRow]) throws {
        for row in rows {
            try run(
                """
                UPDATE rejected_row SET column_name = \(row.column), why = \(row.why)
                WHERE line = \(row.line)
                    AND import = (SELECT number FROM table_import WHERE file = \(row.file) AND kind = \(row.kind))
                """)
        }
    }
}
