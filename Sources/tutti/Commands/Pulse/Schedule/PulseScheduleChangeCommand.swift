import ArgumentParser
import Features
import Foundation
import Store

struct PulseScheduleChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Change a pulse that comes again, for its rounds to come.",
        discussion: """
            What is not named stays. Whom it asks cannot be changed: start another one for other people. A round that is open \
            keeps its rules.

            Examples:
              tutti pulse schedule change k3Jx… --weekday thursday --time 14:00
              tutti pulse schedule change k3Jx… --pack mood --pack focus --minutes 3
            """)

    @Argument(help: "The schedule's id, as the list shows it.")
    var id: String

    @Option(help: "What people read first.")
    var title: String?

    @Option(
        name: .customLong("pack"),
        help: ArgumentHelp(
            "A pack to ask from, in the place of all others. May be given several times.", valueName: "name"))
    var packs: [String] = []

    @Option(help: "How often it comes.")
    var every: PulseScheduleAddCommand.Every?

    @Option(help: "On which day.")
    var weekday: PulseScheduleAddCommand.Weekday?

    @Option(help: "At what time, by the clock of each who is asked.")
    var time: String?

    @Option(help: ArgumentHelp("No round begins before it.", valueName: "day"))
    var first: String?

    @Option(help: "How long a round stays open.")
    var openDays: Int?

    @Option(help: "How much a round may take, 1 to 3.")
    var minutes: Int?

    @Flag(
        inversion: .prefixedNo,
        help: "People may tie their own answers of up to four rounds together; such rounds are not divided by teams.")
    var tied: Bool?

    @OptionGroup var options: ScheduleOptions

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let change = ScheduleChange(
            title: title, packs: packs.isEmpty ? nil : packs, every: every?.rawValue, weekday: weekday?.number,
            time: time,
            first: first, openDays: openDays, minutes: minutes, isTied: tied)
        let schedule = try await options.data.withDatabase { [id] database in
            try await database.write { db in
                try options.refuseUnknown(packs, try db.packs())
                guard let known = try db.pulseSchedule(id) else { throw CommandTrouble("There is no schedule \(id).") }
                do { return try db.change(known, to: change, by: .commandLine, at: now) } catch let trouble
                    as BurdenTrouble
                { throw CommandTrouble(trouble.description) } catch let trouble as FormTrouble {
                    throw CommandTrouble(trouble.description)
                }
            }
        }
        try options.tell([schedule])
    }
}
