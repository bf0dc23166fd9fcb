import Records

extension Repository: RowDecodable {
    static let columns: SQL = """
        id, name, location, head, branch, is_bare, is_shallow, is_partial, object_format
        """

    package init(_ row: Row) throws {
        self.init(
            id: try row.get(0), name: try row.get(1), location: try row.get(2), head: try row.get(3),
            branch: try row.get(4), isBare: try row.get(5), isShallow: try row.get(6), isPartial: try row.get(7),
            objectFormat: try row.get(8))
    }
}

extension Connection {
    /// All repositories, by id.
    package func repositories() throws -> [Repository] {
        try rows("SELECT \(Repository.columns) FROM repository ORDER BY id")
    }

    package func repository(_ id: Repository.ID) throws -> Repository? {
        try row("SELECT \(Repository.columns) FROM repository WHERE id = \(id)")
    }

    /// Adds the repository, or brings what is known of it up to date, its head included.
    package func save(_ repository: Repository) throws {
        try run(
            """
            INSERT INTO repository (
                number, id, name, location, head, branch, is_bare, is_shallow, is_partial, object_format)
            VALUES (
                (SELECT coalesce(max(number), 0) + 1 FROM repository), \(repository.id), \(repository.name),
                \(repository.location), \(repository.head), \(repository.branch), \(repository.isBare),
                \(repository.isShallow), \(repository.isPartial), \(repository.objectFormat))
            ON CONFLICT (id) DO UPDATE SET
                name = excluded.name, location = excluded.location, head = excluded.head, branch = excluded.branch,
                is_bare = excluded.is_bare, is_shallow = excluded.is_shallow, is_partial = excluded.is_partial,
                object_format = excluded.object_format
            """)
    }

    /// Keeps where a clone came from.
    package func save(origin: String?, of id: Repository.ID) throws {
        try run("UPDATE repository SET origin = \(origin) WHERE id = \(id)")
    }

    /// Where clones came from, of those that say so.
    package func origins() throws -> [Repository.ID: String] {
        let found: [(String, String)] = try rows("SELECT id, origin FROM repository WHERE origin IS NOT NULL") {
            (try $0.get(0), try $0.get(1))
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// Removes the repository and everything that was read or computed from it. Decisions about people stay.
    package func deleteRepository(_ id: Repository.ID) throws {
        try run("DELETE FROM repository WHERE id = \(id)")
    }

    package func storedCommitIDs(repository: Repository.ID) throws -> Set<ObjectID> {
        guard let number = try number(of: repository) else { return [] }
        var ids: Set<ObjectID> = []
        try each("SELECT id FROM git_commit WHERE repository = \(number)") { ids.insert(try $0.get(0)) }
        return ids
    }

    /// Removes commits that a rewritten history no longer has, and the names that only they used.
    package func removeCommits(_ ids: some Sequence<ObjectID>, repository: Repository.ID) throws {
        let number = try required(repository)
        for chunk in Array(ids).chunks(of: 256) {
            try run("DELETE FROM git_commit WHERE repository = \(number) AND id IN \(list: chunk)")
        }
        try run(
            """
            DELETE FROM path WHERE repository = \(number) AND number IN (
                SELECT number FROM path WHERE repository = \(number)
                EXCEPT SELECT path FROM file_change WHERE repository = \(number)
                EXCEPT SELECT old_path FROM file_change WHERE repository = \(number))
            """)
        try run(
            """
            DELETE FROM signature WHERE repository = \(number) AND number IN (
                SELECT number FROM signature WHERE repository = \(number)
                EXCEPT SELECT author FROM git_commit WHERE repository = \(number)
                EXCEPT SELECT committer FROM git_commit WHERE repository = \(number)
                EXCEPT SELECT signature FROM trailer WHERE repository = \(number))
            """)
        try run("UPDATE repository SET revision = revision + 1 WHERE number = \(number)")
    }

    /// What stands for the repository in the other tables; nil when it is not stored.
    func number(of repository: Repository.ID) throws -> Int32? {
        try value("SELECT number FROM repository WHERE id = \(repository)")
    }

    func required(_ repository: Repository.ID) throws -> Int32 {
        guard let number = try number(of: repository) else { throw DatabaseTrouble.noRepository(repository) }
        return number
    }
}
