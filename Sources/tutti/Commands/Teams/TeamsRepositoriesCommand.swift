import ArgumentParser
import Features
import Foundation
import Records
import Store

struct TeamsRepositoriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repositories",
        abstract: "Say for which repositories of code hosts a team answers.",
        discussion: """
            Without an option it lists them. A repository is named as its code host names it, or by its key.

            Examples:
              tutti teams repositories payments
              tutti teams repositories payments --add shop/cards --add shop/web
              tutti teams repositories payments --remove shop/web
            """)

    @Argument(help: "The team's name.")
    var team: String

    @Option(
        help: ArgumentHelp(
            "A repository that it answers for from now on. May be given several times.", valueName: "name"))
    var add: [String] = []

    @Option(help: ArgumentHelp("One that it answers for no more. May be given several times.", valueName: "name"))
    var remove: [String] = []

    @OptionGroup var options: TeamOptions

    func run() async throws {
        let (team, add, remove) = (team, add, remove)
        let now = Int64(Date().timeIntervalSince1970)
        let names = try await options.data.withDatabase { database in
            try await database.write { db in
                do { try Self.change(team, add, remove, db, at: now) } catch let trouble as TeamTrouble {
                    throw CommandTrouble(trouble.description)
                }
                let told = Dictionary(try db.records(HostedRepository.self).map { ($0.key, $0.fullName) }) { one, _ in
                    one
                }
                return try db.repositories(ofTeam: team).map { told[$0] ?? $0.description }.sorted()
            }
        }
        let words =
            names.isEmpty ? "The team \(team) answers for no repository." : names.joined(separator: "\n")
        try await options.change(team, saying: words) { _, _ in }
    }

    private static func change(_ team: String, _ add: [String], _ remove: [String], _ db: any Connection, at now: Int64)
        throws
    {
        guard try db.team(team) != nil else { throw TeamTrouble.unknown(team) }
        if add.isEmpty, remove.isEmpty { return }
        let told = try db.records(HostedRepository.self)
        let before = try db.repositories(ofTeam: team)
        func key(_ name: String) throws -> RecordKey {
            if let key = RecordKey(name), before.contains(key) || told.contains(where: { $0.key == key }) { return key }
            let found = told.filter { $0.fullName.lowercased() == name.lowercased() }
            if found.count > 1 { throw TeamTrouble.severalRepositories(name, found.map(\.key.description).sorted()) }
            guard let one = found.first else { throw TeamTrouble.noRepository(name) }
            return one.key
        }
        let after = try before.union(add.map(key)).subtracting(remove.map(key))
        try db.keep(after, ofTeam: team, by: .commandLine, at: now)
    }
}
