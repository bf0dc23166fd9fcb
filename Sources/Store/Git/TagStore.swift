import Records

extension Connection {
    /// Replaces the tags of a repository.
    package func saveTags(_ tags: [Tag], repository: Repository.ID) throws {
        let number = try required(repository)
        try run("DELETE FROM tag WHERE repository = \(number)")
        try insert(
            into: "tag", ["repository", "name", "git_commit", "tagged_at", "tagged_offset", "is_annotated"]
        ) { writer in
            for tag in tags {
                try writer.add(number)
                try writer.add(tag.name)
                try tag.commit.withBytes { try writer.add($0) }
                try writer.add(tag.at.milliseconds)
                try writer.add(tag.at.offset)
                try writer.add(tag.isAnnotated)
                try writer.endRow()
            }
        }
    }

    /// By name.
    package func tags(of repository: Repository.ID) throws -> [Tag] {
        guard let number = try number(of: repository) else { return [] }
        return try rows(
            """
            SELECT name, git_commit, tagged_at, tagged_offset, is_annotated
            FROM tag WHERE repository = \(number) ORDER BY name
            """
        ) { row in
            Tag(name: try row.get(0), commit: try row.get(1), at: try row.moment(2), isAnnotated: try row.get(4))
        }
    }
}
