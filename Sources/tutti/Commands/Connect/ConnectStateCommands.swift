import ArgumentParser
import Features
import Foundation
import Store

/// Which source a command is about.
struct SourceArgument: ParsableArguments, Sendable {
    @Argument(help: "Its id, as “tutti connect list” shows it, or its name.")
    var source: String

    @OptionGroup var data: DataOptions

    /// - Throws: `CommandTrouble` where there is none of that name.
    static func find(_ source: String, _ db: any Connection) throws -> SourceConnection {
        guard let found = try db.openSource(source) else {
            throw CommandTrouble("Nothing is connected as “\(source)”. “tutti connect list” shows all.")
        }
        return found
    }
}

/// A change of how a source stands.
struct SourceChange: ParsableArguments, Sendable {
    @OptionGroup var chosen: SourceArgument

    @Flag(help: "Print JSON: how it stands now.")
    var json = false

    func run(
        saying words: String, _ body: @escaping @Sendable (any Connection, SourceConnection, Int64) throws -> Void
    ) async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let (found, line) = try await chosen.data.withDatabase { [source = chosen.source] database in
            try await database.write { db in
                let found = try SourceArgument.find(source, db)
                try body(db, found, now)
                let changed = try db.sourceConnection(found.id) ?? found
                return (found, ConnectWords.line(changed, try db.sourceSync(of: found.id)))
            }
        }
        if json { return try ConnectWords.print(line) }
        Output.write(Printable.text("\(found.name) \(words)") + "\n")
    }
}

struct ConnectPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Ask nothing of a source until it is resumed.",
        discussion: """
            Example:
              tutti connect pause github-1a2b3c4d
            """)

    @OptionGroup var change: SourceChange

    func run() async throws {
        try await change.run(saying: "is paused.") { try $0.pauseSource($1.id, by: .commandLine, at: $2) }
    }
}

struct ConnectResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Read a source again that was paused, or that had to be mended.",
        discussion: """
            Example:
              tutti connect resume github-1a2b3c4d
            """)

    @OptionGroup var change: SourceChange

    func run() async throws {
        try await change.run(saying: "is read again.") { try $0.resumeSource($1.id, by: .commandLine, at: $2) }
    }
}

struct ConnectRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forget a source's token and read it no more; what was read stays.",
        discussion: """
            Example:
              tutti connect remove github-1a2b3c4d
            """)

    @OptionGroup var change: SourceChange

    func run() async throws {
        try await change.run(saying: "is removed; what was read stays.") {
            try $0.closeSource($1.id, by: .commandLine, at: $2)
        }
    }
}
