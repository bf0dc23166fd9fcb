import Foundation
import Records
import Statistics
import TestKit
import Testing

@testable import Signals

/// Real pull requests at scale, with the numbers that their publishers or a plain script found.
@Suite("Published pull requests", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct PublishedPullRequestTests {
    @Test(arguments: [("copilot", 777, 1.1417, 651), ("devin", 972, 0.9654, 802)])
    func `first reviews by people who are not the author`(
        _ group: String, _ count: Int, _ median: Double, _ within: Int
    ) throws {
        let reviews = Dictionary(grouping: try PublishedPullRequests.rows("reviews/\(group).reviews.csv.gz")) {
            $0["pr_id"] ?? ""
        }
        let histories = try PublishedPullRequests.rows("reviews/\(group).prs.csv.gz").map { row in
            let request = PublishedPullRequests.request(
                row["id"] ?? "", author: row["user"],
                created: try #require(PublishedPullRequests.seconds(row["created_at"])),
                merged: PublishedPullRequests.seconds(row["merged_at"]),
                closed: PublishedPullRequests.seconds(row["closed_at"]))
            let events = try (reviews[request.key.id] ?? []).map { review in
                PublishedPullRequests.review(
                    review["id"] ?? "", of: request, by: review["user"] ?? "", state: review["state"] ?? "",
                    at: try #require(PublishedPullRequests.seconds(review["submitted_at"])))
            }
            return PullRequestHistory(request, events: events)
        }
        let expected = try PublishedPullRequests.expected("reviews/\(group).expected.json")
        let clocks = PublishedPullRequests.reading(histories).clocks.compactMap { $0 }
        #expect(Double(clocks.count) == expected["rows", "prs"]?.double)
        // Published is the first review ever; ours ends with the merge, and a later one is a late review.
        let first = clocks.compactMap { clock in clock.reviews.first.map { Double($0.at - clock.opened) / 3600 } }
        #expect(first.count == count)
        #expect(abs(try #require(Statistics.median(first)) - median) < 5e-5)
        #expect(first.count { $0 <= 24 } == within)
        #expect(
            Double(Set(clocks.flatMap { $0.reviews.compactMap(\.person) }).count)
                == expected["computed", "reviewers_not_author_not_bot"]?.double)
        #expect(clocks.count { $0.firstReview != nil || $0.flags.contains(.lateReview) } == count)
        let merged = clocks.compactMap { clock in clock.merged.map { Double($0 - clock.opened) / 3600 } }
        #expect(Double(merged.count) == expected["computed", "merged"]?.double)
        let half = try #require(expected["computed", "merged_median_hours"]?.double)
        #expect(abs(try #require(Statistics.median(merged)) - half) < 5e-5)
        #expect(clocks.allSatisfy { !$0.isHuman })
    }

    @Test(arguments: ["rails-rails", "scala-scala", "django-django", "markusproject-markus"])
    func `lifetimes from the time stamps`(_ name: String) throws {
        let rows = try PublishedPullRequests.rows("lifetimes/\(name).csv.gz")
        let histories = try rows.enumerated().map { number, row in
            PullRequestHistory(
                PublishedPullRequests.request(
                    "\(number)", author: row["requester"],
                    created: try #require(PublishedPullRequests.seconds(row["created_at"])),
                    merged: PublishedPullRequests.seconds(row["merged_at"]),
                    closed: PublishedPullRequests.seconds(row["closed_at"])), events: [])
        }
        let expected = try PublishedPullRequests.expected("lifetimes/\(name).expected.json")
        let clocks = PublishedPullRequests.reading(histories).clocks.compactMap { $0 }
        #expect(Double(clocks.count) == expected["rows"]?.double)
        let merged = clocks.compactMap { clock in clock.merged.map { Double($0 - clock.opened) / 60 } }
        #expect(Double(merged.count) == expected["merged"]?.double)
        let figures: [(String, Double?)] = [
            ("median_mergetime_minutes", Statistics.median(merged)),
            ("p90_mergetime_minutes", Statistics.percentile(merged, 0.9)),
            ("merged_within_24h", Double(merged.count { $0 <= 1440 })),
            ("median_lifetime_minutes", Statistics.median(lifetimes(rows))),
        ]
        for (figure, found) in figures {
            let published = try #require(expected["from_timestamps", figure]?.double)
            #expect(abs(try #require(found) - published) < 5e-4, "\(figure) of \(name)")
        }
    }

    /// Until it was closed, which the merge of some precedes by a little.
    private func lifetimes(_ rows: [[String: String]]) -> [Double] {
        rows.compactMap { row in
            guard let from = PublishedPullRequests.seconds(row["created_at"]),
                let to = PublishedPullRequests.seconds(row["closed_at"])
            else { return nil }
            return Double(to - from) / 60
        }
    }

    private struct Load: Decodable {
        struct Row: Decodable {
            var author: String?
            var url: String
            var createdAt: String?
            var mergedAt: String?
            var approvers: [String: Int]?
        }
        var pullRequests: [Row]
    }

    @Test(arguments: ["vitejs-vite", "sveltejs-svelte", "2020-swift", "2020-vue"])
    func `who approves how much`(_ name: String) throws {
        let file = try PublishedPullRequests.unpacked("review-load/\(name).json.gz")
        let rows = try JSONDecoder().decode(Load.self, from: file).pullRequests
        let histories = rows.enumerated().map { number, row in
            let merged = PublishedPullRequests.seconds(row.mergedAt) ?? 1_600_000_000
            let request = PublishedPullRequests.request(
                "\(number)", author: row.author, created: PublishedPullRequests.seconds(row.createdAt) ?? merged,
                merged: merged, closed: nil)
            let approvals = (row.approvers ?? [:]).flatMap { login, count in
                (0..<count).map { place in
                    PublishedPullRequests.review(
                        "\(number)-\(login)-\(place)", of: request, by: login, state: "APPROVED", at: merged)
                }
            }
            return PullRequestHistory(request, events: approvals)
        }
        let expected = try PublishedPullRequests.expected("review-load/\(name).expected.json")
        let reading = PublishedPullRequests.reading(histories)
        let clocks = reading.clocks.compactMap { $0 }
        #expect(Double(clocks.count) == expected["pull_requests"]?.double)
        #expect(Double(clocks.count { $0.firstApproval == nil }) == expected["without_any_approval"]?.double)
        let approvals = Dictionary(grouping: histories.flatMap(\.events)) { $0.actor?.id ?? "" }.mapValues(\.count)
        #expect(Double(approvals.values.reduce(0, +)) == expected["approvals"]?.double)
        #expect(Double(approvals.count) == expected["approvers"]?.double)
        let gini = try #require(Spread.gini(approvals.values.map(Double.init)))
        #expect(abs(gini - (try #require(expected["gini_approvals_per_approver"]?.double))) < 5e-7)
        if let half = expected["approvers_covering_half"]?.double {
            #expect(Double(ReviewLoad.carryingHalf(Array(approvals.values))) == half)
        }
        if let median = expected["median_hours_created_to_merged"]?.double {
            let hours = clocks.map { Double(($0.merged ?? 0) - $0.opened) / 3600 }
            #expect(abs(try #require(Statistics.median(hours)) - median) < 5e-5)
        }
    }
}
