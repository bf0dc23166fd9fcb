import Records

/// A repository that scripts name and that no code host told of.
package struct UnknownRepository: Hashable, Sendable {
    package let name: String
    package let builds: Int
    package let deployments: Int
    package let analyses: Int
}

/// Scripts say a repository's name. Which one they mean is known once a code host tells of one that is called so; until
/// then what they tell is kept under the name.
extension Connection {
    /// The repositories of code hosts that are called so, by the name in lower case. A name that two hosts know is left out:
    /// it does not say which is meant.
    package func repositories(named names: Set<String>) throws -> [String: RecordKey] {
        if names.isEmpty { return [:] }
        let wanted = names.map { $0.lowercased() }
        var found: [String: [RecordKey]] = [:]
        for chunk in wanted.chunks(of: 256) {
            try each(
                """
                SELECT lower(h.full_name), f.source, k.id FROM hosted_repository h JOIN record_key k ON k.number = h.record
                JOIN record_family f ON f.number = k.family
                WHERE lower(h.full_name) IN \(list: chunk) AND h.gone_at IS NULL
                """
            ) { row in
                found[try row.text(0), default: []].append(
                    RecordKey(try row.text(1), .repository, try row.text(2)))
            }
        }
        return found.compactMapValues { $0.count == 1 ? $0[0] : nil }
    }

    /// Gives builds and analyses that were told of under a name the repository that has become known since.
    ///
    /// - Parameter source: of the keys that stand for names.
    /// - Returns: how many.
    @discardableResult
    package func adoptNamed(by source: String) throws -> Int {
        let names = try named(by: source)
        let known = try repositories(named: Set(names.map(\.name)))
        let numbers = try self.numbers(of: Array(known.values))
        let count = try names.reduce(0) { count, entry in
            guard let number = known[entry.name.lowercased()].flatMap({ numbers[$0] }) else { return count }
            return try count + run("UPDATE build SET repository = \(number) WHERE repository = \(entry.number)")
                + run("UPDATE debt_analysis SET repository = \(number) WHERE repository = \(entry.number)")
        }
        if count > 0 { try noteDeliveryChange(.records) }
        return count
    }

    /// What scripts told of repositories that no code host told of, by name.
    package func unknownRepositories(namedBy source: String) throws -> [UnknownRepository] {
        var (builds, analyses): ([String: Int], [String: Int]) = ([:], [:])
        for entry in try named(by: source) {
            builds[entry.name] = try value("SELECT count(*) FROM build WHERE repository = \(entry.number)")
            analyses[entry.name] = try value("SELECT count(*) FROM debt_analysis WHERE repository = \(entry.number)")
        }
        var deployments: [String: Int] = [:]
        try each(
            """
            SELECT commits FROM deployment
            WHERE record IN (SELECT deployment FROM deployed_commit WHERE repository IS NULL)
            """
        ) { row in
            let names = Set(try row.json(0, as: [DeployedCommit].self).compactMap(\.repositoryName))
            for name in names { deployments[name, default: 0] += 1 }
        }
        let names = Set(builds.merging(analyses, uniquingKeysWith: +).filter { $0.value > 0 }.keys)
            .union(deployments.keys)
        let known = try repositories(named: names)
        return names.filter { known[$0.lowercased()] == nil }.sorted().map {
            UnknownRepository(
                name: $0, builds: builds[$0] ?? 0, deployments: deployments[$0] ?? 0, analyses: analyses[$0] ?? 0)
        }
    }

    private func named(by source: String) throws -> [(number: Int64, name: String)] {
        try rows(
            """
            SELECT k.number, k.id FROM record_key k JOIN record_family f ON f.number = k.family
            WHERE f.source = \(source) AND f.kind = 'repository'
            """
        ) { (try $0.integer(0), try $0.text(1)) }
    }
}
