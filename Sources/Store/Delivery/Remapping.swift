import Records

extension Connection {
    /// Reads a connection's archived answers again by a mapping that was corrected, and puts what they tell in place of what
    /// they told: all or nothing.
    ///
    /// What came with answers that are no longer kept stays as it is.
    ///
    /// - Parameter map: answers come in the order in which they were given; nil for one that the mapping knows nothing of.
    package func remap(
        _ id: SourceConnection.ID, map: (RawAnswer) throws -> Told?
    ) throws -> (answers: Int, saved: Saved) {
        let connection = try number(ofConnection: id).number
        let gone = try goneRecords(of: connection)
        try forgetRecords(of: connection)
        var remapping = (answers: 0, saved: Saved())
        var part: [Told] = []
        var size = 0
        try each(
            """
            SELECT category, key, received_at, encoding, size, body FROM raw_answer
            WHERE connection = \(connection) AND body IS NOT NULL ORDER BY received_at, digest
            """
        ) { row in
            let answer = try row.rawAnswer(0)
            remapping.answers += 1
            guard var told = try map(answer) else { return }
            // It stays the answer that is kept, and is not archived once more.
            told.raw = answer
            part.append(told)
            size += answer.body.count
            guard part.count == 200 || size > 8 << 20 else { return }
            try add(part, of: id, to: &remapping.saved)
            (part, size) = ([], 0)
        }
        try add(part, of: id, to: &remapping.saved)
        for record in gone {
            try run(
                """
                UPDATE \(raw: record.table) SET gone_at = \(record.goneAt)
                WHERE record = \(record.number) AND connection = \(connection)
                """)
        }
        return remapping
    }

    private func add(_ told: [Told], of id: SourceConnection.ID, to saved: inout Saved) throws {
        if told.isEmpty { return }
        let part = try save(told, of: id)
        saved.changed.formUnion(part.changed)
        saved.subjects.formUnion(part.subjects)
    }

    /// No answer tells that something is gone: the lists in which it was missing do.
    private func goneRecords(of connection: Int64) throws -> [(table: StaticString, number: Int64, goneAt: Int64)] {
        try Record.tables.flatMap { type in
            let table = type.table.name
            return try rows(
                "SELECT record, gone_at FROM \(raw: table) WHERE connection = \(connection) AND gone_at IS NOT NULL"
            ) { (table, try $0.integer(0), try $0.integer(1)) }
        }
    }

    /// All that kept answers told.
    private func forgetRecords(of connection: Int64) throws {
        let isKept: SQL = """
            connection = \(connection) AND raw IN
                (SELECT number FROM raw_answer WHERE connection = \(connection) AND body IS NOT NULL)
            """
        try run("DELETE FROM deployed_commit WHERE deployment IN (SELECT record FROM deployment WHERE \(isKept))")
        try run("DELETE FROM incident_edit WHERE incident IN (SELECT record FROM incident WHERE \(isKept))")
        for type in Record.tables { try run("DELETE FROM \(raw: type.table.name) WHERE \(isKept)") }
        try run("DELETE FROM run_report WHERE \(isKept)")
        try noteDeliveryChange(.records)
    }
}
