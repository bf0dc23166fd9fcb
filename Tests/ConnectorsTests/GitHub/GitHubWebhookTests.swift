import Foundation
import Records
import TestKit
import Testing

@testable import Connectors

/// 133 deliveries of 36 events, and what a list of them says that each is about.
@Suite("GitHub's webhooks", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct GitHubWebhookTests {
    private struct Expected: Decodable {
        var file: String
        var event: String
        var action: String?
        var repository: String?
        var sender: String?
        var number: Int?
        var state: String?
        var merged: Bool?
        var reviewState: String?
        var submittedAt: String?

        private enum CodingKeys: String, CodingKey {
            case file, event, action, repository, sender, number, merged
            case state = "pr_state"
            case reviewState = "review_state"
            case submittedAt = "submitted_at"
        }

        var body: Data { get throws { try Data(contentsOf: SharedData.file("webhooks/github/\(file)")) } }
    }

    private static func expected() throws -> [Expected] {
        try JSONDecoder().decode(
            [Expected].self, from: Data(contentsOf: SharedData.file("webhooks/github/index.json")))
    }

    @Test func `every delivery is read without loss`() throws {
        let all = try Self.expected()
        #expect(all.count == 133)
        for one in all {
            let read = try GitHubDelivery(from: RawAnswer(category: "webhook", body: one.body, event: one.event))
            #expect(read.event == one.event, "\(one.file)")
            #expect(read.action == one.action, "\(one.file)")
            #expect(read.repository?.fullName == one.repository, "\(one.file)")
            #expect(read.sender?.login == one.sender, "\(one.file)")
            #expect(read.pullRequest?.number ?? read.issue?.number == one.number, "\(one.file)")
            #expect(read.pullRequest?.state == one.state, "\(one.file)")
            if let merged = one.merged { #expect((read.pullRequest?.mergedAt != nil) == merged, "\(one.file)") }
            #expect(read.review?.state == one.reviewState, "\(one.file)")
            #expect(read.review?.submittedAt == one.submittedAt.flatMap { Instant($0) }, "\(one.file)")
        }
    }

    @Test func `the header is known from the body where a record comes of it`() throws {
        for one in try Self.expected() {
            let told = try Connector.gitHub.map(RawAnswer(category: "webhook", body: one.body, event: one.event))
            let silent = try Connector.gitHub.map(RawAnswer(category: "webhook", body: one.body))
            if one.event != "repository" { #expect(Set(told) == Set(silent), "\(one.file)") }
        }
    }

    @Test func `each kind of delivery becomes what its own answer would`() throws {
        var counts: [String: [String: Int]] = [:]
        for one in try Self.expected() {
            let records = try Connector.gitHub.map(RawAnswer(category: "webhook", body: one.body, event: one.event))
            for record in records where record.type != "account" {
                counts["\(one.event).\(one.action ?? "")", default: [:]][record.type, default: 0] += 1
            }
        }
        let lines = counts.sorted { $0.key < $1.key }.map { event, types in
            event + ": " + types.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        }
        try expectGolden(lines.joined(separator: "\n") + "\n", "webhooks.txt")
    }

    @Test func `an event that nobody knows gives nothing, and is not among the known`() throws {
        let answer = RawAnswer(category: "webhook", body: Data("{\"action\":\"danced\"}".utf8), event: "dance")
        #expect(try Connector.gitHub.map(answer) == [])
        #expect(!Connector.gitHub.events.contains("dance"))
        #expect(try Self.expected().allSatisfy { Connector.gitHub.events.contains($0.event) })
    }
}
