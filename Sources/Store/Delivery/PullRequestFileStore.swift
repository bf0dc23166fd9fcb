import Records

extension Connection {
    /// The files of some pull requests, as their code hosts listed them last, by pull request.
    package func hostedFiles(of pullRequests: [RecordKey]) throws -> [RecordKey: PullRequestFiles] {
        guard try value("SELECT 1 FROM pull_request_files LIMIT 1", as: Int.self) != nil else { return [:] }
        var known = try numbers(of: pullRequests)
        let found = try ofEach(
            PullRequestFiles.self, "pull_request", pullRequests.compactMap { known[$0] }, &known, remembering: false)
        return Dictionary(found.map { ($0.pullRequest, $0) }) { first, _ in first }
    }

    /// Pull requests of a source whose files nobody has listed for the newest commit of their branch, and that commit: what is
    /// open first, then what was merged since an instant, latest change first.
    ///
    /// - Parameters:
    ///   - files: of one that changes more, the list says little.
    ///   - most: how many are looked for.
    package func pullRequestsWithoutFiles(
        of id: SourceConnection.ID, mergedSince: Int64, upTo files: Int, most: Int
    ) throws -> [(pullRequest: RecordKey, head: String)] {
        let connection = try number(ofConnection: id).number
        let repositories = try rows(
            "SELECT record FROM hosted_repository WHERE connection = \(connection) ORDER BY record"
        ) { try $0.integer(0) }
        var found: [(record: Int64, head: String, isOpen: Bool, updatedAt: Int64)] = []
        for repository in repositories {
            for (isOpen, isMeant) in [
                (true, "t.closed_at IS NULL"),
                (false, "t.closed_at >= \(Moment.milliseconds(mergedSince)) AND t.merged_at IS NOT NULL"),
            ] as [(Bool, SQL)] {
                found += try rows(
                    """
                    SELECT t.record, t.head_commit, t.updated_at FROM pull_request t
                    WHERE t.repository = \(repository) AND \(isMeant) AND t.head_commit IS NOT NULL
                        AND coalesce(t.changed_files, 1) BETWEEN 1 AND \(files)
                        AND (t.gone_at IS NULL OR t.seen_at > t.gone_at)
                        AND NOT EXISTS (SELECT 1 FROM pull_request_files f
                            WHERE f.pull_request = t.record AND f.head = t.head_commit)
                    ORDER BY t.updated_at DESC, t.record LIMIT \(most)
                    """
                ) { (try $0.integer(0), try $0.text(1), isOpen, try $0.integer(2)) }
            }
        }
        let chosen = found.sorted {
            $0.isOpen != $1.isOpen ? $0.isOpen : ($1.updatedAt, $0.record) < ($0.updatedAt, $1.record)
        }.prefix(most)
        var known = RecordNumbers()
        try addKeys(of: chosen.map(\.record), to: &known)
        return try chosen.map { (try known.key($0.record), $0.head) }
    }
}
