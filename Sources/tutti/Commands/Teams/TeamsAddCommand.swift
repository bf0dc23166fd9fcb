import ArgumentParser
import Features
import Records

struct TeamsAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make a team.",
        discussion: """
            Examples:
              tutti teams add payments --title "Payments" --zone Europe/Berlin
              tutti teams add cards --parent payments --hours "Mon-Thu 09:00-17:00; Fri 09:00-13:00"
            """)

    @Argument(help: "Its name: letters from a to z, digits and dashes. It never changes.")
    var name: String

    @OptionGroup var given: TeamProperties
    @OptionGroup var options: TeamOptions

    func run() async throws {
        var team = Team(name: name, title: name)
        try given.apply(to: &team)
        try await options.change(name, saying: "The team \(name) is made.") { [team] db, now in
            try db.add(team, by: .commandLine, at: now)
        }
    }
}

struct TeamsChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Change a team's title, place, clock, hours or holidays.",
        discussion: """
            Examples:
              tutti teams change payments --title "Paying and billing"
              tutti teams change cards --parent ""
            """)

    @Argument(help: "The team's name.")
    var name: String

    @OptionGroup var given: TeamProperties
    @OptionGroup var options: TeamOptions

    func run() async throws {
        let (name, given) = (name, given)
        try await options.change(name, saying: "The team \(name) is changed.") { db, now in
            guard var team = try db.team(name) else { throw TeamTrouble.unknown(name) }
            try given.apply(to: &team)
            try db.change(team, by: .commandLine, at: now)
        }
    }
}

/// What may be said about a team; what is not given stays as it is.
struct TeamProperties: ParsableArguments, Sendable {
    @Option(help: "What people call it.")
    var title: String?

    @Option(help: "The name of the team that it is a part of; empty for none.")
    var parent: String?

    @Option(help: "The time zone by which its days begin, such as Europe/Berlin.")
    var zone: String?

    @Option(help: "The hours of members who have not set their own, such as \"Mon-Fri 09:00-17:00\".")
    var hours: String?

    @Option(help: "The name of a holiday calendar; empty for none.")
    var holidays: String?

    func apply(to team: inout Team) throws {
        if let title { team.title = title }
        if let parent { team.parent = parent.isEmpty ? nil : parent }
        if let zone { team.zone = zone }
        if let holidays { team.holidays = holidays.isEmpty ? nil : holidays }
        guard let hours else { return }
        do { team.hours = try WeeklyHours(hours) } catch { throw CommandTrouble(error.description) }
    }
}
