import ArgumentParser
import Features
import Foundation
import Records
import Store

struct HolidaysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holidays",
        abstract: "Keep public holidays for teams and members to choose.",
        discussion: """
            Examples:
              tutti holidays keep de-by bavaria-2026.ics --title Bavaria
              tutti holidays list
            """,
        subcommands: [HolidaysListCommand.self, HolidaysKeepCommand.self, HolidaysRemoveCommand.self])
}

struct HolidaysListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the holiday calendars.",
        discussion: """
            Example:
              tutti holidays list --json
            """)

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON, with all days.")
    var json = false

    func run() async throws {
        let kept = try await options.withDatabase { database in try await database.read { try $0.holidayCalendars() } }
        if json {
            return Output.write(try JSONValue.canonical(kept.map(\.json), pretty: true) + Data("\n".utf8))
        }
        if kept.isEmpty { return Output.write("None yet. “tutti holidays keep NAME FILE” reads a calendar file.\n") }
        for one in kept { Output.write(Printable.text("\(one.name)  \(one.title), \(one.days.count) days") + "\n") }
    }
}

extension KeptHolidays {
    fileprivate var json: JSONValue {
        .object([
            "name": .string(name), "title": .string(title), "days": .array(days.sorted().map { .string($0.text) }),
        ])
    }
}

struct HolidaysKeepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keep",
        abstract: "Read holidays from a file and keep them; days that are kept already stay.",
        discussion: """
            Example:
              tutti holidays keep de-by bavaria-2026.ics --title Bavaria
            """)

    @Argument(help: "A short name, such as de-by.")
    var name: String

    @Argument(help: "A calendar (.ics), or a text with a day a line.")
    var file: String

    @Option(help: "What people read, such as Bavaria.")
    var title: String?

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON: the calendar with all its days.")
    var json = false

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw CommandTrouble("\(file) cannot be read as text.")
        }
        let holidays: KeptHolidays
        do { holidays = try HolidaysDraft(name: name, title: title ?? name, days: text).holidays() } catch let trouble
            as HolidaysDraft.Trouble
        { throw CommandTrouble(trouble.sentence) }
        let calendar = try await options.withDatabase { [name] database in
            try await database.write { db in
                try db.keep(holidays, by: .commandLine, at: now)
                return try db.holidayCalendars().first { $0.name == name }
            }
        }
        if json { return Output.write(try JSONValue.canonical(calendar?.json, pretty: true) + Data("\n".utf8)) }
        Output.write("\(holidays.days.count) days are kept under \(name).\n")
    }
}

struct HolidaysRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a holiday calendar; who had chosen it has none.",
        discussion: """
            Example:
              tutti holidays remove de-by
            """)

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON: what was removed.")
    var json = false

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        try await options.withDatabase { [name] database in
            try await database.write { db in
                guard try db.hasHolidayCalendar(name) else {
                    throw CommandTrouble("There is no holiday calendar called \(name).")
                }
                try db.removeHolidays(name, by: .commandLine, at: now)
            }
        }
        if json { return Output.write(try JSONValue.canonical(["removed": name]) + Data("\n".utf8)) }
        Output.write("The holiday calendar \(name) is removed.\n")
    }
}
