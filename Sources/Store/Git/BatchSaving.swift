import Records

extension Connection {
    /// Saves a fragment on its own, together with what is known of its repository.
    ///
    /// Commits that are stored already stay as they are, so that saving twice changes nothing.
    package func save(_ batch: Batch) throws {
        try save(batch.repository)
        var session = ImportSession(repository: batch.repository.id, run: nil)
        try save(batch, &session)
    }

    /// Saves a fragment of a running import. See `Database.save`, which also keeps the session right when it fails.
    package func save(_ batch: Batch, _ session: inout ImportSession) throws {
        let number = try lock(&session)
        let fragment = batch.fragment
        let new = try newCommits(fragment, repository: number)
        if !new.isEmpty {
            let numbers = try internNames(fragment, of: new, repository: number, &session)
            let first = session.nextCommit
            session.nextCommit += Int32(new.count)
            let writing = FragmentWriting(
                fragment: fragment, commits: new, first: first, repository: number, names: numbers)
            try writing.write(to: self)
            let revision = (session.revision ?? 0) + 1
            session.revision = revision
            try run("UPDATE repository SET revision = \(revision) WHERE number = \(number)")
            try countRows(after: revision)
        }
        if let run = session.run { try countDone(fragment.commits.count, run: run) }
    }

    /// Makes sure that the numbers in the session are still right, and that nobody else gives out any until the
    /// transaction ends.
    private func lock(_ session: inout ImportSession) throws -> Int32 {
        let lock: SQL = engine == .postgres ? "FOR UPDATE" : ""
        let found = try row("SELECT number, revision FROM repository WHERE id = \(session.repository) \(lock)") {
            (number: try $0.get(0, as: Int32.self), revision: try $0.get(1, as: Int64.self))
        }
        guard let found else { throw DatabaseTrouble.noRepository(session.repository) }
        if session.revision != found.revision {
            session.forget()
            session.revision = found.revision
            session.nextCommit = try nextNumber("git_commit", found.number)
            session.nextPath = try nextNumber("path", found.number)
            session.nextSignature = try nextNumber("signature", found.number)
            session.isComplete = session.nextPath == 0 && session.nextSignature == 0
        }
        return found.number
    }

    private func nextNumber(_ table: StaticString, _ repository: Int32) throws -> Int32 {
        let last = try value(
            "SELECT max(number) FROM \(raw: table) WHERE repository = \(repository)", as: Int32.self)
        return (last ?? -1) + 1
    }

    /// PostgreSQL reads a repository whole for every fragment until it knows how large the tables have become. Asked at
    /// each doubling; its own daemon looks only once a minute.
    private func countRows(after revision: Int64) throws {
        guard engine == .postgres, revision & (revision - 1) == 0 else { return }
        try run("ANALYZE git_commit, path, signature")
    }

    /// The places of the commits that are not stored yet.
    private func newCommits(_ fragment: History, repository: Int32) throws -> [Int] {
        var seen = try storedAmong(fragment.commits.map(\.id), repository: repository)
        return fragment.commits.indices.filter { seen.insert(fragment.commits[$0].id).inserted }
    }

    private func storedAmong(_ ids: [ObjectID], repository: Int32) throws -> Set<ObjectID> {
        var stored: Set<ObjectID> = []
        for chunk in ids.chunks(of: 256) {
            stored.formUnion(
                try rows("SELECT id FROM git_commit WHERE repository = \(repository) AND id IN \(list: chunk)") {
                    try $0.get(0, as: ObjectID.self)
                })
        }
        return stored
    }
}

extension Database {
    /// Saves a fragment of a running import in a transaction of its own, and lets the session know of it.
    ///
    /// A loss of power may take the last fragments, which the next import brings again.
    package func save(_ batch: Batch, in session: inout ImportSession) async throws {
        var saved = try await write(.relaxed) { [session] connection in
            var session = session
            try connection.save(batch, &session)
            return session
        }
        // Only now is the caller's the last other reference, so that the tables grow in place.
        session = saved
        saved = ImportSession(repository: session.repository, run: nil)
        session.settle()
    }
}

extension Array {
    func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
