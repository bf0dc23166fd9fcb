import Connectors
import Foundation
import Records
import TestKit
import Testing

/// Answers of our own writing, in GitHub's form, for what no recorded answers are at hand; and what they mean.
@Suite("GitHub's answers")
struct GitHubFixtureTests {
    static let categories = [
        "pull-requests", "pull-requests-graphql", "timeline", "workflow-runs", "jobs", "check-runs", "deployments",
        "deployment-statuses",
        "releases", "milestones", "repositories", "teams",
    ]

    static func pieces(_ category: String) throws -> [AnswerFile.Piece] {
        let file = URL(filePath: "\(#filePath)").deletingLastPathComponent()
            .appending(path: "Fixtures/\(category).json")
        return try AnswerFile(try Data(contentsOf: file), name: category).pieces
    }

    static func mapped(_ category: String, _ pieces: [AnswerFile.Piece]) -> MappedAnswers {
        var mapped = MappedAnswers()
        mapped.add(
            pieces, category: category, of: .gitHub,
            url: "https://api.github.com/repos/Tutti-Sample/Orchestra/issues/7/timeline?page=1")
        return mapped
    }

    @Test(arguments: categories)
    func `become these records`(_ category: String) throws {
        let mapped = Self.mapped(category, try Self.pieces(category))
        #expect(mapped.problems == [])
        let printed = try mapped.records.map(PrintedRecord.init)
        try expectGolden(
            String(decoding: try JSONValue.canonical(printed, pretty: true), as: UTF8.self) + "\n", "\(category).json")
    }

    @Test(arguments: categories, 0..<20)
    func `mean the same in any order`(_ category: String, _ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let pieces = try Self.pieces(category)
        let once = Self.mapped(category, pieces).records
        let again = Self.mapped(category, (pieces + pieces).shuffled(using: &generator)).records
        #expect(once == again)
    }

    @Test func `the list, the timeline and a webhook tell one happening by one key`() throws {
        let listed = Self.mapped("pull-requests", try Self.pieces("pull-requests")).records.events
        let timeline = Self.mapped("timeline", try Self.pieces("timeline")).records.events
        let merged = try #require(listed.first { $0.kind == .merged && $0.pullRequest.id.hasSuffix("#7") })
        let again = try #require(timeline.first { $0.kind == .merged })
        #expect(merged.key == again.key)
        #expect(merged.at == again.at)
        #expect(merged.actor == again.actor)
        let review = try Connector.gitHub.map(
            RawAnswer(
                category: "reviews",
                body: Data(
                    #"{"id":501,"state":"CHANGES_REQUESTED","submitted_at":"2026-03-02T11:30:00Z","user":{"login":"bo","id":2},"pull_request_url":"https://api.github.com/repos/tutti-sample/orchestra/pulls/7"}"#
                        .utf8)))
        let reviewed = try #require(review.events.first)
        #expect(timeline.contains { $0.key == reviewed.key && $0.verdict == .changesRequested })
    }

    @Test func `GraphQL's one answer means what the list and the timeline mean together`() throws {
        let whole = Self.mapped("pull-requests-graphql", try Self.pieces("pull-requests-graphql")).records
        var parts = LatestRecords()
        for category in ["pull-requests", "timeline"] {
            for record in Self.mapped(category, try Self.pieces(category)).records { parts.insert(record) }
        }
        let about = "tutti-sample/orchestra#7"
        let same = parts.inOrder.filter { record in
            switch record {
            case .pullRequest(let it): it.key.id == about
            // Only here the list of all steps shows as what it was opened, and which closing was the merge.
            case .pullRequestEvent(let it):
                it.pullRequest.id == about && ![.opened, .closed, .reverted].contains(it.kind)
            case .workItemLink(let it): it.pullRequest.id == about
            default: true
            }
        }
        #expect(Set(same).subtracting(whole) == [])
        #expect(whole.events.first { $0.kind == .opened }?.isDraft == false)
        #expect(!whole.events.contains { $0.kind == .closed })
    }

    @Test func `a forced push and its commit are one push`() throws {
        let events = Self.mapped("timeline", try Self.pieces("timeline")).records.events
        let commit = String(repeating: "b", count: 40)
        #expect(events.filter { $0.commit == commit && $0.kind != .reviewed }.map(\.kind) == [.forcePushed])
    }
}

extension [Record] {
    var events: [PullRequestEvent] { compactMap { if case .pullRequestEvent(let it) = $0 { it } else { nil } } }
}
