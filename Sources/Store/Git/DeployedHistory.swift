import Records

extension Connection {
    /// Which commit came from which in a repository's history, without anything else of it.
    package func commitGraph(of repository: Repository.ID) throws -> CommitGraph {
        guard let number = try number(of: repository) else { return CommitGraph([]) }
        var places: [Int64: Int] = [:]
        var commits: [(commit: String, parents: [String])] = []
        try each("SELECT number, id FROM git_commit WHERE repository = \(number) ORDER BY id") { row in
            places[try row.integer(0)] = commits.count
            commits.append((try row.get(1, as: ObjectID.self).hex, []))
        }
        try each(
            "SELECT git_commit, parent FROM commit_parent WHERE repository = \(number) ORDER BY git_commit, place"
        ) { row in
            guard let place = places[try row.integer(0)] else { return }
            commits[place].parents.append(try row.get(1, as: ObjectID.self).hex)
        }
        return CommitGraph(commits)
    }

    /// When commits were written, by name; those that the history does not hold are missing.
    package func authoredCommits(
        _ names: Set<String>, in repository: Repository.ID
    ) throws -> [String: AuthoredCommit] {
        guard let number = try number(of: repository) else { return [:] }
        var found: [String: AuthoredCommit] = [:]
        for chunk in names.sorted().compactMap({ ObjectID($0) }).chunks(of: 256) {
            try each(
                """
                SELECT c.id, c.authored_at, s.name, s.email,
                    (SELECT count(*) FROM commit_parent p WHERE p.repository = c.repository AND p.git_commit = c.number)
                FROM git_commit c JOIN signature s ON s.repository = c.repository AND s.number = c.author
                WHERE c.repository = \(number) AND c.id IN \(list: chunk)
                """
            ) { row in
                let kind = Person.Kind(lookingAt: Signature(name: try row.text(2), email: try row.text(3)))
                found[try row.get(0, as: ObjectID.self).hex] = AuthoredCommit(
                    authoredAt: try row.seconds(1), isMerge: try row.integer(4) > 1, isByMachine: kind != .human)
            }
        }
        return found
    }

    /// What commits with one parent changed, by name and in the order of paths.
    package func changedFiles(
        by names: Set<String>, in repository: Repository.ID
    ) throws -> [String: [PullRequestFile]] {
        guard let number = try number(of: repository) else { return [:] }
        var found: [String: [PullRequestFile]] = [:]
        for chunk in names.sorted().compactMap({ ObjectID($0) }).chunks(of: 256) {
            try each(
                """
                SELECT c.id, p.name, o.name, f.kind, f.added, f.deleted
                FROM git_commit c JOIN file_change f ON f.repository = c.repository AND f.git_commit = c.number
                JOIN path p ON p.repository = f.repository AND p.number = f.path
                LEFT JOIN path o ON o.repository = f.repository AND o.number = f.old_path
                WHERE c.repository = \(number) AND c.id IN \(list: chunk)
                    AND (SELECT count(*) FROM commit_parent q
                        WHERE q.repository = c.repository AND q.git_commit = c.number) = 1
                ORDER BY c.id, p.name
                """
            ) { row in
                let isMoved = try row.text(3) == "R" && !row.isNull(2)
                found[try row.get(0, as: ObjectID.self).hex, default: []].append(
                    PullRequestFile(
                        path: try row.text(1), oldPath: isMoved ? try row.text(2) : nil,
                        added: try row.get(4, as: Int?.self) ?? 0, deleted: try row.get(5, as: Int?.self) ?? 0))
            }
        }
        return found
    }
}
