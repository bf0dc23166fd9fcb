import Crypto
import Foundation
import Records

extension Connection {
    /// Saves test results, coverage and findings one after the other, as they are read from a file of any length.
    ///
    /// What is told of one run under one name is one report, and a later telling replaces it as a whole.
    ///
    /// - Parameters:
    ///   - name: what tells several reports of a run apart, such as the file's name.
    ///   - at: milliseconds since 1970.
    ///   - digest: of the file; decides between two reports of one instant.
    ///   - fill: is called only when the report is new, with what takes each record.
    package func saveReport(
        of run: RecordKey, named name: String, at: Int64, digest: [UInt8], of connection: SourceConnection.ID,
        fill: (_ add: (Record) throws -> Void) throws -> Void
    ) throws {
        let source = try number(ofConnection: connection).number
        try saveReport(Report(run: run, name: name, at: at, digest: digest, raw: nil), of: source, fill)
    }

    func saveReports(_ told: Told, _ raw: RawMark?, of connection: Int64) throws {
        let results = told.records.filter(\.isOfRun)
        if results.isEmpty { return }
        guard let run = told.run else { throw DatabaseTrouble.failed("results were told without the run they are of") }
        let digest = try raw?.digest ?? Array(SHA256.hash(data: JSONValue.canonical(results)))
        let report = Report(run: run, name: told.raw?.key ?? "", at: told.at, digest: digest, raw: raw?.number)
        try saveReport(report, of: connection) { add in for result in results { try add(result) } }
    }

    fileprivate func saveReport(
        _ report: Report, of connection: Int64, _ fill: (_ add: (Record) throws -> Void) throws -> Void
    ) throws {
        let run = try intern([report.run.withoutNUL]).number(report.run.withoutNUL)
        let old = try row("SELECT number, told_at, digest FROM run_report WHERE run = \(run) AND name = \(report.name)")
        {
            (number: try $0.integer(0), at: try $0.integer(1), digest: try $0.get(2, as: [UInt8].self))
        }
        if let old {
            let isNewer =
                old.at != report.at
                ? old.at < report.at : old.digest.lexicographicallyPrecedes(report.digest)
            guard isNewer else { return }
            try self.run("DELETE FROM run_report WHERE number = \(old.number)")
        }
        let number = try takeNumbers(1, of: "run_report")[0]
        try self.run(
            """
            INSERT INTO run_report (number, connection, run, name, raw, told_at, digest)
            VALUES (\(number), \(connection), \(run), \(report.name), \(report.raw), \(report.at), \(report.digest))
            """)
        var writing = ReportWriting(report: number)
        try fill { try writing.add($0, to: self) }
        try writing.flush(to: self)
        try noteDeliveryChange(.records)
    }
}

private struct Report {
    var run: RecordKey
    var name: String
    var at: Int64
    var digest: [UInt8]
    var raw: Int64?
}

/// The rows of one report, a few thousand at a time.
private struct ReportWriting {
    let report: Int64
    private var place: Int32 = 0
    private var tests: [Line<TestResult>] = []
    private var files: [Line<FileCoverage>] = []
    private var findings: [Line<CodeFinding>] = []

    private struct Line<Value: Encodable> {
        let place: Int32
        let value: Value
        let fields: RecordEncoder

        init(_ place: Int32, _ value: Value, _ table: RecordTable) throws {
            self.place = place
            self.value = value
            fields = RecordEncoder(table)
            try value.encode(to: fields)
        }
    }

    init(report: Int64) { self.report = report }

    mutating func add(_ record: Record, to db: any Connection) throws {
        place += 1
        switch record {
        case .testResult(let it): tests.append(try Line(place, it, TestResult.table))
        case .coverage(let it): files.append(try Line(place, it, FileCoverage.table))
        case .finding(let it): findings.append(try Line(place, it, CodeFinding.table))
        default: throw DatabaseTrouble.failed("a \(record.type) is no part of a report")
        }
        if tests.count + findings.count >= 2000 || files.count >= 50 { try flush(to: db) }
    }

    mutating func flush(to db: any Connection) throws {
        try writeTests(to: db)
        try writeFiles(to: db)
        try writeFindings(to: db)
        (tests, files, findings) = ([], [], [])
    }

