import ArgumentParser
import Connectors
import Features
import Foundation
import Records
import Signals

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look for what spares people questions: in the repository, or in what is asked to be merged.",
        discussion: """
            Examples:
              tutti check              prints where each was found, or how to add it
              tutti check --json       the same for a program
              tutti check && deploy    exit code 0 when all are there, 1 when something is missing
              tutti check --pull-request                   in a pipeline: why, how tested, ticket, size
              tutti check --pull-request --title "Retry" --body-file text.md --base main
            """)

    @Argument(help: ArgumentHelp("A folder in a git clone, or a URL that git understands.", valueName: "path"))
    var location = "."

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var change: ChangeRequestOptions

    private struct Answer: Encodable {
        let present: Int
        let items: [RepositoryStandardsDetails.Item]
    }

    func run() async throws {
        let location = location
        if change.pullRequest { return try await checkChange() }
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
        let (clone, snapshot) = try await opened(location, folder)
        let evidence = Evidence.gather(
            clone.repository, history: History(), snapshot: snapshot, tags: [], decisions: [],
            timeframe: Timeframe(end: Int64(Date().timeIntervalSince1970)))
        guard let signal = Signal.named("repository-standards") else {
            throw CommandTrouble("This build cannot measure repository standards.", code: .fault)
        }
        return try signal.measure(evidence).details.decode(RepositoryStandardsDetails.self)
    }

    private static func opened(
        _ location: String, _ folder: TemporaryFolder
    ) async throws -> (GitRepository, Snapshot) {
        let clone = try await GitRepository.open(location, mirrors: folder.path)
        guard let head = clone.repository.head else { return (clone, Snapshot(head: try Snapshot.noTree())) }
        return (clone, try await RepositoryReading.tree(of: clone, at: head))
    }

    private func checkChange() async throws {
        let (location, change) = (location, change)
        let found = try change.request()
        let check = try await Interruption.cancels {
            let folder = try TemporaryFolder()
            let (clone, snapshot) = try await Self.opened(location, folder)
            return try await Self.check(found, clone, snapshot, change)
        }
        if json {
            Output.write(try JSONValue.canonical(ChangeAnswer(check), pretty: true) + Data("\n".utf8))
        } else {
            Output.write(TerminalChangeCheck(check, style: Terminal().style).text)
        }
        if !check.isWell { throw ExitCode(Ending.Code.finding.rawValue) }
    }

    private static func check(
        _ found: DescribedRequest, _ clone: GitRepository, _ snapshot: Snapshot, _ change: ChangeRequestOptions
    ) async throws -> ChangeRequestCheck {
        var request = found.request
        if let base = found.base {
            let changes = try await clone.changes(since: base, at: try await clone.commit(nil))
            request.paths = changes.map(\.path)
            request.changedLines = changes.reduce(0) { $0 + ($1.added ?? 0) + ($1.deleted ?? 0) }
        }
        let rules = ChangeRequestCheck.Rules(
            template: snapshot.text(atAnyOf: ChangeRequest.templatePaths),
            ticket: change.ticket.flatMap { TicketPattern($0) }, mostLines: change.mostLines)
        return ChangeRequestCheck(request, rules: rules, owners: snapshot.codeOwners)
    }

    private struct ChangeAnswer: Encodable {
        let isWell: Bool
        let findings: [ChangeRequestCheck.Finding]
        let complexity: [String]

        init(_ check: ChangeRequestCheck) {
            (isWell, findings, complexity) = (check.isWell, check.findings, check.complexity)
        }
    }
}

extension Snapshot {
    /// The first of some places that there is, in whatever case.
    fileprivate func text(atAnyOf paths: [String]) -> String? {
        let byPath = Dictionary(texts.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        return paths.lazy.compactMap { byPath[$0.lowercased()] }.first
    }

    fileprivate var codeOwners: CodeOwners? {
        text(atAnyOf: [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"]).map {
            CodeOwners($0)
        }
    }
}
