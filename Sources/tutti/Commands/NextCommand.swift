import ArgumentParser
import Features
import Foundation
import Records
import Store

struct NextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Say what a member may do next, in order, and why.",
        discussion: """
            Reviews that are due, pull requests of one's own that may be merged or wait for an answer, rounds of questions that \
            are open. What is left of the agreed time is counted in the member's own working hours.

            Examples:
              tutti next ada                   the next three
              tutti next ada --all
              tutti next ada --json | jq -r '.things[0].url'
            """)

    @OptionGroup var who: WhoOptions

    @Flag(help: "Show everything that waits, not the next three alone.")
    var all = false

    @Flag(help: "Print JSON, all of it.")
    var json = false

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let next = try await who.withMember { database, me in
            try await database.read { try $0.nextThings(of: me, at: now) }
        }
        if json { return Output.write(try JSONValue.canonical(next, pretty: true) + Data("\n".utf8)) }
        Output.write(TerminalNext(next, showsAll: all, now: now, style: Terminal().style).text)
    }
}
