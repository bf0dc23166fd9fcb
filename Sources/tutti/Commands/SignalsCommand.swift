import ArgumentParser
import Features
import Foundation
import Records
import Signals

struct SignalsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signals",
        abstract: "List what can be measured, and the question each number answers.",
        discussion: """
            Examples:
              tutti signals
              tutti signals --json | jq -r '.[].id'
              tutti explain truck-factor
              tutti explain cycle-time --team payments
            """)

    @Flag(help: "Print JSON.")
    var json = false

    private struct Line: Encodable {
        let id, title, question, unit, definition, source: String
    }

    func run() throws {
        let signals: [any SignalDescription] = Signal.all + DeliverySignal.all
        if json {
            let lines = signals.map {
                Line(
                    id: $0.id, title: $0.title, question: $0.question, unit: $0.unit.rawValue,
                    definition: $0.definition, source: $0.source)
            }
            return Output.write(try JSONValue.canonical(lines, pretty: true) + Data("\n".utf8))
        }
        let style = Terminal().style
        let width = signals.map(\.id.count).max() ?? 0
        for signal in signals {
            let first = DisplayWidth.padded(signal.id, to: width) + "  "
            let rest = String(repeating: " ", count: width + 2)
            Output.write(style.lines(signal.question, first: first, rest: rest).joined(separator: "\n") + "\n")
        }
    }
}
