import Connectors
import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Features
@testable import Server

/// A connection to a pretended GitHub that reads `tutti/choir`, and a pull request there that says nothing of itself.
struct Choir {
    static let id = "github-choir"
    static let repository = RecordKey("github.com", .repository, "tutti/choir")
    static let request = RecordKey("github.com", .pullRequest, "tutti/choir#7")
    /// A Monday at ten, UTC.
    static let now: Int64 = 1_740_960_000 + 10 * 3600
    static let night: Int64 = now + 12 * 3600
    static let head = String(repeating: "a", count: 40)

    static func account(_ id: String, _ login: String, kind: Account.Kind = .person) -> Account {
        Account(key: RecordKey("github.com", .account, id), login: login, name: login.capitalized, kind: kind)
    }

    static func pullRequest(body: String?, head: String = head, isDraft: Bool = false) -> PullRequest {
        var request = PullRequest(
            key: request, repository: repository, number: 7, title: "Sing louder",
            author: RecordKey("github.com", .account, "10"), state: .open, isDraft: isDraft, createdAt: now - 3600,
            updatedAt: now - 3600, headBranch: "louder", baseBranch: "main")
        (request.body, request.headCommit, request.url) = (body, head, "https://github.com/tutti/choir/pull/7")
        request.requestedReviewers = [RecordKey("github.com", .account, "11")]
        return request
    }

    static let whole = """
        ## Why
        The last row hears nothing of us.
        ## What
        Everybody sings twice as loud.
        ## How tested
        With the neighbours, who complained. See #12.
        ## Risk, rollback
        none
        ## Contract
        none
        ## Look here
        none
        """

    static func connect(
        _ database: any Database, _ change: @escaping @Sendable (inout SourceConnection) -> Void = { _ in }
    )
        async throws
    {
        let key = try #require(SealingKey.test)
        let secrets = SourceSecrets(tokens: ["good"], webhookSecrets: ["quiet"])
        let settings = ["url": "https://github.com", "repositories": "tutti/choir"]
        let sealed = try secrets.sealed(for: id, with: key)
        try await database.write { db in
            var connection = SourceConnection(id: id, kind: "github", name: "Choir", settings: settings, createdAt: 5)
            change(&connection)
            try db.connect(connection, secrets: sealed, by: .commandLine, at: 5)
            let places = KnownPlaces(settings: settings, names: ["tutti/choir"], askedAt: now)
            try db.saveCursor(try places.stored(), named: KnownPlaces.cursor, of: id)
        }
        try await tell(
            database,
            [
                .repository(HostedRepository(key: repository, fullName: "tutti/choir", defaultBranch: "main")),
                .account(account("10", "ada")), .account(account("11", "ann")), .account(account("12", "ben")),
                .pullRequest(pullRequest(body: nil)),
            ])
    }

    static func tell(_ database: any Database, _ records: [Record], at: Int64 = 1) async throws {
        try await database.write { _ = try $0.save([Told(records, at: at)], of: id) }
    }

    static func runner(_ database: any Database, _ host: PretendedGitHub, at now: Int64 = now) -> WriteBackRunner {
        WriteBackRunner(database: database, tools: host.tools(at: now), key: .test)
    }

    static func written(_ database: any Database) async throws -> [WrittenBack] {
        try await database.read { try $0.writtenBack(by: id) }
    }
}
