import Records

/// Something that was to be written about a pull request at its host, and how that went.
package struct WrittenBack: Hashable, Sendable {
    package enum State: String, Sendable {
        case written, failed
        /// Somebody took it away; it is not written again.
        case removed
    }

    package var pullRequest: RecordKey
    /// Of a mark its name; `comment` for the one comment.
    package var name: String
    /// Where a mark stands; empty for the comment.
    package var commit: String
    /// A hash of what was last to be written.
    package var digest: String
    /// The comment's name at the host.
    package var remote: String?
    package var state: State
    /// Why it was not written, as a sentence.
    package var trouble: String?
    /// Seconds since 1970.
    package var triedAt: Int64
    package var writtenAt: Int64?
    /// Since it was last written.
    package var failures: Int

    package init(pullRequest: RecordKey, name: String, commit: String, digest: String, triedAt: Int64) {
        (self.pullRequest, self.name, self.commit, self.digest) = (pullRequest, name, commit, digest)
        state = .failed
        self.triedAt = triedAt
        failures = 0
    }
}

extension WrittenBack.State: SQLValue {}

extension Connection {
    /// What was to be written by a connection, the latest try first.
    package func writtenBack(by id: SourceConnection.ID, limit: Int = .max) throws -> [WrittenBack] {
        let connection = try number(ofConnection: id).number
        return try rows(
            """
            SELECT pull_request, name, commit_id, digest, remote, state, trouble, tried_at, written_at, failures
            FROM written_back WHERE connection = \(connection)
            ORDER BY tried_at DESC, pull_request, name LIMIT \(Int64(limit))
            """
        ) { row -> WrittenBack? in
            guard let key = RecordKey(try row.text(0)) else { return nil }
            var written = WrittenBack(
                pullRequest: key, name: try row.get(1), commit: try row.get(2), digest: try row.get(3),
                triedAt: try row.seconds(7))
            written.remote = try row.get(4)
            written.state = try row.get(5)
            written.trouble = try row.get(6)
            written.writtenAt = try row.get(8, as: Int64?.self).map { $0 / 1000 }
            written.failures = try row.get(9)
            return written
        }.compactMap(\.self)
    }

    package func save(_ written: WrittenBack, by id: SourceConnection.ID) throws {
        let connection = try number(ofConnection: id).number
        try run(
            """
            INSERT INTO written_back (connection, pull_request, name, commit_id, digest, remote, state, trouble, tried_at,
                written_at, failures)
            VALUES (\(connection), \(written.pullRequest.description), \(written.name), \(written.commit),
                \(written.digest), \(written.remote), \(written.state), \(written.trouble), \(written.triedAt * 1000),
                \(written.writtenAt.map { $0 * 1000 }), \(written.failures))
            ON CONFLICT (connection, pull_request, name) DO UPDATE SET commit_id = excluded.commit_id,
                digest = excluded.digest, remote = excluded.remote, state = excluded.state, trouble = excluded.trouble,
                tried_at = excluded.tried_at, written_at = excluded.written_at, failures = excluded.failures
            """)
    }

    /// Forgets what was not touched since an instant and is not among what is still open.
    package func forgetWrittenBack(
        by id: SourceConnection.ID, before: Int64, except open: Set<RecordKey>
    ) throws {
        let connection = try number(ofConnection: id).number
        let old = try rows(
            "SELECT DISTINCT pull_request FROM written_back WHERE connection = \(connection) AND tried_at < \(before * 1000)"
        ) { try $0.text(0) }
        for key in old where RecordKey(key).map({ !open.contains($0) }) ?? true {
            try run("DELETE FROM written_back WHERE connection = \(connection) AND pull_request = \(key)")
        }
    }

    /// Pull requests of some keys, as far as they are known.
    package func pullRequests(_ keys: some Sequence<RecordKey>) throws -> [PullRequest] {
        let numbers = try numbers(of: Set(keys))
        return try numbers.keys.keys.sorted().chunks(of: 256).flatMap { chunk in
            try stored(PullRequest.self, where: "t.record IN \(list: chunk)")
        }
    }

    /// Every pull request that is open and no draft.
    package func openPullRequests() throws -> [PullRequest] {
        try stored(PullRequest.self, where: "t.state = 'open' AND NOT t.is_draft")
    }

    /// Those of the names, in lower case, by which some account goes.
    package func knownLogins(among names: Set<String>) throws -> Set<String> {
        try names.sorted().chunks(of: 256).reduce(into: []) { found, chunk in
            found.formUnion(
                try rows("SELECT DISTINCT lower(login) FROM account WHERE lower(login) IN \(list: chunk)") {
                    try $0.get(0, as: String.self)
                })
        }
    }

    /// Accounts and teams that are asked for a review of what is open.
    package func reviewersAsked() throws -> Set<RecordKey> {
        let lists = try rows(
            "SELECT DISTINCT requested_reviewers FROM pull_request WHERE state = 'open' AND requested_reviewers IS NOT NULL"
        ) { try $0.json(0, as: [RecordKey].self) }
        return Set(lists.joined())
    }

    /// Texts of a repository's tree at the head, by path, among these paths.
    package func headTexts(at paths: [String], of repository: Repository.ID) throws -> [String: String] {
        guard let number = try number(of: repository) else { return [:] }
        var found: [String: String] = [:]
        try each(
            "SELECT path, content FROM head_text WHERE repository = \(number) AND path IN \(list: paths)"
        ) { row in
            found[try row.text(0)] = try row.withBytes(1) { String(decoding: $0, as: UTF8.self) }
        }
        return found
    }

    /// Grows with every webhook that a source sends.
    package func lastDelivery(of id: SourceConnection.ID) throws -> Int {
        let connection = try number(ofConnection: id).number
        let count = try value(
            "SELECT coalesce(max(number), 0) FROM webhook_delivery WHERE connection = \(connection)", as: Int64.self)
        return Int(count ?? 0)
    }
}
