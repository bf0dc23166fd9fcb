import Records

/// What one answer comes to, as it is read: the records, and the accounts that they mention, each once.
struct GitLabReading {
    let address: GitLabAddress
    let names: GitLabNames
    private(set) var records: [Record] = []
    private var accounts: Set<RecordKey> = []

    /// - Parameter source: The installation, where the address of the answer does not tell it.
    init(_ address: GitLabAddress, source: @autoclosure () -> String?) {
        self.address = address
        names = GitLabNames(source: address.source ?? source() ?? "gitlab")
    }

    mutating func add(_ record: Record) { records.append(record) }

    /// Notes somebody, and names them; nil for an account that is gone, which stands for all that are.
    mutating func account(_ user: GitLabUser?) -> RecordKey? {
        guard let user else { return nil }
        let account = user.account(names)
        if accounts.insert(account.key).inserted { records.append(.account(account)) }
        return account.kind == .deleted ? nil : account.key
    }

    mutating func event(
        _ kind: PullRequestEvent.Kind, of mergeRequest: RecordKey, _ what: String, at: Int64, by actor: RecordKey?,
        with more: (inout PullRequestEvent) -> Void = { _ in }
    ) {
        var event = PullRequestEvent(
            key: names.event(mergeRequest, what), pullRequest: mergeRequest, kind: kind, at: at, actor: actor)
        more(&event)
        records.append(.pullRequestEvent(event))
    }

    mutating func change(
        _ field: WorkItemChange.Field, of issue: RecordKey, _ what: String, named original: String, from: String?,
        to: String?, at: Int64, by actor: RecordKey?
    ) {
        records.append(
            .workItemChange(
                WorkItemChange(
                    key: names.change(issue, what), workItem: issue, field: field, originalField: original, from: from,
                    to: to, at: at, actor: actor)))
    }

    /// The project of an answer that may say it itself.
    func project(_ told: Int?) throws -> String {
        guard let project = told.map(String.init) ?? address.project else {
            throw MappingTrouble.missing("project_id")
        }
        return project
    }

    /// The merge request that the answer's address names.
    func mergeRequest(_ project: Int? = nil) throws -> RecordKey {
        guard let number = address.mergeRequest else { throw MappingTrouble.missing("iid") }
        return try names.mergeRequest(number, in: self.project(project))
    }
}
