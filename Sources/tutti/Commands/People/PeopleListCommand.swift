import ArgumentParser
import Features
import Foundation
import Records

struct PeopleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List everybody with their accounts, and who may be one.",
        discussion: """
            Examples:
              tutti people list
              tutti people list --repository payments --json
            """)

    @Option(help: "Only this repository, by its id.")
    var repository: String?

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON, by repository.")
    var json = false

    func run() async throws {
        let (wanted, mirrors) = (repository, options.mirrors)
        let found = try await options.withDatabase { database in
            try await Accounts(database: database, mirrors: mirrors).everybody(in: wanted)
        }
        if json {
            let byRepository = Dictionary(uniqueKeysWithValues: found.map { ($0.repository.id, $0.people) })
            return Output.write(try JSONValue.canonical(byRepository, pretty: true) + Data("\n".utf8))
        }
        let style = Terminal().style
        for (repository, people) in found {
            Output.write(style.heading(Printable.text(repository.name)) + "\n" + lines(people, style) + "\n")
        }
    }

    private func lines(_ who: WhoIsWho, _ style: TerminalStyle) -> String {
        let people = who.people.flatMap { someone in
            [style.strong(Printable.text(someone.person.name)) + PeopleWords.kind(someone.person.kind)]
                + someone.accounts.map { "  " + PeopleWords.account($0) }
        }
        let suggestions = who.suggestions.map { "  " + PeopleWords.suggestion($0, in: who) }
        let asked =
            suggestions.isEmpty ? [] : ["", style.strong("May be one person; nobody was merged:")] + suggestions
        return (people + asked).map { $0 + "\n" }.joined()
    }
}
