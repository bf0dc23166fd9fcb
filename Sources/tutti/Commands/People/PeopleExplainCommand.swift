import ArgumentParser
import Features
import Foundation
import Records
import Store

struct PeopleExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell which accounts are somebody's, by which rule, and what was decided about them.",
        discussion: """
            Example:
              tutti people explain ada@example.org
            """)

    @Argument(help: ArgumentHelp("An address, or \"Name <address>\".", valueName: "who"))
    var who: String

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    private struct Answer: Encodable {
        let repository: String
        let someone: WhoIsWho.Someone
        let suggestions: [Identities.Suggestion]
        let decisions: [IdentityDecision]
    }

    func run() async throws {
        let (who, mirrors) = (who, options.mirrors)
        let (found, decisions) = try await options.withDatabase { database in
            let accounts = Accounts(database: database, mirrors: mirrors)
            let signature = try await accounts.signature(who)
            let everybody = try await accounts.everybody()
            let decisions = try await database.read { try $0.identityDecisions() }
            let found = everybody.compactMap { repository, people in
                people.people.first { $0.accounts.contains { $0.signature == signature } }
                    .map { (repository: repository, who: people, someone: $0) }
            }
            return (found, decisions)
        }
        let answers = found.map { repository, who, someone in
            let own = Set(someone.accounts.map(\.signature))
            return Answer(
                repository: repository.id, someone: someone,
                suggestions: who.suggestions.filter { [$0.first, $0.second].contains(someone.person.id) },
                decisions: decisions.filter { own.contains($0.first) || $0.second.map(own.contains) ?? false })
        }
        if json { return Output.write(try JSONValue.canonical(answers, pretty: true) + Data("\n".utf8)) }
        for (answer, found) in zip(answers, found) { Output.write(lines(answer, found.who, Terminal().style)) }
    }

    private func lines(_ answer: Answer, _ who: WhoIsWho, _ style: TerminalStyle) -> String {
        let person = answer.someone.person
        let title = Printable.text("\(person.name) <\(person.email)>") + PeopleWords.kind(person.kind)
        let decisions = answer.decisions.map { decision in
            let whom = [decision.first, decision.second].compactMap(\.self).map(PeopleWords.signature)
            let day = Days.iso(decision.decidedAt)
            return "  \(day) \(decision.action.rawValue) \(whom.joined(separator: " and ")), "
                + Printable.text("by \(decision.decidedBy): \(decision.why)")
        }
        let lines =
            [style.strong(title) + " in \(answer.repository)"]
            + answer.someone.accounts.map { "  " + PeopleWords.account($0) }
            + answer.suggestions.map { "  perhaps: " + PeopleWords.suggestion($0, in: who) }
            + (decisions.isEmpty ? [] : ["Decisions, oldest first; the latest on a pair holds"] + decisions)
        return lines.map { $0 + "\n" }.joined()
    }
}
