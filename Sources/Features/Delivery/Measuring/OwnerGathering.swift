import Records
import Signals
import Store

extension DeliveryGathering {
    /// Who answers for the files of repositories in which tests failed, by the repository's key.
    ///
    /// People are named to their team alone: of everybody it is only told that somebody knows a part.
    func owners(for runs: [TestRun], _ db: any Connection) throws -> [RecordKey: RepositoryOwners] {
        let keys = Set(runs.filter { $0.results.contains { $0.file != nil } }.compactMap(\.repository))
        var owners: [RecordKey: RepositoryOwners] = [:]
        for key in keys {
            guard let id = source.histories[key] else { continue }
            owners[key] = RepositoryOwners(
                paths: try db.headPaths(of: id), codeOwners: try db.codeOwners(of: id), modules: try modules(of: id, db)
            )
        }
        return owners
    }

    /// By HANDBOOK B2, as the Knowledge room last measured it; whoever has left is not asked.
    private func modules(of id: Repository.ID, _ db: any Connection) throws -> [String: [String]] {
        guard let repository = try db.repositories().first(where: { $0.id == id }),
            let ownership = try db.readings(of: repository)?[Signal.ownership.id],
            let details = try? ownership.details.decode(OwnershipDetails.self)
        else { return [:] }
        let known = details.modules.map { ($0.path, $0.known.filter(\.isActive).map(\.name)) }
        return Dictionary(known.filter { !$0.1.isEmpty }) { first, _ in first }
            .mapValues { scope == nil ? [] : $0 }
    }
}

extension Connection {
    /// What the CODEOWNERS file at a repository's head says; nil where there is none.
    func codeOwners(of repository: Repository.ID) throws -> CodeOwners? {
        try headText(of: repository, at: RepositoryOwners.places).map { CodeOwners($0) }
    }
}
