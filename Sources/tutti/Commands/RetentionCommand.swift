import ArgumentParser
import Features
import Foundation
import Records
import Store

struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Say what is too old and how long things are kept, or remove it now.",
        discussion: """
            Examples:
              tutti retention                  what is kept how long, and what is too old now
              tutti retention --remove         remove it, and keep the report
              tutti retention --set audit=6    keep the audit log for six months

            A server does the same every day by itself.
            """)

    @Flag(help: "Remove what is too old.")
    var remove = false

    @Option(help: ArgumentHelp("Keep something for so many months.", valueName: "what=months"))
    var set: [String] = []

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let wanted = try set.map(Self.period)
        let remove = remove
        let report = try await options.withDatabase { database in
            try await database.write { db in
                for (name, months) in wanted {
                    try db.setRetention(of: name, months: months, by: .commandLine, at: now)
                }
                return remove ? try db.removeOld(by: .commandLine, at: now) : try db.tooOld(at: now)
            }
        }
        if json { return Output.write(try JSONValue.canonical(report, pretty: true) + Data("\n".utf8)) }
        for line in report.lines {
            let time = line.months.map { "kept for \($0) months" } ?? "not kept"
            let words = "\(line.name.rawValue): \(line.words), \(time); \(line.removed)"
            Output.write(words + (remove ? " removed\n" : " too old\n"))
        }
    }

    private static func period(_ text: String) throws -> (RetentionClass, Int) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let name = RetentionClass(rawValue: parts[0]), name.usualMonths != nil,
            let months = Int(parts[1]), (1...120).contains(months)
        else {
            let known = RetentionClass.allCases.filter { $0.usualMonths != nil }.map(\.rawValue)
            throw CommandTrouble(
                "\"\(text)\" is no period. Write what=months with 1 to 120 months; known are \(known.joined(separator: ", "))."
            )
        }
        return (name, months)
    }
}
