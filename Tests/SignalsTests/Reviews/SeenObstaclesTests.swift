import Records
import TestKit
import Testing

@testable import Signals

@Suite("Obstacles that hosts tell of the present alone")
struct SeenObstaclesTests {
    private static let key = RecordKey("github.com", .pullRequest, "octocat/web#7")

    private static func history(pushes: [Int64] = [], head: String? = "a") -> PullRequestHistory {
        var request = PullRequest(
            key: key, repository: key.other(.repository, "octocat/web"), number: 7, title: "", author: nil,
            state: .open,
            createdAt: 0, updatedAt: 0, headBranch: "topic", baseBranch: "main")
        request.headCommit = head
        let events = pushes.map { at in
            PullRequestEvent(
                key: key.other(.pullRequestEvent, "\(at)"), pullRequest: key, kind: .commitPushed, at: at, actor: nil,
                commit: "\(at)")
        }
        return PullRequestHistory(request, events: events)
    }

    /// `+` in conflict, `-` not, with the commit: "+10a -20a".
    private static func seen(_ text: String, _ kind: PullRequestHistory.Obstacle.Kind = .conflict) -> [SeenObstacle] {
        text.split(separator: " ").map { word in
            let digits = word.dropFirst().prefix(while: \.isNumber)
            let rest = String(word.dropFirst(1 + digits.count))
            let sighting = ObstacleSighting(
                kind, of: key, stands: word.first == "+", head: kind == .conflict ? rest : nil,
                what: kind == .conflict || rest.isEmpty ? nil : rest)
            return SeenObstacle(sighting, at: Int64(digits) ?? 0)
        }
    }

    private static func words(_ obstacles: [PullRequestHistory.Obstacle]) -> String {
        obstacles.map { "\($0.from)-\($0.until.map(String.init) ?? "")\($0.what.map { " \($0)" } ?? "")" }
            .joined(separator: ", ")
    }

    @Test(
        arguments: [
            ("", "", "a"), ("-10a", "", "a"), ("+10a", "10- main", "a"), ("+10a +20a +30a", "10- main", "a"),
            ("+10a -20a", "10-20 main", "a"), ("+10a -20a +30a", "10-20 main, 30- main", "a"),
            // Another commit without the conflict, and one with it.
            ("+10a -20b", "10-20 main", "b"), ("+10a +20b", "10-20 main, 20- main", "b"),
            // Nobody has said of the newest commit yet whether it conflicts.
            ("+10a", "", "b"), ("+10a +20a", "", "b"),
        ])
    func `stand from when they were first seen until they were first seen no longer`(
        _ told: String, _ expected: String, _ head: String
    ) {
        var chance = SeededGenerator(seed: 3)
        let history = Self.history(head: head)
        let seen = Self.seen(told)
        for _ in 0..<5 {
            let shuffled = (seen + seen.prefix(2)).shuffled(using: &chance)
            #expect(Self.words(history.obstacles(seen: shuffled)) == expected)
        }
    }

    @Test(arguments: [
        ("+10a -50b", [30], "10-30 main"), ("+10a +50b", [30], "10-30 main, 50- main"), ("+10a", [30], "10-30 main"),
        ("+10a -20a", [30], "10-20 main"), ("+40a", [30], "40- main"),
        ("+10a +20a -50b", [15, 30], "10-15 main, 20-30 main"),
    ])
    func `of a commit end when another is pushed`(_ told: String, _ pushes: [Int64], _ expected: String) {
        let head = told.last.map(String.init)
        #expect(Self.words(Self.history(pushes: pushes, head: head).obstacles(seen: Self.seen(told))) == expected)
    }

    @Test func `that another change has to come first outlives pushes, and gets its name once it is told`() {
        let history = Self.history(pushes: [15])
        #expect(Self.words(history.obstacles(seen: Self.seen("+10 +11!12 -40", .dependency))) == "10-40 !12")
        #expect(Self.words(history.obstacles(seen: Self.seen("+10", .dependency))) == "10-")
        let both = Self.seen("+10a") + Self.seen("+20!12", .dependency)
        #expect(history.obstacles(seen: both).map(\.kind) == [.conflict, .dependency])
    }

    @Test func `are told by name`() {
        #expect(Turn.author(.conflict).why(["main"]) == "it conflicts with main")
        #expect(Turn.author(.conflict).why([]) == "it conflicts with its base")
        #expect(Turn.nobody(.dependency).why(["!12, !13"]) == "it waits for !12, !13")
        #expect(Turn.reviewer(.firstReview).why([]) == "nobody has reviewed it yet")
    }
}
