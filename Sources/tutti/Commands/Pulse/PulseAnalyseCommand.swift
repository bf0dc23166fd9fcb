import ArgumentParser
import Features
import Foundation
import Records
import Surveys

struct PulseAnalyseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyse",
        abstract: "Tell what a file of answers says: distributions, reliability, agreement, change.",
        discussion: """
            The file is CSV with the columns' names in its first line and a row for everybody who answered; commas, \
            semicolons, tabs and bars are understood, decimal points and decimal commas too. Nothing is stored, and nothing is \
            held back: it is your file.

            Examples:
              tutti pulse analyse bfi.csv --scale 1-6 --reverse A1,C4,C5
              tutti pulse analyse answers.csv --group team
              tutti pulse analyse answers.csv --wave quarter --items q1,q2,q3
              tutti pulse analyse answers.csv --recommend nps --json
            """)

    @Argument(
        help: ArgumentHelp("The CSV file; - reads standard input.", valueName: "file"),
        completion: .file(extensions: ["csv", "tsv", "txt"]))
    var file: String

    @Option(help: ArgumentHelp("Columns whose answers are turned round, with commas between.", valueName: "columns"))
    var reverse: [String] = []

    @Option(
        help: ArgumentHelp(
            "The scale that was answered on, such as 1-5. Without it the lowest and the highest answer.",
            valueName: "low-high"))
    var scale: String?

    @Option(
        help: ArgumentHelp(
            "Columns that form one scale, with commas between; may be given several times. Without it, columns of one "
                + "name with numbers behind it.", valueName: "columns"))
    var items: [String] = []

    @Option(
        help: ArgumentHelp(
            "The column that says to which group a row belongs. Without it one called group, team, unit or the like.",
            valueName: "column"))
    var group: String?

    @Option(
        help: ArgumentHelp(
            "The column that says in which wave a row was answered. Without it one called wave, round, time or the like.",
            valueName: "column"))
    var wave: String?

    @Option(
        help: ArgumentHelp(
            "Columns that ask from 0 to 10 whether somebody would recommend. Without it, those called so or answered "
                + "from 0 to 10.",
            valueName: "columns"))
    var recommend: [String] = []

    @Flag(help: "Print JSON (tutti.analysis/1).")
    var json = false

    func run() async throws {
        let analysis = try analysis()
        if json {
            Output.write(try JSONValue.canonical(analysis, pretty: true) + Data("\n".utf8))
        } else {
            Output.write(AnalysisText(analysis, style: Terminal().style).text)
        }
    }

    private func analysis() throws -> Analysis {
        do {
            return try Analysis(TextTable(try bytes()), try options())
        } catch let trouble as TableTrouble {
            throw CommandTrouble("\(file) cannot be read. \(trouble)")
        } catch let trouble as AnalysisTrouble {
            throw CommandTrouble("\(trouble)")
        }
    }

    private func bytes() throws -> Data {
        if file == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
        do {
            return try Data(contentsOf: URL(filePath: file))
        } catch {
            throw CommandTrouble("There is no file \(file) that could be read.")
        }
    }

    private func options() throws -> AnalysisOptions {
        var options = AnalysisOptions()
        options.scale = try scale.map(Self.scale)
        options.reversed = reverse.flatMap(Self.names)
        options.scales = items.map(Self.names)
        options.group = group
        options.wave = wave
        options.recommend = recommend.flatMap(Self.names)
        return options
    }

    private static func names(_ list: String) -> [String] {
        list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// `1-5`, and `-3-3` as well.
    private static func scale(_ text: String) throws -> ClosedRange<Double> {
        let match = text.wholeMatch(of: /\s*(-?[0-9.]+)\s*(?:-|–|\.\.\.?|:)\s*(-?[0-9.]+)\s*/)
        guard let match, let low = Double(match.1), let high = Double(match.2), low < high, high - low <= 1_000 else {
            throw CommandTrouble("\"\(text)\" is no scale. Write its ends, the lower first, such as 1-5.")
        }
        return low...high
    }
}
