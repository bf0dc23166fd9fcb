import Records

/// One attempt to bring a repository in.
package struct ImportRun: Hashable, Identifiable, Sendable {
    package typealias ID = Int64

    package enum Status: String, SQLValue, Sendable {
        case running, finished, failed
        /// Another import of the same repository began before this one had ended: its process was stopped.
        case interrupted
    }

    package let id: ID
    package var repository: Repository.ID
    package var status: Status
    /// The commit that it reads up to.
    package var head: ObjectID?
    package var commitsDone: Int
    /// Nil while nobody has counted.
    package var commitsTotal: Int?
    /// Seconds since 1970.
    package var startedAt: Int64
    package var finishedAt: Int64?
    /// A sentence, when it failed.
    package var trouble: String?
}

extension ImportRun: RowDecodable {
    static let columns: SQL = """
        import_run.number, repository.id, status, import_run.head, commits_done, commits_total, started_at,
        finished_at, trouble
        """

    package init(_ row: Row) throws {
        self.init(
            id: try row.get(0), repository: try row.get(1), status: try row.get(2), head: try row.get(3),
            commitsDone: try row.get(4), commitsTotal: try row.get(5), startedAt: try row.seconds(6),
            finishedAt: row.isNull(7) ? nil : try row.seconds(7), trouble: try row.get(8))
    }
}

extension Connection {
    /// Records that an import begins. The repository keeps the head that was imported last until this one is finished.
    ///
    /// - Parameters:
    ///   - total: how many commits are to be read, when somebody counted.
    ///   - now: seconds since 1970.
    package func beginImport(
        repository: Repository, head: ObjectID?, commits total: Int? = nil, at now: Int64
    ) throws -> ImportSession {
        var known = repository
        known.head = try self.repository(repository.id)?.head
        try save(known)
        let number = try required(repository.id)
        try run(
            """
            UPDATE import_run SET status = 'interrupted', finished_at = \(Moment.milliseconds(now))
            WHERE repository = \(number) AND status = 'running'
            """)
        let run = try value("SELECT coalesce(max(number), 0) + 1 FROM import_run", as: Int64.self) ?? 1
        try self.run(
            """
            INSERT INTO import_run (number, repository, status, head, commits_done, commits_total, started_at)
            VALUES (\(run), \(number), 'running', \(head), 0, \(total), \(Moment.milliseconds(now)))
            """)
        return ImportSession(repository: repository.id, run: run)
    }

    /// Records how many commits an import is to read, when that was counted after it had begun.
    package func count(_ total: Int, of session: ImportSession) throws {
        guard let run = session.run else { return }
        try self.run("UPDATE import_run SET commits_total = \(total) WHERE number = \(run)")
    }

    /// Records that everything up to the head is stored. `repository` replaces what was known of it.
    package func finishImport(_ session: ImportSession, repository: Repository, at now: Int64) throws {
        try save(repository)
        try end(session, .finished, trouble: nil, at: now)
    }

    /// - Parameter trouble: a sentence for whoever has to mend it.
    package func failImport(_ session: ImportSession, trouble: String, at now: Int64) throws {
        try end(session, .failed, trouble: trouble, at: now)
    }

    /// Newest first.
    package func importRuns(of repository: Repository.ID? = nil, limit: Int = 20) throws -> [ImportRun] {
        let condition: SQL = repository.map { "WHERE repository.id = \($0)" } ?? ""
        return try rows(
            """
            SELECT \(ImportRun.columns) FROM import_run JOIN repository ON repository.number = import_run.repository
            \(condition) ORDER BY import_run.number DESC LIMIT \(limit)
            """)
    }

    /// The last one that was neither interrupted nor is running.
    package func lastEndedImport(of repository: Repository.ID) throws -> ImportRun? {
        try row(
            """
            SELECT \(ImportRun.columns) FROM import_run JOIN repository ON repository.number = import_run.repository
            WHERE repository.id = \(repository) AND status IN ('finished', 'failed')
            ORDER BY import_run.number DESC LIMIT 1
            """)
    }

    func countDone(_ count: Int, run: ImportRun.ID) throws {
        try self.run("UPDATE import_run SET commits_done = commits_done + \(count) WHERE number = \(run)")
    }

    private func end(_ session: ImportSession, _ status: ImportRun.Status, trouble: String?, at now: Int64) throws {
        try run(
            """
            UPDATE import_run SET status = \(status), trouble = \(trouble), finished_at = \(Moment.milliseconds(now))
            WHERE number = \(session.run)
            """)
    }
}
