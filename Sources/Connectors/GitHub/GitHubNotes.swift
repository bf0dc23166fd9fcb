import Records

/// The records that one answer has given so far, and whom it named.
struct GitHubNotes {
    let source: String
    private(set) var records: [Record] = []
    private var named: Set<RecordKey> = []

    init(source: String) { self.source = source }

    mutating func add(_ record: Record) { records.append(record) }

    /// The key of somebody's account. Each account that an answer names is a record too: its key alone says no login.
    mutating func person(_ user: GitHubUser?) -> RecordKey? {
        guard let account = user?.account(at: source) else { return nil }
        if named.insert(account.key).inserted { records.append(.account(account)) }
        return account.key
    }

    /// The key of a team. One that an answer names is a record too: its key alone says no name.
    ///
    /// - Parameter repository: of what it is asked: none but teams of its own organisation can be.
    mutating func team(_ team: GitHubTeam?, in repository: String) -> RecordKey? {
        guard let team, let key = team.key(at: source) else { return nil }
        let owner = repository.prefix { $0 != "/" }
        if let name = team.fullName ?? team.slug.map({ "\(owner)/\($0)" }), named.insert(key).inserted {
            records.append(.hostTeam(HostTeam(key: key, name: name)))
        }
        return key
    }

    mutating func people(_ users: [GitHubUser]?) -> [RecordKey] {
        var keys: [RecordKey] = []
        for user in users ?? [] { if let key = person(user) { keys.append(key) } }
        return keys
    }
}
