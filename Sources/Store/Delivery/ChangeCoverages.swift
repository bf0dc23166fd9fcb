import Foundation
import Records

/// A merged pull request for whose merge somebody handed in a report of coverage.
package struct CoveredChange: Hashable, Sendable {
    package var pullRequest: RecordKey
    package var repository: RecordKey
    package var commit: String
    /// Lines that it adds, where its code host counts them.
    package var additions: Int?
}

extension Connection {
    /// Merged pull requests whose coverage was not measured since the last report of their merge came.
    ///
    /// - Parameter since: reports that were told before are not looked at; milliseconds since 1970.
    package func changesToCover(since: Int64) throws -> [CoveredChange] {
        let found: [(pullRequest: Int64, repository: Int64, commit: String, additions: Int?)] = try rows(
            """
            SELECT DISTINCT p.record, p.repository, p.merge_commit, p.additions
            FROM run_report r LEFT JOIN job j ON j.record = r.run JOIN build b ON b.record = coalesce(j.build, r.run)
            JOIN pull_request p ON p.merge_commit = b.commit_id
            LEFT JOIN change_coverage c ON c.pull_request = p.record
            WHERE r.told_at >= \(since) AND (c.pull_request IS NULL OR c.measured_at < r.told_at)
                AND EXISTS (SELECT 1 FROM file_coverage f WHERE f.report = r.number)
            ORDER BY p.record
            """
        ) { row in (try row.get(0), try row.get(1), try row.get(2), try row.get(3)) }
        var known = RecordNumbers()
        try addKeys(of: found.flatMap { [$0.pullRequest, $0.repository] }, to: &known)
        return try found.map { one in
            CoveredChange(
                pullRequest: try known.key(one.pullRequest), repository: try known.key(one.repository),
                commit: one.commit, additions: one.additions)
        }
    }

    /// When the last report was told; milliseconds since 1970.
    package func lastReportAt() throws -> Int64? { try value("SELECT max(told_at) FROM run_report") }

    /// What all reports of a commit cover together, by paths as they name them.
    package func coverage(ofCommit commit: String) throws -> CoverageUnion {
        var union = CoverageUnion()
        let run = RecordKey("", .build, "")
        let files: [FileCoverage] = try rows(
            """
            SELECT t.path, t.lines, t.branches, t.more
            FROM build b JOIN run_report r ON r.run = b.record OR r.run IN (SELECT j.record FROM job j WHERE j.build = b.record)
            JOIN file_coverage t ON t.report = r.number
            WHERE b.commit_id = \(commit) ORDER BY r.told_at, r.number, t.place
            """
        ) { try $0.decoded(FileCoverage.table, [try $0.field(0), try $0.field(1), try $0.field(2)], run, more: 3) }
        for file in files { union.add(file) }
        return union
    }

    /// - Parameters:
    ///   - coverage: nil where the history does not hold the whole change.
    ///   - now: milliseconds since 1970.
    package func save(_ coverage: DiffCoverage?, of change: CoveredChange, at now: Int64) throws {
        let number = try intern([change.pullRequest]).number(change.pullRequest)
        let body = try coverage.map { try canonicalText($0) }
        try run(
            """
            INSERT INTO change_coverage (pull_request, commit_id, body, measured_at)
            VALUES (\(number), \(change.commit), \(body), \(now))
            ON CONFLICT (pull_request) DO UPDATE SET commit_id = excluded.commit_id, body = excluded.body,
                measured_at = excluded.measured_at
            """)
        try noteDeliveryChange(.records)
    }

    /// What was measured of some pull requests, by key. Looks up what was measured and not what is asked for: that may be every
    /// pull request of five years.
    package func changeCoverages(of pullRequests: [RecordKey]) throws -> [PullRequestCoverage] {
        let measured = try rows("SELECT pull_request FROM change_coverage WHERE body IS NOT NULL") {
            try $0.get(0, as: Int64.self)
        }
        if measured.isEmpty { return [] }
        var known = RecordNumbers()
        try addKeys(of: measured, to: &known)
        let asked = Set(pullRequests)
        var found: [PullRequestCoverage] = []
        for chunk in try measured.filter({ asked.contains(try known.key($0)) }).chunks(
            of: engine == .postgres ? 256 : 4096)
        {
            try each("SELECT pull_request, body FROM change_coverage WHERE pull_request IN \(list: chunk)") { row in
                found.append(
                    PullRequestCoverage(try known.key(try row.integer(0)), try row.json(1, as: DiffCoverage.self)))
            }
        }
        return found.sorted { $0.pullRequest < $1.pullRequest }
    }
}
