import ArgumentParser
import Features
import Foundation
import Records
import Store
import Surveys

struct PulsePacksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packs",
        abstract: "Question packs: what can be asked, and packs of your own.",
        discussion: """
            A pack is a text file, which may live in git; docs/guide/packs.md tells what may stand in it.

            Examples:
              tutti pulse packs list
              tutti pulse packs show mood > ours.txt
              tutti pulse packs check ours.txt
              tutti pulse packs add ours.txt
            """,
        subcommands: [
            PulsePacksListCommand.self, PulsePacksShowCommand.self, PulsePacksCheckCommand.self,
            PulsePacksAddCommand.self, PulsePacksRemoveCommand.self,
        ])
}

/// What commands tell of a pack.
struct PackAnswer: Encodable {
    let id: String
    let version: Int
    let title: String
    let why: String
    let source: String
    let everyWeeks: Int
    let seconds: Int
    let questions: [String]

    init(_ pack: Pack) {
        id = pack.id
        version = pack.version
        title = pack.title
        why = pack.why
        source = pack.source
        everyWeeks = pack.everyWeeks
        seconds = pack.seconds
        questions = pack.questions.map(\.id.text)
    }

    var line: String {
        "\(id)  \(Printable.text(title)): \(Wording.count(questions.count, "question", "questions")), about \(seconds) seconds, "
            + "rests for \(Wording.count(everyWeeks, "week", "weeks"))\n"
    }
}

enum PackFile {
    static func text(at path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandTrouble("There is no file \(path) that could be read as text.")
        }
        return text
    }
}

struct PulsePacksListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every pack, those that travel with Tutti first.",
        discussion: """
            Examples:
              tutti pulse packs list
              tutti pulse packs list --json
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let packs = try await data.withDatabase { database in try await database.read { try $0.packs() } }
        let answers = packs.map(PackAnswer.init)
        if json { return Output.write(try JSONValue.canonical(answers, pretty: true) + Data("\n".utf8)) }
        Output.write(answers.map(\.line).joined())
    }
}

struct PulsePacksShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "A pack as text, to read it or to start one of your own from.",
        discussion: """
            Examples:
              tutti pulse packs show psychological-safety
            """)

    @Argument(help: "The pack's name.")
    var pack: String
    @OptionGroup var data: DataOptions

    func run() async throws {
        let text = try await data.withDatabase { [pack] database in try await database.read { try $0.packText(pack) } }
        guard let text else { throw CommandTrouble("There is no pack called \(pack).") }
        Output.write(text)
    }
}

struct PulsePacksCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say whether files are packs, and what is wrong in which line; for CI.",
        discussion: """
            Needs no database.

            Examples:
              tutti pulse packs check packs/*.txt
            """)

    @Argument(help: "Files.", completion: .file())
    var files: [String]

    func run() async throws {
        var isWrong = false
        for file in files {
            do {
                let pack = try Pack(text: try PackFile.text(at: file))
                Output.write("\(file): \(PackAnswer(pack).line)")
            } catch let trouble as PackTrouble {
                isWrong = true
                Output.write("\(file): \(trouble)\n")
            }
        }
        if isWrong { throw ExitCode(1) }
    }
}

struct PulsePacksAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Keep a pack of your own, in the place of the one of its name.",
        discussion: """
            A question that reads otherwise than before needs a higher version, so that its answers are not compared with those \
            to the old words.

            Examples:
              tutti pulse packs add ours.txt
            """)

    @Argument(help: "A file.", completion: .file())
    var file: String
    @OptionGroup var data: DataOptions

    func run() async throws {
        let text = try PackFile.text(at: file)
        let now = Int64(Date().timeIntervalSince1970)
        let pack = try await data.withDatabase { database in
            try await database.write { db in
                do { return try db.keepPack(text, by: .commandLine, at: now) } catch let trouble as OwnPackTrouble {
                    throw CommandTrouble(trouble.description)
                }
            }
        }
        Output.write("Kept. \(PackAnswer(pack).line)")
    }
}

struct PulsePacksRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a pack of your own. What was asked from it stays.",
        discussion: """
            Examples:
              tutti pulse packs remove lunch
            """)

    @Argument(help: "The pack's name.")
    var pack: String
    @OptionGroup var data: DataOptions

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        try await data.withDatabase { [pack] database in
            try await database.write { db in
                do { try db.removePack(pack, by: .commandLine, at: now) } catch let trouble as OwnPackTrouble {
                    throw CommandTrouble(trouble.description)
                }
            }
        }
        Output.write("The pack \(pack) is removed.\n")
    }
}
