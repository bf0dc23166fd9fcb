import ArgumentParser
import Features
import Foundation
import Server
import Store

struct ConnectSyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Read what is new of a source now, in this process.",
        discussion: """
            Example:
              tutti connect sync github-1a2b3c4d

            It goes on where the last reading stopped. Exit code 3 when the tool cannot be reached or its limit is used up, 4 \
            when it takes the token no more.
            """)

    @OptionGroup var source: SourceArgument
    @OptionGroup var keys: KeyOptions
    @OptionGroup var outgoing: OutgoingOptions

    @Flag(help: "Print JSON: how the source does now.")
    var json = false

    func run() async throws {
        let (source, keys, outgoing) = (source, keys, outgoing)
        let line = try await Interruption.cancels {
            try await source.data.withDatabase { database in
                let key = try keys.key(source.data)
                return try await outgoing.withTools { tools in
                    let found = try await database.read { try SourceArgument.find(source.source, $0) }
                    guard found.state != .paused, found.state != .disabled else {
                        throw CommandTrouble("\(found.name) is paused or disabled. Resume it first.")
                    }
                    let syncer = SourceSyncer(database: database, tools: tools, key: key)
                    guard let sync = try await syncer.sync(found.id) else {
                        throw CommandTrouble("Another process is reading \(found.name), or it is nothing to be asked.")
                    }
                    let after = try await database.read { try $0.sourceConnection(found.id) } ?? found
                    return (ConnectWords.line(after, sync), sync)
                }
            }
        }
        try tell(line.0, line.1)
    }

    private func tell(_ line: ConnectWords.Line, _ sync: SourceSync) throws {
        if json { try ConnectWords.print(line) }
        if let trouble = line.trouble {
            throw CommandTrouble(trouble, code: line.state == "disabled" ? .notAllowed : .network)
        }
        if json { return }
        let words = "\(line.name): \(sync.answers) new answers to \(sync.calls) questions"
        Output.write(Printable.text(words) + "\n")
        for (name, why) in sync.missing.sorted(by: { $0.key < $1.key }) {
            Output.write(Printable.text("  not read: \(name). \(why)") + "\n")
        }
    }
}
