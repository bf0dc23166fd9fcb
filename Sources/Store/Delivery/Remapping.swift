import Records

extension Connection {
    /// Reads a connection's archived answers again by a mapping that was corrected, and puts what they tell in place of what
    /// they told: all or nothing.
    ///
    /// What came with answers that are no longer kept stays as it is.
    ///
    /// - Parameters:
    ///   - map: depends on the answer alone, since several are read at the same time; nil for one that the mapping knows
    ///     nothing of.
    ///   - finish: gets what was told in the order in which the answers were given.
    ///   - show: is told how many were read.
    package func remap(
        _ id: SourceConnection.ID, map: @Sendable (RawAnswer) throws -> Told?,
        finish: (Told) throws -> Told = { $0 }, show: (Int) -> Void = { _ in }
    ) throws -> (answers: Int, saved: Saved) {
        let connection = try number(ofConnection: id).number
        let gone = try goneRecords(of: connection)
        try forgetRecords(of: connection)
        var remapping = (answers: 0, saved: Saved())
        var part: [ArchivedAnswer] = []
        var size = 0
        func save() throws {
            try add(part, map, finish, to: &remapping.saved, of: connection)
            remapping.answers += part.count
            show(remapping.answers)
            (part, size) = ([], 0)
        }
        try each(
            """
            SELECT category, key, received_at, encoding, size, body, number, digest FROM raw_answer
            WHERE connection = \(connection) AND body IS NOT NULL ORDER BY received_at, digest
            """
        ) { row in
            part.append(try ArchivedAnswer(row))
            size += part.last?.size ?? 0
            if part.count == 2000 || size > 8 << 20 { try save() }
        }
        if !part.isEmpty { try save() }
        for record in gone {
            try run(
                """
                UPDATE \(raw: record.table) SET gone_at = \(record.goneAt)
                WHERE record = \(record.number) AND connection = \(connection)
                """)
        }
        return remapping
    }

    private func add(
        _ part: [ArchivedAnswer], _ map: @Sendable (RawAnswer) throws -> Told?, _ finish: (Told) throws -> Told,
        to saved: inout Saved, of connection: Int64
    ) throws {
        let mapped = try part.concurrentlyMapped { try map(try $0.answer()) }
        var (told, marks): ([Told], [Int: RawMark]) = ([], [:])
        for (archived, one) in zip(part, mapped) {
            guard let one else { continue }
            // It stays the answer that is kept, and is not archived once more.
            marks[told.count] = archived.mark
            told.append(try finish(one))
        }
        if told.isEmpty { return }
        let new = try save(told, marks, of: connection)
        saved.add(new)
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
