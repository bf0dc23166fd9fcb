import ArgumentParser
import BlindTickets
import Foundation
import Records

struct PulseTieCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tie",
        abstract: "Carry what ties your answers of a series together from one of your devices to another.",
        discussion: """
            Whoever answers one round in the browser and the next from the command line is two people, unless the secret of the series is \
            carried over: as a line of text, by yourself. No server is asked or told.

            Examples:
              tutti pulse tie show                    the line of the one series there is here
              tutti pulse tie take < line             what a browser showed under “Carry what ties my answers”
            """,
        subcommands: [PulseTieShowCommand.self, PulseTieTakeCommand.self])
}

struct PulseTieShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the line that ties your answers of a series, after what is dangerous about it.",
        discussion: """
            Examples:
              tutti pulse tie show
              tutti pulse tie show zq3Zp2m0S9yXx4n1r7u8vA
            """)

    @Argument(help: ArgumentHelp("The series, where this folder knows several.", valueName: "series"))
    var series: String?

    @OptionGroup var state: StateOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let lines = try state.rounds.tieLines()
        guard !lines.isEmpty else {
            throw CommandTrouble("Nothing here ties your answers of any series.", code: .notAllowed)
        }
        let known = lines.map { "  " + $0.series }.joined(separator: "\n")
        let chosen = series.map { id in lines.first { $0.series == id } } ?? (lines.count == 1 ? lines[0] : nil)
        guard let chosen else {
            throw CommandTrouble("Say which series:\n\(known)", code: .notAllowed)
        }
        Output.draw(TieLine.dangers.joined(separator: "\n") + "\n")
        guard json else { return Output.write(chosen.text + "\n") }
        let told = ["series": chosen.series, "line": chosen.text]
        Output.write(try JSONValue.canonical(told, pretty: true) + Data("\n".utf8))
    }
}

struct PulseTieTakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take",
        abstract: "Tie your answers of a series as another device of yours does.",
        discussion: """
            Reads the line from standard input, so that it stands neither in the list of processes nor in the shell's history.

            Examples:
              tutti pulse tie take < line
            """)

    @Flag(
        help:
            "In the place of another secret that is kept here: earlier answers from here then belong to somebody else.")
    var replace = false

    @OptionGroup var state: StateOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let text = String(decoding: try FileHandle.standardInput.readToEnd() ?? Data(), as: UTF8.self)
        guard let line = TieLine(text) else {
            throw CommandTrouble("That is no whole line as a browser or “tutti pulse tie show” shows it.")
        }
        try state.rounds.take(line, replacing: replace)
        if json {
            let told = ["series": line.series, "state": "kept"]
            return Output.write(try JSONValue.canonical(told, pretty: true) + Data("\n".utf8))
        }
        Output.write(
            "Kept. “tutti pulse answer --tie” ties your next answer of this series. Clear the clipboard, and remove the line from where it lay.\n"
        )
    }
}
