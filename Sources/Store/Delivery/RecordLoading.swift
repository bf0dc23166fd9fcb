import Records

extension Connection {
    /// Records of one type that a condition on their columns chooses, in the order of their keys. What is gone is left out.
    ///
    /// - Parameters:
    ///   - condition: on the table, which is called `t`.
    ///   - omitted: columns that may be empty and that nobody looks at here.
    func stored<Value: StoredRecord>(
        _ type: Value.Type, omitting omitted: Set<String> = [], where condition: SQL = "TRUE",
        _ numbers: inout RecordNumbers
    ) throws -> [Value] {
        let rows = try rawRows(
            Value.table, omitting: omitted, where: "(\(condition)) AND (t.gone_at IS NULL OR t.seen_at > t.gone_at)")
        try addKeys(of: rows.lazy.flatMap(\.numbers), to: &numbers)
        let keyed = try rows.map { try $0.row(numbers) }
        return try keyed.sorted { $0.key < $1.key }.map { row in
            try Value(
                from: RecordDecoder(table: Value.table, key: row.key, values: row.values, more: row.more))
        }
    }

    func stored<Value: StoredRecord>(_ type: Value.Type, where condition: SQL = "TRUE") throws -> [Value] {
        var numbers = RecordNumbers()
        return try stored(type, where: condition, &numbers)
    }
}

extension Record {
    /// The table for a kind of key.
    static func table(of kind: RecordKey.Kind) -> RecordTable? {
        switch kind {
        case .repository: HostedRepository.table
        case .account: Account.table
        case .pullRequest: PullRequest.table
        case .pullRequestEvent: PullRequestEvent.table
        case .pullRequestCommit: PullRequestCommit.table
        case .review: Review.table
        case .comment: Comment.table
        case .workItem: WorkItem.table
        case .workItemChange: WorkItemChange.table
        case .workItemLink: WorkItemLink.table
        case .sprint: Sprint.table
        case .build: Build.table
        case .job: Job.table
        case .deployment: Deployment.table
        case .incident: Incident.table
        case .release: Release.table
        case .team, .thread, .board, .testRun, .coverage, .finding: nil
        }
    }
}
