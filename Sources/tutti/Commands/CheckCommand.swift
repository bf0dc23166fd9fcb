import ArgumentParser
import Connectors
import Features
import Foundation
import Records
import Signals

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look for what spares newcomers questions: code owners, CI, a licence and the like.",
        discussion: """
            Examples:
              tutti check              prints where each was found, or how to add it
              tutti check --json       the same for a program
              tutti check && deploy    exit code 0 when all are there, 1 when something is missing
            """)

    @Argument(help: ArgumentHelp("A folder in a git clone, or a URL that git understands.", valueName: "path"))
    var location = "."

    @Flag(help: "Print JSON.")
    var json = false

    private struct Answer: Encodable {
        let present: Int
        let items: [RepositoryStandardsDetails.Item]
    }

    func run() async throws {
        let location = location
        let details = try await Interruption.cancels { try await Self.standards(of: location) }
        if json {
            let answer = Answer(present: details.present, items: details.items)
            Output.write(try JSONValue.canonical(answer, pretty: true) + Data("\n".utf8))
        } else {
            Output.write(TerminalChecklist(details, style: Terminal().style).text)
        }
        if !details.missing.isEmpty { throw ExitCode(Ending.Code.finding.rawValue) }
    }

    /// Only the tree at the head is read: what a repository should have lies there, and a pipeline's clone is shallow.
    private static func standards(of location: String) async throws -> RepositoryStandardsDetails {
        let folder = try TemporaryFolder()
        let clone = try await GitRepository.open(location, mirrors: folder.path)
        let snapshot = try await RepositoryReading.snapshot(of: clone, at: clone.repository.head)
        let evidence = Evidence.gather(
            clone.repository, history: History(), snapshot: snapshot, tags: [], decisions: [],
            timeframe: Timeframe(end: Int64(Date().timeIntervalSince1970)))
        guard let signal = Signal.named("repository-standards") else {
            throw CommandTrouble("This build cannot measure repository standards.", code: .fault)
        }
        return try signal.measure(evidence).details.decode(RepositoryStandardsDetails.self)
    }
}
