import ArgumentParser
import Features
import Foundation
import Records
import Store

struct TeamsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the teams, each below the one it is a part of, with who belongs to them.",
        discussion: """
            Examples:
              tutti teams list
              tutti teams list --all --json
            """)

    @Flag(help: "Archived teams too.")
    var all = false

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let all = all
        let (rows, answers, memberships, members) = try await options.withDatabase { database in
            try await database.read { db in
                let rows = TeamTree(try db.teams()).rows.filter { all || $0.team.archivedAt == nil }
                let answers = try rows.map { try TeamAnswer($0.team, in: db, at: now) }
                return (rows, answers, try db.memberships(), try db.members())
            }
        }
        if json {
            return Output.write(try JSONValue.canonical(answers, pretty: true) + Data("\n".utf8))
        }
        if rows.isEmpty { return Output.write("No team yet. “tutti teams add NAME” makes one.\n") }
        let names = Dictionary(members.map { ($0.id, $0) }) { first, _ in first }
        for row in rows {
            let indent = String(repeating: "  ", count: row.depth)
            let archived = row.team.archivedAt == nil ? "" : " (archived)"
            Output.write(indent + Printable.text("\(row.team.title) (\(row.team.name))") + archived + "\n")
            let today = row.team.day(at: now)
            for one in memberships where one.team == row.team.name && one.holds(on: today) {
                let who = names[one.member].map { "\($0.name) (\($0.login))" } ?? one.member
                Output.write(indent + "  " + Printable.text(who) + (one.role == .lead ? ", lead" : "") + "\n")
            }
        }
    }
}
