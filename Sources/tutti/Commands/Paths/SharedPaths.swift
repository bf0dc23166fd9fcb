import Features
import Interface
import Records
import Server
import Store

/// The path rules of imported repositories.
struct SharedPaths: Sendable {
    let database: any Database

    /// A team's paths in one repository.
    struct TeamPaths: Encodable, Sendable {
        let repository: Repository.ID
        let team: String
        let coverage: PathCoverage

        var line: String {
            let files = "\(Format.number(coverage.files)) \(coverage.files == 1 ? "file" : "files")"
            let trouble = coverage.trouble.map { " " + Wording.capitalised($0) } ?? ""
            return Printable.text(
                "\(repository): \(team) has \(coverage.paths.joined(separator: ", ")), \(files) at the head.\(trouble)")
        }
    }

    func all(in wanted: Repository.ID?) async throws -> [TeamPaths] {
        try await database.read { db in
            let repositories = try wanted.map { [try db.known($0)] } ?? db.repositories()
            return try repositories.flatMap { try db.teamPaths(of: $0) }
        }
    }

    /// Keeps the rules, and measures what they cover.
    func set(
        _ paths: Set<String>, team: String, repository id: Repository.ID, measurer: Measurer
    ) async throws -> TeamPaths {
        let repository = try await database.write { db in
            let repository = try db.known(id)
            let teams = try db.pathRules(of: id)
            guard teams[team] != nil || teams.count < PathRules.most else {
                throw CommandTrouble("\(id) is shared by \(PathRules.most) teams already. Remove one first.")
            }
            try db.replacePathRules(paths, team: team, repository: id)
            return repository
        }
        try await measurer.run(id, Scope(team: team))
        let kept = try await database.read { try $0.teamPaths(of: repository).first { $0.team == team } }
        guard let kept else { throw CommandTrouble("Somebody removed the paths of \(team) just now.") }
        return kept
    }

    func remove(_ team: String, repository id: Repository.ID) async throws -> TeamPaths {
        try await database.write { db in
            let teams = try db.teamPaths(of: try db.known(id))
            guard let gone = teams.first(where: { $0.team == team }) else {
                let guess = Nearest.name(to: team, among: teams.map(\.team)).map { "Did you mean \($0)?" }
                throw CommandTrouble("\(team) has no paths in \(id). \(guess ?? "`tutti paths list` shows who has.")")
            }
            try db.replacePathRules([], team: team, repository: id)
            return gone
        }
    }
}

extension Connection {
    fileprivate func known(_ id: Repository.ID) throws -> Repository {
        if let repository = try repository(id) { return repository }
        let ids = try repositories().map(\.id)
        let guess = Nearest.name(to: id, among: ids).map { "Did you mean \($0)?" }
        throw CommandTrouble(
            "There is no repository called \"\(id)\" in the database. "
                + (guess ?? "Bring it in with `tutti import git PATH`."))
    }

    fileprivate func teamPaths(of repository: Repository) throws -> [SharedPaths.TeamPaths] {
        let rules = try pathRules(of: repository.id)
        guard !rules.isEmpty else { return [] }
        let tree = try snapshot(of: repository.id) ?? Snapshot(head: try repository.head ?? Snapshot.noTree())
        return rules.sorted { $0.key < $1.key }.map { team, paths in
            SharedPaths.TeamPaths(repository: repository.id, team: team, coverage: PathCoverage(paths, tree))
        }
    }
}
