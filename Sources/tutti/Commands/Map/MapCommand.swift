import ArgumentParser
import Connectors
import Features
import Foundation
import Records

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Print the records that raw answers of a tool mean, without storing anything.",
        discussion: """
            For whoever doubts a mapping. Answers come as JSON (one, or a list), as JSON Lines, or as CSV with a column \
            “data”, whose columns “url” and “event” say what was asked and which event it was; packed with gzip or not. \
            What cannot be understood is told with its place, and the rest goes on: then the exit code is 1.

            Examples:
              tutti map github pull-requests pulls.json
              tutti map github reviews reviews.csv.gz --json
              tutti map github webhook delivery.json --event pull_request
              curl -s https://api.github.com/repos/octocat/hello-world/issues | tutti map github issues

            Sources and their categories:
            \(MapCommand.sources)
            """)

    @Argument(help: "The kind of tool.", completion: .list(Connector.all.map(\.id)))
    var source: String

    @Argument(help: "What the answers are, in the tool's own words.")
    var category: String

    @Argument(help: "Files with answers; - or none: standard input.", completion: .file())
    var files: [String] = []

    @Option(help: "What was asked, for answers that do not say where they belong.")
    var url: String?

    @Option(help: "The event that a webhook's header names.")
    var event: String?

    @Flag(help: "Print JSON, by the contract tutti.map/1.")
    var json = false

    func run() throws {
        let connector = try Self.connector(source)
        let category = try Self.category(category, of: connector)
        var mapped = MappedAnswers()
        for file in files.isEmpty ? ["-"] : files {
            let (content, name) = try MapInput.content(of: file)
            do {
                let answers = try AnswerFile(content, name: name)
                mapped.add(answers.pieces, category: category, of: connector, url: url, event: event)
            } catch { throw CommandTrouble("\(name) holds no answers: \(error)") }
        }
        let result = MapResult(source: connector.id, category: category, mapped: mapped)
        Output.write(json ? try result.json() : Data(result.text.utf8))
        if !mapped.problems.isEmpty { throw ExitCode(1) }
    }

    private static func connector(_ name: String) throws -> Connector {
        if let connector = Connector.all.first(where: { $0.id == name.lowercased() }) { return connector }
        throw unknown("source", name, among: Connector.all.map(\.id))
    }

    private static func category(_ name: String, of connector: Connector) throws -> String {
        let names = connector.kind.categories.map(\.id)
        if names.contains(name.lowercased()) { return name.lowercased() }
        throw unknown("category of \(connector.id)", name, among: names)
    }

    private static func unknown(_ what: String, _ name: String, among names: [String]) -> CommandTrouble {
        let guess = Nearest.name(to: name, among: names).map { " Did you mean \($0)?" } ?? ""
        return CommandTrouble(
            "There is no \(what) called \"\(name)\".\(guess) There are: \(names.joined(separator: ", ")).")
    }

    private static var sources: String {
        Connector.all.map { connector in
            "  \(connector.id): " + connector.kind.categories.map(\.id).joined(separator: ", ")
        }.joined(separator: "\n")
    }
}
