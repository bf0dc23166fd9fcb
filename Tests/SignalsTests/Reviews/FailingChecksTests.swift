import Records
import Testing

@testable import Signals

@Suite("Required checks that fail")
struct FailingChecksTests {
    private static let key = RecordKey("github.com", .pullRequest, "octocat/web#7")
    private static let first = String(repeating: "a", count: 40)
    private static let second = String(repeating: "b", count: 40)

    /// Pushed at 100 and at 500, so that the second commit is the newest.
    private static func history(
        pushes: [(String, Int64)] = [(first, 100), (second, 500)], head: String? = second, merged: Int64? = nil
    ) -> PullRequestHistory {
        var request = PullRequest(
            key: key, repository: key.other(.repository, "octocat/web"), number: 7, title: "", author: nil,
            state: merged == nil ? .open : .merged, createdAt: 100, updatedAt: 100, headBranch: "topic",
            baseBranch: "main")
        (request.headCommit, request.mergedAt) = (head, merged)
        let events = pushes.map { commit, at in
            PullRequestEvent(
                key: key.other(.pullRequestEvent, "\(commit)/\(at)"), pullRequest: key, kind: .commitPushed, at: at,
                actor: nil, commit: commit)
        }
        return PullRequestHistory(request, events: events)
    }

    private static func check(
        _ name: String, _ commit: String, _ result: Build.Result?, at: Int64, began: Int64? = nil, number: Int? = nil
    ) -> Build {
        var build = Build(
            key: key.other(.build, "\(name)/\(commit)/\(at)"), repository: nil, name: name,
            state: result == nil ? .running : .finished, result: result, originalState: "")
        (build.commit, build.startedAt, build.number) = (commit, began ?? at - 10, number)
        build.finishedAt = result == nil ? nil : at
        return build
    }

    private static func found(
        _ builds: [Build], jobs: [Job] = [], by required: RequiredChecks = .named(["build / linux"]),
        in history: PullRequestHistory = history()
    ) -> [PullRequestHistory.Obstacle] {
        let found = FailingChecks(required, CheckResults(builds: builds, jobs: jobs)).obstacles(of: history)
        let turned = FailingChecks(required, CheckResults(builds: builds.reversed(), jobs: jobs.reversed()))
        #expect(turned.obstacles(of: history) == found)
        return found
    }

    private static func failing(_ from: Int64, until: Int64? = nil, _ name: String = "build / linux")
        -> PullRequestHistory.Obstacle
    {
        .init(.failingCheck, from: from, until: until, what: name)
    }

    @Test func `stand until they succeed on the same commit`() {
        let builds = [
            Self.check("build / linux", Self.second, .failed, at: 600),
            Self.check("build / linux", Self.second, .failed, at: 700),
            Self.check("build / linux", Self.second, .succeeded, at: 800),
        ]
        #expect(Self.found(builds) == [Self.failing(600, until: 800)])
        #expect(Self.found(Array(builds.prefix(2))) == [Self.failing(600)])
        #expect(Self.found([Self.check("build / linux", Self.second, .skipped, at: 800)]) == [])
    }

