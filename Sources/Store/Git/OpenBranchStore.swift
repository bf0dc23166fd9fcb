import Records

extension Connection {
    /// Replaces what is known of the branches beside the main one. Erased signatures do not come back by it.
    ///
    /// - Throws: `DatabaseTrouble`, also for a repository without a snapshot.
    package func save(_ open: OpenBranches, repository: Repository.ID) throws {
        let number = try required(repository)
        try run("DELETE FROM open_branches WHERE repository = \(number)")
        try run(
            """
            INSERT INTO open_branches (repository, mark, long_lived, contained, untried)
            VALUES (\(number), \(open.mark), \(open.long), \(open.contained), \(open.untried))
            """)
        try saveBranches(open.branches, number)
        try saveClashes(open.clashes, number)
    }

    private func saveBranches(_ branches: [OpenBranch], _ number: Int32) throws {
        try insert(
            into: "open_branch", ["repository", "place", "name", "head", "commits", "updated_at", "stack"]
        ) { writer in
            for (place, branch) in branches.enumerated() {
                try writer.add(number)
                try writer.add(place)
                try writer.add(branch.name)
                try branch.head.withBytes { try writer.add($0) }
                try writer.add(branch.commits)
                try writer.add(branch.updatedAt)
                try writer.add(branch.stack)
                try writer.endRow()
            }
        }
        let erasures = try Erasures(self)
        try insert(into: "open_branch_author", ["repository", "branch", "place", "name", "email"]) { writer in
            for (branch, authors) in branches.map(\.authors).enumerated() {
                for (place, author) in authors.enumerated() {
                    let shown = erasures.standIn(for: author) ?? author
                    try writer.add(number)
                    try writer.add(branch)
                    try writer.add(place)
                    try writer.add(shown.name)
                    try writer.add(shown.email)
                    try writer.endRow()
                }
            }
        }
        try insert(into: "open_branch_file", ["repository", "branch", "place", "path"]) { writer in
            for (branch, files) in branches.map(\.files).enumerated() {
                for (place, path) in files.enumerated() {
                    try writer.add(number)
                    try writer.add(branch)
                    try writer.add(place)
                    try writer.add(path)
                    try writer.endRow()
                }
            }
        }
    }

    private func saveClashes(_ clashes: [OpenBranches.Clash], _ number: Int32) throws {
        let rows = clashes.flatMap { clash in clash.files.map { (clash.first, clash.second, $0) } }
        try insert(
            into: "branch_clash", ["repository", "place", "first_name", "second_name", "path"]
        ) { writer in
            for (place, row) in rows.enumerated() {
                try writer.add(number)
                try writer.add(place)
                try writer.add(row.0)
                try writer.add(row.1)
                try writer.add(row.2)
                try writer.endRow()
            }
        }
    }

    /// Nil where the branches were never read.
    package func openBranches(of repository: Repository.ID) throws -> OpenBranches? {
        guard let number = try number(of: repository) else { return nil }
        let found = try rows(
            "SELECT mark, long_lived, contained, untried FROM open_branches WHERE repository = \(number)"
        ) { row in
            OpenBranches(
                mark: try row.text(0), long: try row.get(1), contained: try row.get(2), untried: try row.get(3))
        }
        guard var open = found.first else { return nil }
        open.branches = try rows(
            """
            SELECT name, head, commits, updated_at, stack FROM open_branch WHERE repository = \(number) ORDER BY place
            """
        ) { row in
            OpenBranch(
                name: try row.text(0), head: try row.get(1), authors: [], commits: try row.get(2),
                updatedAt: try row.get(3), files: [], stack: try row.get(4))
        }
        try each(
            "SELECT branch, name, email FROM open_branch_author WHERE repository = \(number) ORDER BY branch, place"
        ) { row in
            open.branches[try row.get(0)].authors.append(Signature(name: try row.text(1), email: try row.text(2)))
        }
        try each("SELECT branch, path FROM open_branch_file WHERE repository = \(number) ORDER BY branch, place") {
            row in
            open.branches[try row.get(0)].files.append(try row.text(1))
        }
        try each(
            "SELECT first_name, second_name, path FROM branch_clash WHERE repository = \(number) ORDER BY place"
        ) { row in
            let (first, second) = (try row.text(0), try row.text(1))
            if open.clashes.last?.first != first || open.clashes.last?.second != second {
                open.clashes.append(.init(first: first, second: second, files: []))
            }
            open.clashes[open.clashes.count - 1].files.append(try row.text(2))
        }
        return open
    }
}
