import Records

extension Connection {
    /// How many commits of a repository are stored. O(commits).
    package func commitCount(of repository: Repository.ID) throws -> Int {
        guard let number = try number(of: repository) else { return 0 }
        return try value("SELECT count(*) FROM git_commit WHERE repository = \(number)", as: Int.self) ?? 0
    }
}
