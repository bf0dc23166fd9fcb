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

extension PackAnswer {
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
        let answers = packs.map { PackAnswer($0) }
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

    @Flag(help: "Print JSON: what it asks, and its text.")
    var json = false

    func run() async throws {
        let text = try await data.withDatabase { [pack] database in try await database.read { try $0.packText(pack) } }
        guard let text else { throw CommandTrouble("There is no pack called \(pack).") }
        guard json else { return Output.write(text) }
        let answer = PackAnswer(try Pack(text: text), text: text)
        Output.write(try JSONValue.canonical(answer, pretty: true) + Data("\n".utf8))
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

    @Flag(help: "Print JSON: for each file the pack, or what is wrong in which line.")
    var json = false

    private struct Checked: Encodable {
        let file: String
        var pack: PackAnswer?
        var line: Int?
        var trouble: String?

        var text: String { "\(file): \(pack?.line ?? "Line \(line ?? 0): \(trouble ?? "")\n")" }
    }

    func run() async throws {
        let checked = try files.map { file -> Checked in
            do { return Checked(file: file, pack: PackAnswer(try Pack(text: try PackFile.text(at: file)))) } catch let
                trouble as PackTrouble
            { return Checked(file: file, line: trouble.line, trouble: trouble.sentence) }
        }
        if json {
            Output.write(try JSONValue.canonical(checked, pretty: true) + Data("\n".utf8))
        } else {
            Output.write(checked.map(\.text).joined())
        }
        if checked.contains(where: { $0.pack == nil }) { throw ExitCode(1) }
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

    @Flag(help: "Print JSON: the pack as it is kept.")
    var json = false

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
        if json { return Output.write(try JSONValue.canonical(PackAnswer(pack), pretty: true) + Data("\n".utf8)) }
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

    @Flag(help: "Print JSON: what was removed.")
    var json = false

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        try await data.withDatabase { [pack] database in
            try await database.write { db in
                do { try db.removePack(pack, by: .commandLine, at: now) } catch let trouble as OwnPackTrouble {
                    throw CommandTrouble(trouble.description)
                }
            }
        }
        if json { return Output.write(try JSONValue.canonical(["removed": pack], pretty: true) + Data("\n".utf8)) }
        Output.write("The pack \(pack) is removed.\n")
    }
}
