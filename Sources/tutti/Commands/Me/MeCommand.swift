import ArgumentParser
import Features
import Foundation
import Records
import Store

struct MeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "me",
        abstract: "Everything that is tied to one member: take it away, or have it forgotten.",
        discussion: """
            Examples:
              tutti me export ada > ada.json
              tutti me erase ada --yes

            For whoever holds the database; members do the same by themselves on their page.
            """,
        subcommands: [MeExportCommand.self, MeEraseCommand.self])
}

struct MeExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print everything that is tied to a member, as JSON.",
        discussion: """
            Example:
              tutti me export ada > ada.json
            """)

    @OptionGroup var who: WhoOptions

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let data = try await who.withMember { database, me in
            try await database.write { db in
                let data = try db.everything(about: me, at: now)
                try db.audit(.exported, of: me.member.id, by: .commandLine, at: now)
                return data
            }
        }
        Output.write(try JSONValue.canonical(data, pretty: true) + Data("\n".utf8))
    }
}

struct MeEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Forget a member; totals of teams stay, and a pseudonym takes the place of their accounts.",
        discussion: """
            Example:
              tutti me erase ada --yes

            This cannot be taken back. The report is printed once and kept nowhere.
            """)

    @OptionGroup var who: WhoOptions

    @Flag(help: "You are sure.")
    var yes = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        guard yes else {
            throw CommandTrouble("This cannot be taken back. Say --yes if \(who.login) is to be forgotten.")
        }
        let now = Int64(Date().timeIntervalSince1970)
        let salt = randomBytes(32)
        let pseudonym = Pseudonym.text(randomBytes(8))
        let report = try await who.withMember { database, me in
            try await database.write { db in
                do {
                    return try db.erase(me, salt: salt, pseudonym: pseudonym, by: .commandLine, at: now)
                } catch let trouble as ErasureTrouble {
                    throw CommandTrouble(trouble.description)
                }
            }
        }
        if json { return Output.write(try JSONValue.canonical(report, pretty: true) + Data("\n".utf8)) }
        Output.write(report.lines.map { "\($0.count)  \($0.what): \($0.fate)\n" }.joined())
        Output.write("Out of reach:\n" + report.remains.map { "  \($0)\n" }.joined())
    }
}

/// A member, by the login.
struct WhoOptions: ParsableArguments, Sendable {
    @Argument(help: "Their login.")
    var login: String

    @OptionGroup var data: DataOptions

    func withMember<Value: Sendable>(
        _ body: @escaping @Sendable (any Database, Oneself) async throws -> Value
    ) async throws -> Value {
        try await data.withDatabase { [login] database in
            guard let me = try await Doorkeeper.holder(of: database, as: login) else {
                throw CommandTrouble(TeamTrouble.noMember(login).description)
            }
            return try await body(database, me)
        }
    }
}
