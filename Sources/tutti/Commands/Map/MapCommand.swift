import ArgumentParser
import Connectors
import Features
import Foundation
import Records

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Print the records that raw answers of a tool or files of a pipeline mean, without storing anything.",
        discussion: """
            For whoever doubts a mapping. Answers come as JSON (one, or a list), as JSON Lines, or as CSV with a column \
            “data”, whose columns “url” (or “input”) and “event” say what was asked and which event it was; packed with \
            gzip or not. What cannot be understood is told with its place, and the rest goes on: then the exit code is 1.

            The source “files” reads reports of tests, coverage and findings, and tables, as pipelines leave them behind; \
            its category is the format, or auto to tell it by how a file begins.

            Examples:
              tutti map github pull-requests pulls.json
              tutti map github reviews reviews.csv.gz --json
              tutti map github webhook delivery.json --event pull_request
              curl -s https://api.github.com/repos/octocat/hello-world/issues | tutti map github issues
              tutti map files auto build/reports/*.xml
              tutti map files csv deployments.csv --mapping deployments.json

            Sources and their categories:
            \(MapCommand.sources)
            """)

    @Argument(help: "The kind of tool, or files.", completion: .list(Connector.all.map(\.id) + [MapFiles.source]))
    var source: String

    @Argument(help: "What the answers are, in the tool's own words; of files their format, or auto.")
    var category: String

    @Argument(help: "Files to read; - or none: standard input.", completion: .file())
    var files: [String] = []

    @Option(help: "What was asked, for answers that do not say where they belong.")
    var url: String?

    @Option(help: "The event that a webhook's header names.")
    var event: String?

    @Option(
        help: ArgumentHelp("What the columns mean, of files in csv or json-lines.", valueName: "file"),
        completion: .file())
    var mapping: String?

    @Option(help: ArgumentHelp("Who made the findings, of files in lint.", valueName: "name"))
    var tool: String?

    @Flag(help: "Print JSON, by the contract tutti.map/1.")
    var json = false

    func run() throws {
        let isSound = source.lowercased() == MapFiles.source ? try mapFiles() : try mapAnswers()
        if !isSound { throw ExitCode(1) }
    }

    private var inputs: [String] { files.isEmpty ? ["-"] : files }

    private func mapAnswers() throws -> Bool {
        let connector = try Self.connector(source)
        let category = try Self.category(category, of: connector)
        if mapping != nil || tool != nil { throw CommandTrouble("--mapping and --tool are for files only.") }
        var mapped = MappedAnswers()
        for file in inputs {
            var input = try MapInput(file)
            let content = try input.content()
            do {
                let answers = try AnswerFile(content, name: input.name)
                mapped.add(answers.pieces, category: category, of: connector, url: url, event: event)
            } catch { throw CommandTrouble("\(input.name) holds no answers: \(error)") }
        }
        let result = MapResult(source: connector.id, category: category, mapped: mapped)
        Output.write(json ? try result.json() : Data(result.text.utf8))
        return mapped.problems.isEmpty
    }

    private func mapFiles() throws -> Bool {
        let format = category.lowercased()
        guard MapFiles.formats.contains(format) else {
            throw Self.unknown("format", category, among: MapFiles.formats)
        }
        if url != nil || event != nil { throw CommandTrouble("--url and --event are not for files.") }
        var options = FileFormat.Options(mapping: try tableMapping())
        if let tool { options.tool = tool }
        let reading = MapFiles(format: format, options: options)
        return json ? try reading.printDocument(of: inputs) : try reading.printLines(of: inputs)
    }

    private func tableMapping() throws -> TableMapping? {
        guard let mapping else { return nil }
        var input = try MapInput(mapping)
        let content = try input.content()
        do { return try TableMapping(content) } catch { throw CommandTrouble("\(mapping): \(error)") }
    }

    private static func connector(_ name: String) throws -> Connector {
        if let connector = Connector.all.first(where: { $0.id == name.lowercased() }) { return connector }
        throw unknown("source", name, among: Connector.all.map(\.id) + [MapFiles.source])
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
        let tools = Connector.all.map { (id: $0.id, categories: $0.kind.categories.map(\.id)) }
        return (tools + [(id: MapFiles.source, categories: MapFiles.formats)])
            .map { "  \($0.id): \($0.categories.joined(separator: ", "))" }.joined(separator: "\n")
    }
}
