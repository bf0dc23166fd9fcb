import Records
import Testing

@testable import Features

/// Rules are told as they stand now, of one branch, and histories lie in the past.
@Suite struct RequiredApprovalsTests {
    private static let repository = RecordKey("github.com", .repository, "1")

    private let rules = RequiredApprovals([
        HostedRepository(key: repository, fullName: "octocat/web", defaultBranch: "main", requiredApprovals: 2)
    ])

    private func history(
        base: String = "main", approvedBy reviewers: [String], isMerged: Bool,
        repository: RecordKey = Self.repository
    ) -> PullRequestHistory {
        let key = RecordKey("github.com", .pullRequest, "7")
        var request = PullRequest(
            key: key, repository: repository, number: 7, title: "Tune", author: nil, state: isMerged ? .merged : .open,
            createdAt: 0, updatedAt: 0, headBranch: "tune", baseBranch: base)
        if isMerged { request.mergedAt = 100 }
        let events = reviewers.enumerated().map { place, reviewer in
            PullRequestEvent(
                key: RecordKey("github.com", .pullRequestEvent, "\(place)"), pullRequest: key, kind: .reviewed,
                at: Int64(place), actor: RecordKey("github.com", .account, reviewer), verdict: .approved)
        }
        return PullRequestHistory(request, events: events)
    }

    private func needed(_ history: PullRequestHistory) -> Int? {
        rules.added(to: [history]).first?.requiredApprovals
    }

    @Test func `hold for what is open, on the branch that they are about`() {
        #expect(needed(history(approvedBy: [], isMerged: false)) == 2)
        #expect(needed(history(base: "release", approvedBy: [], isMerged: false)) == nil)
        let elsewhere = RecordKey("github.com", .repository, "2")
        #expect(needed(history(approvedBy: [], isMerged: false, repository: elsewhere)) == nil)
    }

    @Test func `hold for what was merged with as many, and not for what was merged with fewer`() {
        #expect(needed(history(approvedBy: ["ana", "ben"], isMerged: true)) == 2)
        #expect(needed(history(approvedBy: ["ana"], isMerged: true)) == nil)
        // The same person twice is one.
        #expect(needed(history(approvedBy: ["ana", "ana"], isMerged: true)) == nil)
    }

    @Test(arguments: [nil, 0, 1])
    func `one is usual, whatever else is told`(_ count: Int?) {
        let repositories = [
            HostedRepository(
                key: Self.repository, fullName: "octocat/web", defaultBranch: "main", requiredApprovals: count)
        ]
        let one = history(approvedBy: [], isMerged: false)
        #expect(RequiredApprovals(repositories).added(to: [one]).first?.requiredApprovals == nil)
    }
}
