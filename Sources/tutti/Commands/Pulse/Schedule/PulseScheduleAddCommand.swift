import ArgumentParser
import Features
import Foundation
import Records
import Store
import Surveys

struct PulseScheduleAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Start a pulse that comes again.",
        discussion: """
            Each round asks the least-asked questions of the packs, as many as there is time for. What people were and will be \
            asked is held against the budget, and more than is agreed is refused.

            Examples:
              tutti pulse schedule add "How work goes" --pack mood --pack focus --every weekly --weekday tuesday --time 10:00
              tutti pulse schedule add Safety --team payments --pack psychological-safety --every monthly --minutes 3
            """)

    enum Weekday: String, CaseIterable, ExpressibleByArgument {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday

        var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    enum Every: String, CaseIterable, ExpressibleByArgument {
        case weekly, fortnightly, monthly
    }

    @Argument(help: "What people read first; rounds add their day to it.")
    var title: String

    @Option(
        name: .customLong("pack"),
        help: ArgumentHelp("A pack to ask from. May be given several times.", valueName: "name"))
    var packs: [String] = []

    @Option(
        name: .customLong("team"),
        help: ArgumentHelp("A team to ask; everybody without it. May be given several times.", valueName: "name"))
    var teams: [String] = []

    @Option(help: "How often it comes.")
    var every = Every.fortnightly

    @Option(help: "On which day.")
    var weekday = Weekday.tuesday

    @Option(help: "At what time, by the clock of each who is asked.")
    var time = "10:00"

    @Option(help: ArgumentHelp("No round begins before it (default: today).", valueName: "day"))
    var first = ""

    @Option(help: "How long a round stays open.")
    var openDays = 4

    @Option(help: "How much a round may take, 1 to 3.")
    var minutes = 2

    @Flag(help: "People may tie their own answers of up to four rounds together; such rounds are not divided by teams.")
    var tied = false

    @OptionGroup var options: ScheduleOptions

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let draft = ScheduleDraft(
            title: title, teams: teams, packs: packs, every: every.rawValue, weekday: weekday.number, time: time,
            first: first, openDays: openDays, minutes: minutes, isTied: tied)
        let (packs, options) = (packs, options)
        let id = PulseSchedule.newID(randomBytes)
        let schedule = try await options.data.withDatabase { database in
            try await database.write { db in
                try options.refuseUnknown(packs, try db.packs())
                do { return try db.startSchedule(draft, id: id, by: .commandLine, at: now) } catch let trouble
                    as BurdenTrouble
                { throw CommandTrouble(trouble.description) } catch let trouble as FormTrouble {
                    throw CommandTrouble(trouble.description)
                }
            }
        }
        try options.tell([schedule])
    }
}
