import ArgumentParser
import Features
import Foundation
import Records
import Signals

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell how one number came about.",
        discussion: """
            Definition and version, what was counted, what was left out and why, the steps of this very number, and where \
            the definition comes from.

            A number from a git history reads the repository at PATH. One about deliveries reads what an installation has \
            stored, by --data or --database, and without any says which source would show it.

            Examples:
              tutti explain truck-factor
              tutti explain coupling ../payments --since "12 weeks"
              tutti explain truck-factor --truck-factor published
              tutti explain cycle-time --team payments --timeframe 12-months
              tutti signals                    the names of all of them
            """)

    @Argument(
        help: ArgumentHelp("The signal, by its name in `tutti signals`.", valueName: "signal"),
        completion: .list(Signal.all.map(\.id) + DeliverySignal.all.map(\.id)))
    var signal: String

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var delivery: DeliveryOptions

    @Flag(help: "Print JSON: the signal as in `tutti report --json`.")
    var json = false

    func run() async throws {
        if let found = DeliverySignal.named(signal.lowercased()) { return try await explain(found) }
        guard let signal = Signal.named(signal.lowercased()) else { throw CommandTrouble(Self.unknown(signal)) }
        let options = reading
        let reading = try await Interruption.cancels {
            let read = try await RepositoryReading(options)
            if let trouble = PathCoverage(of: read.evidence)?.trouble { Output.complain(trouble) }
            return Report.Reading(signal, signal.measure(read.evidence))
        }
        try write(reading)
    }

    private func explain(_ signal: DeliverySignal) async throws {
        let measured = try await delivery.measured(signal, until: reading.until)
        if let advice = measured.advice { Output.complain(advice) }
        try write(Report.Reading(signal, measured.measurement))
    }

    private func write(_ reading: Report.Reading) throws {
        if json {
            Output.write(try JSONValue.canonical(reading, pretty: true) + Data("\n".utf8))
        } else {
            Output.write(TerminalExplanation(reading, style: Terminal().style).text)
        }
    }

    private static func unknown(_ name: String) -> String {
        let all = Signal.all.map(\.id) + DeliverySignal.all.map(\.id)
        let nearest = Nearest.name(to: name, among: all)
        let guess = nearest.map { " Did you mean \($0)?" } ?? ""
        return "There is no signal called \"\(name)\".\(guess) There are: "
            + all.joined(separator: ", ") + "."
    }
}
