import Records

extension Connection {
    /// Results of tests by commit and configuration, without what runners printed; nil where nobody ever handed any in.
    /// Which file a test is in is told of those alone that did not simply pass.
    ///
    /// A report without a build of which the commit is known says nothing about code, and is not among them.
    package func testRuns(_ scope: MeasuringScope) throws -> [TestRun]? {
        guard try value("SELECT 1 FROM test_result LIMIT 1", as: Int.self) != nil else { return nil }
        let reports = try reports(scope, holding: "test_result")
        var results: [Int64: [TestResult]] = [:]
        for chunk in reports.map(\.number).chunks(of: 256) {
            var earlier: [TestResult.Outcome] = []
            try each(
                """
                SELECT t.report, c.suite, c.name, t.outcome, t.is_last,
                    CASE WHEN t.outcome IN ('failed', 'error') OR t.attempt > 0 THEN t.file END
                FROM test_result t
                JOIN test_case c ON c.number = t.test_case
                WHERE t.report IN \(list: chunk) ORDER BY t.report, t.place, t.attempt
                """
            ) { row in
                guard let outcome = TestResult.Outcome(rawValue: try row.text(3)) else { return }
                guard try row.bool(4) else { return earlier.append(outcome) }
                results[try row.integer(0), default: []].append(
                    TestResult(
                        suite: try row.text(1), name: try row.text(2), file: row.isNull(5) ? nil : try row.text(5),
                        outcome: outcome, earlier: earlier))
                earlier = []
            }
        }
        return reports.map { report in
            TestRun(
                repository: report.repository, commit: report.commit, configuration: report.configuration,
                at: report.at, results: results[report.number] ?? [])
        }
    }

    /// Coverage by commit; nil where nobody ever handed any in.
    ///
    /// Of a commit with one report the sums are read alone; of several the lines, because sums do not tell which are the same.
    package func coverageReports(_ scope: MeasuringScope) throws -> [CoverageReport]? {
        guard try value("SELECT 1 FROM file_coverage LIMIT 1", as: Int.self) != nil else { return nil }
        let reports = try reports(scope, holding: "file_coverage")
        let ofCommit = Dictionary(grouping: reports) { [$0.repository?.description ?? "", $0.commit] }
        return try reports.map { report in
            let isAlone = ofCommit[[report.repository?.description ?? "", report.commit]]?.count == 1
            return CoverageReport(
                repository: report.repository, commit: report.commit, at: report.at,
                files: try isAlone ? sums(of: report) : lines(of: report))
        }
    }

    private func sums(of report: RunReport) throws -> [FileCoverage] {
        try rows(
            """
            SELECT path, lines_all, lines_covered, branches_all, branches_taken FROM file_coverage
            WHERE report = \(report.number) ORDER BY place
            """
        ) { row in
            var file = FileCoverage(path: try row.text(0))
            file.stated = CoverageTotals(
                files: 1, lines: try row.get(1), linesCovered: try row.get(2), branches: try row.get(3),
                branchesTaken: try row.get(4))
            return file
        }
    }

    private func lines(of report: RunReport) throws -> [FileCoverage] {
        try rows(
            "SELECT path, lines, branches, more FROM file_coverage WHERE report = \(report.number) ORDER BY place"
        ) { row in
            try row.decoded(
                FileCoverage.table, [try row.field(0), try row.field(1), try row.field(2)], report.run, more: 3)
        }
    }

    /// Reports with a commit, by time.
    private func reports(_ scope: MeasuringScope, holding table: StaticString) throws -> [RunReport] {
        let rows: [(RunReport, run: Int64, repository: Int64?)] = try rows(
            """
            SELECT r.number, r.run, r.told_at, b.commit_id, b.repository, b.name, j.name, b.finished_at, r.name
            FROM run_report r LEFT JOIN job j ON j.record = r.run JOIN build b ON b.record = coalesce(j.build, r.run)
            WHERE r.told_at >= \(scope.from) AND r.told_at < \(scope.to) AND b.commit_id IS NOT NULL
                AND EXISTS (SELECT 1 FROM \(raw: table) t WHERE t.report = r.number)
            """
        ) { row in
            let parts = [try row.text(5), row.isNull(6) ? nil : try row.text(6)].compactMap(\.self)
            let told = try row.seconds(2)
            let report = RunReport(
                number: try row.integer(0), at: row.isNull(7) ? told : try row.seconds(7), commit: try row.text(3),
                configuration: parts.joined(separator: "/"), name: try row.text(8))
            return (report, try row.integer(1), try row.get(4))
        }
        var known = RecordNumbers()
        try addKeys(of: rows.flatMap { [$0.run, $0.repository].compactMap(\.self) }, to: &known)
        return try rows.map { report, run, repository in
            var report = report
            report.run = try known.key(run)
            report.repository = try repository.map { try known.key($0) }
            return report
        }.filter { report in
            scope.team.map { team in report.repository.map(team.repositories.contains) ?? false } ?? true
        }.sorted { ($0.at, $0.run, $0.name) < ($1.at, $1.run, $1.name) }
    }
}

private struct RunReport {
    let number: Int64
    let at: Int64
    let commit: String
    let configuration: String
    let name: String
    var run = RecordKey("", .build, "")
    var repository: RecordKey?
}
