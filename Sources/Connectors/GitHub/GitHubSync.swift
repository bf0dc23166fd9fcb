import Foundation
import Records

extension Sync {
    /// GitHub: all readings of these repositories.
    ///
    /// - Parameters:
    ///   - address: `https://github.com`, or an Enterprise Server's own.
    ///   - repositories: `octocat/hello-world`.
    ///   - teams: `acme/payments`: those that CODEOWNERS names or a review is asked of.
    ///   - size: How many things a page holds; GitHub gives no more than 100.
    package static func gitHub(
        address: String, repositories: [String], teams: Set<String> = [], size: Int = 100,
        now: @escaping @Sendable () -> Double
    ) -> Sync {
        let installation = GitHubInstallation(address)
        let readings = repositories.map {
            GitHubReadings(repository: $0, source: installation.source, size: size).all
        }
        let members = GitHubTeamReading.all(of: teams, in: repositories, source: installation.source, size: size)
        return Sync(
            question: installation.question, readings: Reading.inTurn(readings) + members,
            single: GitHubInstallation.single,
            now: now)
    }

    /// GitHub: which files some pull requests of these repositories change.
    package static func gitHubFiles(
        address: String, repositories: [String], wanted: [WantedFiles], size: Int = 100,
        now: @escaping @Sendable () -> Double
    ) -> Sync {
        let installation = GitHubInstallation(address)
        return Sync(
            question: installation.question,
            readings: GitHubFileReading.all(wanted, in: repositories, source: installation.source, size: size),
            single: GitHubInstallation.single, now: now)
    }

    /// How GitHub is shown a token.
    package static let gitHubHeaders: @Sendable (_ token: String) -> [String: String] = {
        ["Authorization": "Bearer \($0)"]
    }
}

/// Where an edition of GitHub has its interfaces.
struct GitHubInstallation {
    let source: String
    let rest: String
    let graph: String

    init(_ address: String) {
        let address = address.hasSuffix("/") ? String(address.dropLast()) : address
        let place = ToolPlace(address)
        if place?.host == "github.com" || place?.host == "api.github.com" || place?.host == "www.github.com" {
            source = "github.com"
            rest = "https://api.github.com"
            graph = "https://api.github.com/graphql"
        } else {
            source = GitHubAddress.source(of: address) ?? address
            rest = address + "/api/v3"
            graph = address + "/api/graphql"
        }
    }

    @Sendable func question(_ step: SyncStep) -> ToolQuestion {
        var question = ToolQuestion(
            "\(rest)/\(step.address)",
            headers: [
                "Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28", "User-Agent": "tutti",
            ])
        if step.role == SyncStep.graph, let body = try? GitHubGraphQuestion.body(step) {
            question.url = graph
            question.body = body
            question.headers["Content-Type"] = "application/json"
        }
        return question
    }

    /// What asks for one thing by itself.
    @Sendable static func single(_ key: RecordKey) -> SyncStep? {
        let words = key.id.split(separator: "#")
        guard words.count == 2, let number = Int(words[1]) else { return nil }
        let part = key.kind == .pullRequest ? "pulls" : "issues"
        var step = SyncStep(SyncStep.confirm, "repos/\(words[0])/\(part)/\(number)")
        step.after = key.description
        return step
    }
}
