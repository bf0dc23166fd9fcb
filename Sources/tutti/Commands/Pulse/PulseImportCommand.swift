import ArgumentParser
import Features
import Foundation
import Records
import Store
import Surveys

struct PulseImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in results of a survey that was held with another tool.",
        discussion: """
            Sums are kept, by survey and month, and nothing about who answered; groups of fewer than five are refused. Several files \
            are pages of the service's API, as JSON. Look first with --dry-run.

            Examples:
              tutti pulse import responses.csv --from zigpoll --name "Team poll" --dry-run
              tutti pulse import page1.json page2.json --from formbricks --questions titles.json
              tutti pulse import results.csv --from limesurvey --name Climate --group "team. Team" --team payments
            """)

    @Argument(help: "The CSV export, or pages of the API as JSON; - is standard input.", completion: .file())
    var files: [String]

    @Option(help: "zigpoll, formbricks or limesurvey.")
    var from: String

    @Option(help: "What the survey is called, where the file does not say it.")
    var name: String?

    @Option(help: ArgumentHelp("The column that tells in which team somebody is.", valueName: "column"))
    var group: String?

    @Option(help: "The team that was asked; everybody without it.")
    var team: String?

    @Option(
        help: ArgumentHelp("What questions ask, by their ids, as JSON.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var questions: String?

    @Flag(help: "Say what would be kept, and keep nothing.")
    var dryRun = false

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        guard let source = SurveyImport.Source(rawValue: from.lowercased()) else {
            throw CommandTrouble("--from is zigpoll, formbricks or limesurvey.")
        }
        let imported = try read(source)
        if !dryRun {
            let now = Int64(Date().timeIntervalSince1970)
            do {
                try await data.withDatabase { database in
                    try await database.write {
                        try $0.keep(PastResults(imported, from: source, of: team), by: .commandLine, at: now)
                    }
                }
            } catch let trouble as PastResultsTrouble {
                throw CommandTrouble("\(trouble)", code: .notAllowed)
            }
        }
        if json {
            Output.write(try JSONValue.canonical(imported, pretty: true) + Data("\n".utf8))
        } else {
            Output.write(text(imported))
        }
    }

    private func read(_ source: SurveyImport.Source) throws -> SurveyImport {
        let contents = try files.map(Self.bytes)
        let titles = try questions.map { file in
            guard let titles = try? JSONDecoder().decode([String: String].self, from: Self.bytes(file)) else {
                throw CommandTrouble("\(file) holds no titles. Write {\"slide-1\": \"How was the week?\"}.")
            }
            return titles
        }
        do {
            return try SurveyImport.read(
                contents, of: source, name: name ?? source.title, group: group, questions: titles ?? [:], rules: .usual)
        } catch {
            throw CommandTrouble("\(error)")
        }
    }

    private static func bytes(_ file: String) throws -> Data {
        if file == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
        do {
            return try Data(contentsOf: URL(filePath: file))
        } catch {
            throw CommandTrouble("There is no file \(file) that could be read.")
        }
    }

    private func text(_ imported: SurveyImport) -> String {
        let rounds = imported.rounds.map { round in
            let parts = [round.survey, round.month, round.group].compactMap { $0 }
            return
                "\(Printable.text(parts.joined(separator: ", "))): \(round.answered) answered, \(round.questions.count) questions\n"
        }
        let refused = imported.refused.map { "refused, too few or to be worked out: \(Printable.text($0))\n" }
        let dropped =
            imported.dropped.isEmpty ? [] : ["dropped: \(Printable.text(imported.dropped.joined(separator: ", ")))\n"]
        let odd = imported.oddities.isEmpty ? [] : ["\(imported.oddities.count) rows could not be used\n"]
        let outcome = imported.rounds.isEmpty ? "Nothing can be kept.\n" : dryRun ? "Nothing was kept.\n" : "Kept.\n"
        return (rounds + refused + dropped + odd + [outcome]).joined()
    }
}
