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
        _ id: SourceConnection.ID, map: @escaping @Sendable (RawAnswer) throws -> Told?,
        finish: (Told) throws -> Told = { $0 }, show: (Int) -> Void = { _ in }
    ) throws -> (answers: Int, saved: Saved) {
        let connection = try number(ofConnection: id).number
        let gone = try goneRecords(of: connection)
        try forgetRecords(of: connection)
        var remapping = (answers: 0, saved: Saved())
        var mapped: MappedPart?
        func save() throws {
            guard let part = mapped else { return }
            try add(part, finish, to: &remapping.saved, of: connection)
            remapping.answers += part.answers.count
            show(remapping.answers)
        }
        // While what one part told is saved, the next is read on the other cores.
        try eachPart(ofAnswersTo: connection) { part in
            let next = MappedPart(part, map)
            try save()
            mapped = next
        }
        try save()
        for record in gone {
            try run(
                """
                UPDATE \(raw: record.table) SET gone_at = \(record.goneAt)
                WHERE record = \(record.number) AND connection = \(connection)
                """)
        }
        return remapping
    }

    /// Parts of an archive in the order in which the answers were given.
    private func eachPart(ofAnswersTo connection: Int64, _ body: ([ArchivedAnswer]) throws -> Void) throws {
        var part: [ArchivedAnswer] = []
        var size = 0
        try each(
            """
            SELECT category, key, received_at, encoding, size, body, number, digest FROM raw_answer
            WHERE connection = \(connection) AND body IS NOT NULL ORDER BY received_at, digest
            """
        ) { row in
            part.append(try ArchivedAnswer(row))
            size += part.last?.size ?? 0
            if part.count < 2000, size <= 8 << 20 { return }
            try body(part)
            (part, size) = ([], 0)
        }
        if !part.isEmpty { try body(part) }
    }

    private func add(
        _ part: MappedPart, _ finish: (Told) throws -> Told, to saved: inout Saved, of connection: Int64
    ) throws {
        var (told, marks): ([Told], [Int: RawMark]) = ([], [:])
        for (archived, one) in zip(part.answers, try part.mapping.take()) {
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

/// Some archived answers, being read by today's mapping.
private struct MappedPart {
    let answers: [ArchivedAnswer]
    let mapping: ConcurrentMapping<Told?>

    init(_ answers: [ArchivedAnswer], _ map: @escaping @Sendable (RawAnswer) throws -> Told?) {
        self.answers = answers
        mapping = ConcurrentMapping(answers) { try map(try $0.answer()) }
    }
}
