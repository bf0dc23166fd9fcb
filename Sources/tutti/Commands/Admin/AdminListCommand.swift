import ArgumentParser
import Features
import Foundation
import Records
import Store

struct AdminListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the administrators.",
        discussion: """
            Examples:
              tutti admin list
              tutti admin list --json
            """)

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let members = try await options.withDatabase { database in try await database.read { try $0.members() } }
        let administrators = members.filter { $0.isAdministrator && $0.leftAt == nil }
        if json {
            let lines = administrators.map { ["login": $0.login, "name": $0.name] }
            Output.write(try JSONValue.canonical(lines, pretty: true) + Data("\n".utf8))
        } else if administrators.isEmpty {
            Output.write("Nobody yet. “tutti admin create” prints a link that makes the first one.\n")
        } else {
            Output.write(administrators.map { "\($0.login)  \($0.name)\n" }.joined())
        }
    }
}
