import Records
import Store

/// What tells one version of a repository's pages from another.
struct RepositoryState: Hashable, Sendable {
    let repository: Repository
    /// The teams with path rules, each with its paths.
    let pathRules: [String: [String]]
    private let sharers: [ScopeBar.Team]
    private let repositories: Int
    private let basis: ReadingBasis?
    private let everythingMeasuredAt: Int64?
    private let definitions: String
    private let lastRun: ImportRun?
    /// Steps about claimed accounts.
    private let claims: Int

    /// Nil where there is no such repository. Reads a handful of small rows.
    init?(of id: Repository.ID, _ scope: Scope, in connection: any Connection) throws {
        guard let repository = try connection.repository(id) else { return nil }
        self.repository = repository
        pathRules = try connection.pathRules(of: id)
        sharers = try connection.sharers(of: id)
        repositories = try connection.value("SELECT count(*) FROM repository", as: Int.self) ?? 0
        basis = try ReadingBasis(of: id, in: scope, connection)
        everythingMeasuredAt = try connection.measuredAt(id, key: ReadingStore.current)
        definitions = try connection.definitionsInForce()
        lastRun = try connection.importRuns(of: id, limit: 1).first
        claims = try connection.value("SELECT coalesce(max(number), 0) FROM account_claim", as: Int.self) ?? 0
    }

    /// Whether the numbers of the scope are those that measuring now would give.
    func isMeasured(_ scope: Scope) -> Bool {
        let paths = scope.team.map { pathRules[$0] ?? [] } ?? []
        return basis?.holds(for: repository, paths: paths, definitions: definitions) ?? false
    }
}
