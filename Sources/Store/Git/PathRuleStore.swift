import Records

extension Connection {
    /// The sets of path rules of a repository: by name, the prefixes under which everything belongs to it, sorted.
    package func pathRules(of repository: Repository.ID) throws -> [String: [String]] {
        guard let number = try number(of: repository) else { return [:] }
        var rules: [String: [String]] = [:]
        try each("SELECT name, prefix FROM path_rule WHERE repository = \(number) ORDER BY name, prefix") { row in
            rules[try row.text(0), default: []].append(try row.text(1))
        }
        return rules
    }

    /// Replaces one set; without prefixes it is removed.
    package func savePathRules(_ prefixes: Set<String>, name: String, repository: Repository.ID) throws {
        let number = try required(repository)
        try run("DELETE FROM path_rule WHERE repository = \(number) AND name = \(name)")
        for prefix in prefixes.sorted() {
            try run("INSERT INTO path_rule (repository, name, prefix) VALUES (\(number), \(name), \(prefix))")
        }
    }
}
