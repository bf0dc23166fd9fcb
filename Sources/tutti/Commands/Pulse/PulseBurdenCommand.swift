import ArgumentParser
import Features
import Foundation
import Records
import Store
import Surveys

struct PulseBurdenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "burden",
        abstract: "How much of people's time questions take, and how much is agreed.",
        discussion: """
            Of whoever is asked most in each team, within thirty days. Being asked counts; whether somebody answered is known \
            nowhere.

            Examples:
              tutti pulse burden
              tutti pulse burden --agree 10
              tutti pulse burden --agree 6 --team payments
            """)

    @Option(
        help: ArgumentHelp(
            "Minutes within thirty days that may be asked for from now on, 1 to 60.", valueName: "minutes"))
    var agree: Int?

    @Option(help: ArgumentHelp("For whom it is agreed; everybody without it.", valueName: "name"))
    var team: String?

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard team == nil || agree != nil else { throw ValidationError("--team says for whom --agree holds.") }
    }

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let budget = try agree.map { minutes in
            guard let budget = Burden(minutesPerMonth: minutes) else {
                throw CommandTrouble("Minutes must be a whole number from 1 to 60.")
            }
            return budget
        }
        let team = team ?? ""
        let lines = try await data.withDatabase { database in
            try await database.write { db in
                do { if let budget { try db.keep(budget, ofTeam: team, by: .commandLine, at: now) } } catch let trouble
                    as TeamTrouble
                { throw CommandTrouble(trouble.description) }
                return try db.burdenLines(at: now)
            }
        }
        let told = lines.map(BurdenAnswer.init)
        if json { return Output.write(try JSONValue.canonical(told, pretty: true) + Data("\n".utf8)) }
        Output.write(lines.map { "\($0.words)\n" }.joined())
    }
}
