import Records

extension Connection {
    /// Results of tests in a run, in the order in which they were told.
    package func testResults(of run: RecordKey) throws -> [TestResult] {
        guard let number = try numbers(of: [run])[run] else { return [] }
        var results: [TestResult] = []
        var earlier: [FieldValue] = []
        try each(
            """
            SELECT c.suite, c.name, t.file, t.outcome, t.seconds, t.message, t.is_last, t.more
            FROM run_report r JOIN test_result t ON t.report = r.number JOIN test_case c ON c.number = t.test_case
            WHERE r.run = \(number) ORDER BY r.name, t.place, t.attempt
            """
        ) { row in
            guard try row.bool(6) else { return earlier.append(.text(try row.text(3))) }
            let tries = earlier.compactMap { if case .text(let word) = $0 { word } else { nil } }
            let values: [FieldValue] = [
                try row.field(0), try row.field(1), try row.field(2), try row.field(3),
                row.isNull(4) ? .null : .real(try row.real(4)),
                tries.isEmpty ? .null : .text(try canonicalText(tries)), try row.field(5),
            ]
            results.append(try row.decoded(TestResult.table, values, run, more: 7))
            earlier = []
        }
        return results
    }

    /// Coverage by file in a run.
    package func coverage(of run: RecordKey) throws -> [FileCoverage] {
        guard let number = try numbers(of: [run])[run] else { return [] }
        return try rows(
            """
            SELECT t.path, t.lines, t.branches, t.more FROM run_report r JOIN file_coverage t ON t.report = r.number
            WHERE r.run = \(number) ORDER BY r.name, t.place
            """
        ) { try $0.decoded(FileCoverage.table, [try $0.field(0), try $0.field(1), try $0.field(2)], run, more: 3) }
    }

    /// What tools found in a run.
    package func findings(of run: RecordKey) throws -> [CodeFinding] {
        guard let number = try numbers(of: [run])[run] else { return [] }
        return try rows(
            """
            SELECT t.tool, t.rule, t.level, t.message, t.path, t.line, t.fingerprint, t.is_suppressed, t.more
            FROM run_report r JOIN code_finding t ON t.report = r.number
            WHERE r.run = \(number) ORDER BY r.name, t.place
            """
        ) { row in
            let values: [FieldValue] = [
                try row.field(0), try row.field(1), try row.field(2), try row.field(3), try row.field(4),
                row.isNull(5) ? .null : .integer(try row.integer(5)), try row.field(6), .bool(try row.bool(7)),
            ]
            return try row.decoded(CodeFinding.table, values, run, more: 8)
        }
    }
}

extension Row {
    func field(_ place: Int) throws -> FieldValue { isNull(place) ? .null : .text(try text(place)) }

    func decoded<Value: Decodable>(
        _ table: RecordTable, _ values: [FieldValue], _ run: RecordKey, more place: Int
    ) throws -> Value {
        try Value(
            from: RecordDecoder(
                table: table, key: run, values: values, more: isNull(place) ? [:] : json(place)))
    }
}
