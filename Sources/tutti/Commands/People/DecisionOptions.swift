import ArgumentParser
import Foundation
import Records

/// What is kept with every decision about identities.
struct DecisionOptions: ParsableArguments, Sendable {
    @Option(help: "The reason, for whoever wonders later.")
    var why: String

    @Option(help: "Who decides (default: your account on this machine).")
    var by: String?

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON: the decision as it was kept.")
    var json = false

    /// Keeps the decision and says so.
    func record(
        _ action: IdentityDecision.Action, _ first: String, _ second: String? = nil, kind: Person.Kind? = nil
    ) async throws {
        let (why, by, data, mirrors) = (why, by ?? NSUserName(), data, data.mirrors)
        guard !why.trimmingCharacters(in: .whitespaces).isEmpty else {
            throw CommandTrouble("A decision needs a reason. Give one with --why.")
        }
        let decision = try await data.withDatabase { database in
            let accounts = Accounts(database: database, mirrors: mirrors)
            let one = try await accounts.signature(first)
            var other: Signature?
            if let second { other = try await accounts.signature(second) }
            if one == other {
                throw CommandTrouble(
                    "Both are \(PeopleWords.signature(one)). Name two, as \"Name <address>\" if need be.")
            }
            let decision = IdentityDecision(
                action: action, first: one, second: other, kind: kind, why: why, decidedBy: by,
                decidedAt: Int64(Date().timeIntervalSince1970))
            try await accounts.decide(decision, mirrors: data.mirrors)
            return decision
        }
        if json { return Output.write(try JSONValue.canonical(decision, pretty: true) + Data("\n".utf8)) }
        Output.write(words(decision) + "\n")
    }

    private func words(_ decision: IdentityDecision) -> String {
        let first = PeopleWords.signature(decision.first)
        let second = decision.second.map(PeopleWords.signature) ?? ""
        switch decision.action {
        case .merge: return "\(first) and \(second) are one person from now on. `tutti people split` takes it back."
        case .split: return "\(first) and \(second) are two from now on. `tutti people merge` takes it back."
        case .classify:
            let kind =
                switch decision.kind ?? .human {
                case .human, .withheld: "a human"
                case .bot: "a bot"
                case .agent: "an AI agent"
                }
            return "\(first) is \(kind) from now on. Another `tutti people classify` takes it back."
        }
    }
}