    private func writeTests(to db: any Connection) throws {
        if tests.isEmpty { return }
        let cases = try db.internTestCases(tests.map { TestName($0.value) })
        try db.insert(
            into: "test_result",
            [
                "report", "place", "attempt", "test_case", "is_last", "outcome", "seconds", "file", "message", "more",
            ]
        ) { writer in
            for test in tests {
                let outcomes = test.value.earlier + [test.value.outcome]
                for (place, outcome) in outcomes.enumerated() {
                    let isLast = place == outcomes.count - 1
                    try writer.add(report)
                    try writer.add(test.place)
                    try writer.add(place + 1)
                    try writer.add(cases[TestName(test.value)])
                    try writer.add(isLast)
                    try writer.add(outcome.rawValue)
                    for field in ["seconds", "file", "message"] { try test.fields.write(field, isLast, to: writer) }
                    try writer.add(isLast ? test.fields.moreText : nil)
                    try writer.endRow()
                }
            }
        }
    }

    private func writeFiles(to db: any Connection) throws {
        if files.isEmpty { return }
        try db.insert(
            into: "file_coverage",
            [
                "report", "place", "path", "lines_all", "lines_covered", "branches_all", "branches_taken", "lines",
                "branches", "more",
            ]
        ) { writer in
            for file in files {
                try writer.add(report)
                try writer.add(file.place)
                try file.fields.write("path", to: writer)
                try writer.add(file.value.linesCoverable)
                try writer.add(file.value.linesCovered)
                try writer.add(file.value.branchesAll)
                try writer.add(file.value.branchesTaken)
                for field in ["lines", "branches"] { try file.fields.write(field, to: writer) }
                try writer.add(file.fields.moreText)
                try writer.endRow()
            }
        }
    }

    private func writeFindings(to db: any Connection) throws {
        if findings.isEmpty { return }
        let table = CodeFinding.table
        try db.insert(into: table.name, ["report", "place"] + table.fields.map(\.column) + ["more"]) { writer in
            for finding in findings {
                try writer.add(report)
                try writer.add(finding.place)
                for field in table.fields { try finding.fields.write(field.name, to: writer) }
                try writer.add(finding.fields.moreText)
                try writer.endRow()
            }
        }
    }
}

extension RecordEncoder {
    /// NULL where it is not wanted.
    fileprivate func write(_ field: String, _ isWanted: Bool = true, to writer: any BulkWriter) throws {
        switch isWanted ? value(field) : .null {
        case .null, .key: try writer.addNull()
        case .integer(let value): try writer.add(value)
        case .real(let value): try writer.add(value)
        case .bool(let value): try writer.add(value)
        case .text(let value): try writer.add(value)
        }
    }

    fileprivate var moreText: String? { get throws { more.isEmpty ? nil : try canonicalText(more) } }
}

/// What tells a test from others, byte by byte.
private struct TestName: Hashable {
    let suite: String
    let name: String

    init(_ result: TestResult) { self.init(suite: result.suite.withoutNUL, name: result.name.withoutNUL) }

    init(suite: String, name: String) {
        self.suite = suite
        self.name = name
    }

    static func == (one: TestName, other: TestName) -> Bool {
        one.suite.utf8.elementsEqual(other.suite.utf8) && one.name.utf8.elementsEqual(other.name.utf8)
    }

    func hash(into hasher: inout Hasher) { for byte in name.utf8 { hasher.combine(byte) } }
}

extension Connection {
    fileprivate func internTestCases(_ names: [TestName]) throws -> [TestName: Int64] {
        var known: [TestName: Int64] = [:]
        let wanted = Set(names)
        for (suite, names) in Dictionary(grouping: wanted, by: \.suite) {
            for chunk in names.chunks(of: engine == .postgres ? 256 : 4096) {
                try each(
                    "SELECT name, number FROM test_case WHERE suite = \(suite) AND name IN \(list: chunk.map(\.name))"
                ) { known[TestName(suite: suite, name: try $0.text(0))] = try $0.integer(1) }
            }
        }
        let missing = wanted.filter { known[$0] == nil }
        if missing.isEmpty { return known }
        let numbers = try takeNumbers(missing.count, of: "test_case")
        try insert(into: "test_case", ["number", "suite", "name"]) { writer in
            for (name, number) in zip(missing, numbers) {
                try writer.add(number)
                try writer.add(name.suite)
                try writer.add(name.name)
                try writer.endRow()
                known[name] = number
            }
        }
        return known
    }
}
