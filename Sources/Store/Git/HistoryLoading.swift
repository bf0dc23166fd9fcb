import Records

extension Connection {
    /// Everything that is stored of a repository's history; empty when there is none.
    ///
    /// Commits are ordered by id, changes by commit and path, names by their bytes, and no name stands there that
    /// nothing refers to: the same records give the same value whatever the order in which they came.
    package func history(of repository: Repository.ID) throws -> History {
        guard let number = try number(of: repository) else { return History() }
        var loading = HistoryLoading(repository: number)
        return try loading.load(from: self)
    }
}

private struct HistoryLoading {
    let repository: Int32
    private var history = History()
    private var signatureOfNumber: [Int32] = []
    private var pathOfNumber: [Int32] = []
    private var commitOfNumber: [Int32] = []

    init(repository: Int32) { self.repository = repository }

    mutating func load(from connection: any Connection) throws -> History {
        try loadNames(connection)
        try loadCommits(connection)
        try loadParents(connection)
        try loadTrailers(connection)
        try loadChanges(connection)
        sort()
        dropUnusedNames()
        return history
    }

    private mutating func loadNames(_ connection: any Connection) throws {
        try connection.each(
            "SELECT number, name, email FROM signature WHERE repository = \(repository) ORDER BY email, name"
        ) { row in
            signatureOfNumber.set(Int32(history.signatures.count), at: try row.get(0))
            history.signatures.append(Signature(name: try row.text(1), email: try row.text(2)))
        }
        try connection.each("SELECT number, name FROM path WHERE repository = \(repository) ORDER BY name") { row in
            pathOfNumber.set(Int32(history.paths.count), at: try row.get(0))
            history.paths.append(try row.text(1))
        }
    }

    private mutating func loadCommits(_ connection: any Connection) throws {
        try connection.each(
            """
            SELECT number, id, author, authored_at, authored_offset, committer, committed_at, committed_offset, subject
            FROM git_commit WHERE repository = \(repository)
            """
        ) { row in
            commitOfNumber.set(Int32(history.commits.count), at: try row.get(0))
            history.commits.append(
                Commit(
                    id: try row.get(1), parents: [],
                    author: try signatureOfNumber.place(row.integer(2)), authored: try row.moment(3),
                    committer: try signatureOfNumber.place(row.integer(5)), committed: try row.moment(6),
                    subject: try row.text(8)))
        }
    }

    private mutating func loadParents(_ connection: any Connection) throws {
        try connection.each(
            "SELECT git_commit, parent FROM commit_parent WHERE repository = \(repository) ORDER BY git_commit, place"
        ) { row in
            let commit = try commitOfNumber.place(row.integer(0))
            history.commits[Int(commit)].parents.append(try row.get(1))
        }
    }

    private mutating func loadTrailers(_ connection: any Connection) throws {
        try connection.each(
            "SELECT git_commit, kind, signature FROM trailer WHERE repository = \(repository) ORDER BY git_commit, place"
        ) { row in
            let commit = try commitOfNumber.place(row.integer(0))
            history.commits[Int(commit)].trailers.append(
                Trailer(kind: try row.get(1), signature: try signatureOfNumber.place(row.integer(2))))
        }
    }

    private mutating func loadChanges(_ connection: any Connection) throws {
        try connection.each(
            """
            SELECT git_commit, path, old_path, kind, mode, added, deleted, uncounted
            FROM file_change WHERE repository = \(repository) ORDER BY git_commit
            """
        ) { row in
            let commit = Int(try commitOfNumber.place(row.integer(0)))
            let end = Int32(history.changes.count)
            let own = history.commits[commit].changes
            history.commits[commit].changes = (own.isEmpty ? end : own.lowerBound)..<end + 1
            history.changes.append(try change(row))
        }
    }

    private func change(_ row: Row) throws -> FileChange {
        guard let kind = try row.fileChangeKind(3), let mode = FileMode(number: Int(try row.integer(4))) else {
            throw row.unexpected(3, "a kind and a mode of git")
        }
        let isCounted = row.isNull(7)
        return FileChange(
            path: try pathOfNumber.place(row.integer(1)),
            oldPath: row.isNull(2) ? nil : try pathOfNumber.place(row.integer(2)),
            kind: kind, mode: mode, counting: isCounted ? .lines : try row.get(7),
            added: isCounted ? try row.get(5) : 0, deleted: isCounted ? try row.get(6) : 0)
    }

    private mutating func sort() {
        history.commits.sort { $0.id < $1.id }
        var changes: [FileChange] = []
        changes.reserveCapacity(history.changes.count)
        for place in history.commits.indices {
            let start = Int32(changes.count)
            let own = history.changes(of: history.commits[place])
            changes += own.count > 1 ? own.sorted { $0.path < $1.path }[...] : own
            history.commits[place].changes = start..<Int32(changes.count)
        }
        history.changes = changes
    }
}

extension HistoryLoading {
    /// Names that only removed commits used.
    private mutating func dropUnusedNames() {
        var signatures = [Bool](repeating: false, count: history.signatures.count)
        var paths = [Bool](repeating: false, count: history.paths.count)
        for commit in history.commits {
            signatures[Int(commit.author)] = true
            signatures[Int(commit.committer)] = true
            for trailer in commit.trailers { signatures[Int(trailer.signature)] = true }
        }
        for change in history.changes {
            paths[Int(change.path)] = true
            if let old = change.oldPath { paths[Int(old)] = true }
        }
        if signatures.contains(false) { keepSignatures(signatures) }
        if paths.contains(false) { keepPaths(paths) }
    }

    private mutating func keepSignatures(_ used: [Bool]) {
        let places = Self.newPlaces(used)
        history.signatures = zip(history.signatures, used).filter(\.1).map(\.0)
        for place in history.commits.indices {
            history.commits[place].author = places[Int(history.commits[place].author)]
            history.commits[place].committer = places[Int(history.commits[place].committer)]
            for trailer in history.commits[place].trailers.indices {
                let old = history.commits[place].trailers[trailer].signature
                history.commits[place].trailers[trailer].signature = places[Int(old)]
            }
        }
    }

    private mutating func keepPaths(_ used: [Bool]) {
        let places = Self.newPlaces(used)
        history.paths = zip(history.paths, used).filter(\.1).map(\.0)
        for place in history.changes.indices {
            history.changes[place].path = places[Int(history.changes[place].path)]
            history.changes[place].oldPath = history.changes[place].oldPath.map { places[Int($0)] }
        }
    }

    private static func newPlaces(_ used: [Bool]) -> [Int32] {
        var next: Int32 = 0
        return used.map { isUsed in
            defer { if isUsed { next += 1 } }
            return next
        }
    }
}

extension [Int32] {
    /// Numbers are dense but for what was removed, so an array stands for the dictionary.
    fileprivate mutating func set(_ place: Int32, at number: Int32) {
        while count <= Int(number) { append(-1) }
        self[Int(number)] = place
    }

    fileprivate func place(_ number: Int64) throws -> Int32 {
        guard indices.contains(Int(number)), self[Int(number)] >= 0 else {
            throw DatabaseTrouble.unexpectedAnswer("number \(number) stands for nothing")
        }
        return self[Int(number)]
    }
}