    @Test func `stand until another commit is pushed`() {
        #expect(
            Self.found([Self.check("build / linux", Self.first, .failed, at: 300)]) == [Self.failing(300, until: 500)])
        // Its success afterwards changes nothing.
        #expect(
            Self.found([
                Self.check("build / linux", Self.first, .failed, at: 300),
                Self.check("build / linux", Self.first, .succeeded, at: 900),
            ]) == [Self.failing(300, until: 500)])
        // What failed when it was no longer the newest held nobody up.
        #expect(Self.found([Self.check("build / linux", Self.first, .failed, at: 550)]) == [])
    }

    @Test func `end with the first check of the next commit where nobody told when that came`() {
        let history = Self.history(pushes: [(Self.first, 100), (Self.second, 150)])
        let failed = Self.check("build / linux", Self.first, .failed, at: 300)
        #expect(Self.found([failed], in: history) == [])
        #expect(
            Self.found([failed, Self.check("other", Self.second, nil, at: 0, began: 420)], in: history)
                == [Self.failing(300, until: 420)])
    }

    @Test func `are those that the rules name, by job, check or status, and no others`() {
        var run = Self.check("CI", Self.second, .failed, at: 700, number: 12)
        var job = Job(
            key: Self.key.other(.job, "1"), build: run.key, name: "build / linux", state: .finished, result: .failed,
            originalState: "")
        job.finishedAt = 650
        #expect(Self.found([run], jobs: [job]) == [Self.failing(650)])
        #expect(Self.found([run], jobs: [job], by: .named(["CI"])) == [])
        run.number = nil
        #expect(Self.found([run], by: .named(["CI"])) == [Self.failing(700, "CI")])
        #expect(Self.found([run], by: .named([])) == [])
        #expect(
            Self.found([run, Self.check("lint", Self.second, .failed, at: 710)], by: .named(["CI", "lint", "CI"]))
                == [Self.failing(700, "CI"), Self.failing(710, "lint")])
    }

    @Test func `that were cancelled say nothing`() {
        let failed = Self.check("build / linux", Self.second, .failed, at: 600)
        let cancelled = Self.check("build / linux", Self.second, .cancelled, at: 700)
        #expect(Self.found([cancelled]) == [])
        #expect(Self.found([failed, cancelled]) == [Self.failing(600)])
    }

    @Test func `of GitLab are the pipeline as a whole, and that of the merge request where there is one`() {
        let branch = Self.check("pipeline", Self.second, .failed, at: 600, number: 3)
        #expect(Self.found([branch], by: .pipeline) == [Self.failing(600, "pipeline")])
        var request = Self.check("pipeline", Self.second, .succeeded, at: 590, number: 4)
        request.trigger = "merge_request_event"
        #expect(Self.found([branch, request], by: .pipeline) == [])
    }

    /// Over what a merge would give: a commit that the merge request does not have.
    private static func merged(_ result: Build.Result, began: Int64, at: Int64) -> Build {
        var run = check("pipeline", "merged-\(began)", result, at: at, began: began, number: Int(began))
        (run.trigger, run.branch) = ("merge_request_event", "refs/merge-requests/7/merge")
        (run.queuedAt, run.pullRequests) = (began, [key])
        return run
    }

    @Test func `over what a merge would give count for the commit that was the newest when they began`() {
        let first = Self.merged(.failed, began: 110, at: 300)
        #expect(Self.found([first], by: .pipeline) == [Self.failing(300, until: 500, "pipeline")])
        let late = Self.merged(.failed, began: 490, at: 510)
        #expect(Self.found([late], by: .pipeline) == [])
        let second = [Self.merged(.failed, began: 500, at: 600), Self.merged(.succeeded, began: 610, at: 700)]
        #expect(
            Self.found([first] + second, by: .pipeline)
                == [Self.failing(300, until: 500, "pipeline"), Self.failing(600, until: 700, "pipeline")])
        #expect(Self.found([second[0]], by: .pipeline) == [Self.failing(600, "pipeline")])
        let branch = Self.check("pipeline", Self.second, .failed, at: 600, number: 3)
        #expect(Self.found([branch, Self.merged(.succeeded, began: 510, at: 650)], by: .pipeline) == [])
        var other = second[0]
        other.pullRequests = [Self.key.other(.pullRequest, "octocat/web#8")]
        #expect(Self.found([other], by: .pipeline) == [])
        // What another system says of it is no check of the host.
        var elsewhere = second[0]
        elsewhere.key = RecordKey("ci.example.org", .build, "1")
        #expect(Self.found([elsewhere], by: .pipeline) == [])
    }

    @Test func `that failed when it was merged were not required then`() {
        let builds = [
            Self.check("build / linux", Self.second, .failed, at: 600),
            Self.check("lint", Self.second, .failed, at: 610),
            Self.check("lint", Self.second, .succeeded, at: 620),
        ]
        #expect(
            Self.found(builds, by: .named(["build / linux", "lint"]), in: Self.history(merged: 900))
                == [Self.failing(610, until: 620, "lint")])
    }

    @Test func `make it the author's turn, by name, until the last of them is mended`() throws {
        var builder = DeliveryBuilder()
        builder.members = ["ana", "ben"]
        builder.know("ana", "ben")
        try builder.pullRequest("Mon 09:00 ana opens\nMon 09:30 ben reviews")
        let at = { (hour: Int64) in DeliveryBuilder.monday + hour * 3600 }
        var history = builder.histories[0]
        history.obstacles = [
            Self.failing(at(10), until: at(12), "lint"), Self.failing(at(11), until: at(13), "build / linux"),
            Self.failing(at(11), until: at(12), "build / linux"),
        ]
        builder.now = at(14)
        let reading = DeliveryReading(try builder.evidence().with([history]))
        let clock = try #require(reading.clocks[0])
        let told = clock.timeline.map { "\(($0.from - DeliveryBuilder.monday) / 3600) \($0.why)" }
        #expect(
            told == [
                "9 nobody has reviewed it yet", "9 a reviewer commented", "10 a required check fails: lint",
                "11 required checks fail: build / linux and lint", "12 a required check fails: build / linux",
                "13 a reviewer commented",
            ])
        builder.now = at(12)
        let turn = try #require(DeliveryReading(try builder.evidence().with([history])).turns().first)
        #expect(turn.why == "a required check fails: build / linux" && turn.people == ["ana"])
    }
}
