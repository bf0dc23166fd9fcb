import Foundation
import Records
import TestKit
import Testing

/// The program tells of its commands by itself; the guide has to name each of them with each of its options.
@Suite("Documents of the commands")
struct CommandPageTests {
    @Test func `every command and every option stands in the guide`() throws {
        let told = try BuiltProgram.run(BuiltProgram.path("tutti"), ["--experimental-dump-help"])
        let command = try JSONDecoder().decode(Told.self, from: Data(told.output.utf8)).command
        let guide = try String(
            contentsOf: BuiltProgram.checkout.appending(path: "docs/guide/commands.md"), encoding: .utf8)
        #expect(command.all.count > 10)
        for (name, command) in command.all where name != "tutti" {
            let section = try #require(Self.section(of: name, in: guide), "\(name) has no section")
            for option in command.options { #expect(section.contains("`--\(option)"), "\(name) --\(option)") }
        }
    }

    /// Those that go on until they are stopped tell by their log, and an export is JSON anyway.
    private static let withoutJSON = ["tutti serve", "tutti demo", "tutti me export"]

    @Test func `every command answers as JSON when it is asked to`() throws {
        let told = try BuiltProgram.run(BuiltProgram.path("tutti"), ["--experimental-dump-help"])
        let command = try JSONDecoder().decode(Told.self, from: Data(told.output.utf8)).command
        let all = command.all.filter { ($0.1.subcommands ?? []).isEmpty && !Self.withoutJSON.contains($0.0) }
        #expect(all.count > 40)
        for (name, command) in all { #expect(command.options.contains("json"), "\(name)") }
    }

    private static func section(of command: String, in guide: String) -> Substring? {
        guard let start = guide.range(of: "## `\(command)`\n") else { return nil }
        let rest = guide[start.upperBound...]
        return rest.range(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
    }

    private struct Told: Decodable { let command: Command }

    private struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?

        /// This one and all below it, by their full names.
        var all: [(String, Command)] {
            let below = (subcommands ?? []).filter { $0.commandName != "help" }.flatMap(\.all)
            return [(commandName, self)] + below.map { ("\(commandName) \($0.0)", $0.1) }
        }

        var options: [String] {
            guard (subcommands ?? []).isEmpty else { return [] }
            let names: [Name] = (arguments ?? []).flatMap { $0.names ?? [] }
            return names.filter { $0.kind == "long" && !["help", "version"].contains($0.name) }.map(\.name)
        }
    }

    private struct Argument: Decodable { let names: [Name]? }
    private struct Name: Decodable {
        let kind: String
        let name: String
    }
}
