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

    mutating func people(_ users: [GitHubUser]?) -> [RecordKey] {
        var keys: [RecordKey] = []
        for user in users ?? [] { if let key = person(user) { keys.append(key) } }
        return keys
    }
}
