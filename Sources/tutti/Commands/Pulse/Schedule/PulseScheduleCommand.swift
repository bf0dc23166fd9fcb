import ArgumentParser
import Features
import Foundation
import Records
import Store
import Surveys

struct PulseScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "A pulse that comes again: start, change, pause and end it, and see when the next round is.",
        discussion: """
            It works on the database; “tutti serve” opens and closes the rounds.

            Examples:
              tutti pulse schedule add "How work goes" --pack mood --pack focus --every weekly --weekday tuesday
              tutti pulse schedule add Safety --team payments --pack psychological-safety --every monthly --minutes 3
              tutti pulse schedule list --json
              tutti pulse schedule change k3Jx… --weekday thursday
              tutti pulse schedule pause k3Jx…
            """,
        subcommands: [
            PulseScheduleAddCommand.self, PulseScheduleChangeCommand.self, PulseScheduleListCommand.self,
            PulseSchedulePauseCommand.self,
            PulseScheduleResumeCommand.self, PulseScheduleEndCommand.self,
        ])
}

extension ScheduleAnswer {
    var text: String {
        let whom = teams.isEmpty ? "everybody" : teams.joined(separator: ", ")
        let lines = [
            "\(id)  \(Printable.text(title)), \(state)", "  \(when), of \(whom), from \(packs.joined(separator: ", "))",
            next.map { "  next: \($0)" }, note.map { "  \(Printable.text($0))" },
        ]
        return lines.compactMap(\.self).joined(separator: "\n") + "\n"
    }
}

/// Where schedules are kept, and how a command answers.
struct ScheduleOptions: ParsableArguments, Sendable {
    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func tell(_ schedules: [PulseSchedule]) throws {
        let answers = schedules.map(ScheduleAnswer.init)
        if json { return Output.write(try JSONValue.canonical(answers, pretty: true) + Data("\n".utf8)) }
        Output.write(answers.isEmpty ? "Nothing comes again by itself.\n" : answers.map(\.text).joined())
    }

    func refuseUnknown(_ names: [String], _ packs: [Pack]) throws {
        let known = packs.map(\.id).sorted()
        guard let unknown = names.first(where: { !known.contains($0) }) else { return }
        throw CommandTrouble("There is no pack called \(unknown). There are: \(known.joined(separator: ", ")).")
    }

    func set(_ state: PulseSchedule.State, of id: String) async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let schedule = try await data.withDatabase { database in
            try await database.write { db in
                guard try db.pulseSchedule(id) != nil else { throw CommandTrouble("There is no schedule \(id).") }
                do { try db.set(state, of: id, by: .commandLine, at: now) } catch let trouble as BurdenTrouble {
                    throw CommandTrouble(trouble.description)
                }
                return try db.pulseSchedule(id)
            }
        }
        try tell([schedule].compactMap(\.self))
    }
}

struct PulseScheduleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every schedule, those that run first.",
        discussion: """
            Examples:
              tutti pulse schedule list
              tutti pulse schedule list --json
            """)

    @OptionGroup var options: ScheduleOptions

    func run() async throws {
        try options.tell(
            try await options.data.withDatabase { database in try await database.read { try $0.pulseSchedules() } })
    }
}
