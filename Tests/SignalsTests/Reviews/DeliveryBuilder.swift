import Foundation
import Records
import Testing

@testable import Signals

/// Builds pull requests in the words of a test, a line a step: `Mon 10:00 ana opens`.
///
/// Days are those of the week of Monday 2025-03-03 in UTC; `Mon+1` is a week later, and a date stands for itself. Names are
/// people who work from nine to five in UTC, unless told otherwise; they are bots or agents by their names, and `ghost` is
/// an account that is gone.
struct DeliveryBuilder {
    var histories: [PullRequestHistory] = []
    private var accounts: [String: Account] = [:]
    private var deployments: [DeployedCommits] = []
    var members: Set<String> = []
    var groups: [RecordKey: Set<String>] = [:]
    var zones: [String: String] = [:]
    var absences: [String: [Absence]] = [:]
    var holidays: Set<CivilDay> = []
    var agreement = ReviewAgreement()
    var connectedAt: Int64?
    var encounters: [Encounter] = []
    var options = DeliveryEvidence.Options()
    var now: Int64 = monday + 84 * 86_400
    var start: Int64?
    private var events = 0

    static let monday: Int64 = 1_740_960_000

    struct Size {
        var lines: Int?
        var files: [PullRequestFile]?

        static func lines(_ count: Int) -> Size { Size(lines: count) }
        static func files(_ files: [PullRequestFile]) -> Size { Size(files: files) }
    }

    /// - Parameter steps: what happened, a line each; `required 2` and `base NAME` say more about it.
    @discardableResult
    mutating func pullRequest(_ steps: String, size: Size = Size(), title: String? = nil) throws -> RecordKey {
        let number = histories.count + 1
        let key = RecordKey("test", .pullRequest, "\(1000 + number)")
        var draft = Draft(key: key, number: number, title: title ?? "Change \(number)")
        for line in steps.split(separator: "\n") {
            try read(line.split(separator: " ").map(String.init), line, &draft)
        }
        if let lines = size.lines { (draft.request.additions, draft.request.deletions) = (lines, 0) }
        histories.append(
            PullRequestHistory(
                draft.request, events: draft.events, commits: draft.commits, comments: draft.comments,
                files: size.files, requiredApprovals: draft.required, obstacles: draft.obstacles))
        return key
    }

    private struct Draft {
        var request: PullRequest
        var events: [PullRequestEvent] = []
        var commits: [PullRequestCommit] = []
        var comments: [Records.Comment] = []
        var obstacles: [PullRequestHistory.Obstacle] = []
        var required: Int?

        init(key: RecordKey, number: Int, title: String) {
            request = PullRequest(
                key: key, repository: key.other(.repository, "1"), number: number, title: title, author: nil,
                state: .open, createdAt: .max, updatedAt: 0, headBranch: "branch-\(number)", baseBranch: "main")
            request.mergeCommit = "merge-\(number)"
        }
    }

    private mutating func read(_ words: [String], _ line: Substring, _ draft: inout Draft) throws {
        if words[0] == "required" { return draft.required = Int(words[1]) }
        if words[0] == "base" { return draft.request.baseBranch = words[1] }
        if words[0] == "branch" { return draft.request.headBranch = words[1] }
        if words[0] == "label" { return draft.request.labels.append(words[1]) }
        let at = try Self.instant(words)
        let rest = words.dropFirst(words[0].count > 10 ? 1 : 2).map { $0 }
        try act(rest[0], rest[1], rest.dropFirst(2).joined(separator: " "), at, &draft)
    }

    private mutating func act(
        _ name: String, _ verb: String, _ object: String, _ at: Int64, _ draft: inout Draft
    ) throws {
        let actor = account(name)
        events += 1
        let key = draft.request.key.other(.pullRequestEvent, "\(10_000 + events)")
        var event = PullRequestEvent(
            key: key, pullRequest: draft.request.key, kind: .commented, at: at, actor: actor)
        switch verb {
        case "writes":
            draft.commits.append(
                PullRequestCommit(
                    pullRequest: draft.request.key, commit: object.isEmpty ? "commit-\(events)" : object,
                    authorName: name, authorEmail: "\(name)@example.org", authoredAt: at))
            return
        case "deploys", "fails":
            deploy(draft.request.mergeCommit ?? "", at, succeeded: verb == "deploys", draft)
            return
        case "stops", "frees":
            obstruct(object, at, begins: verb == "stops", &draft)
            return
        case "opens":
            event.kind = .opened
            event.isDraft = object == "draft"
            (draft.request.author, draft.request.createdAt) = (actor, at)
        case "pushes": event.kind = .commitPushed
        case "force-pushes": event.kind = .forcePushed
        case "rebases":
            event.kind = .forcePushed
            event.isSameChange = true
        case "readies": event.kind = .readyForReview
        case "drafts": event.kind = .convertedToDraft
        case "asks":
            event.kind = .reviewRequested
            event.subject = subject(object, draft)
        case "unasks":
            event.kind = .reviewRequestRemoved
            event.subject = subject(object, draft)
        case "approves": (event.kind, event.verdict) = (.reviewed, .approved)
        case "rejects": (event.kind, event.verdict) = (.reviewed, .changesRequested)
        case "reviews": (event.kind, event.verdict) = (.reviewed, .commented)
        case "approved-once": (event.kind, event.verdict) = (.reviewed, .dismissed)
        case "dismisses":
            event.kind = .reviewDismissed
            event.subject = object.isEmpty ? nil : account(object)
        case "says": event.text = object
        case "remarks": event.lineComments = 1
        case "labels": event.kind = .labeled
        case "unlabels": event.kind = .unlabeled
        case "merges":
            event.kind = .merged
            (draft.request.state, draft.request.mergedAt) = (.merged, at)
        case "closes":
            event.kind = .closed
            (draft.request.state, draft.request.closedAt) = (.closed, at)
        case "reopens":
            event.kind = .reopened
            (draft.request.state, draft.request.closedAt) = (.open, nil)
        default: throw Trouble(what: "no such step: \(name) \(verb) \(object)")
        }
        if ["labels", "unlabels", "approves", "rejects", "reviews"].contains(verb), !object.isEmpty {
            event.text = object
        }
        if ["says", "remarks"].contains(verb) {
            draft.comments.append(
                Records.Comment(
                    key: key.other(.comment, key.id), subject: draft.request.key, author: actor, body: object,
                    createdAt: at))
        }
        draft.events.append(event)
    }

    private mutating func deploy(_ commit: String, _ at: Int64, succeeded: Bool, _ draft: Draft) {
        var deployment = Deployment(
            key: draft.request.key.other(.deployment, "\(events)"), service: "shop", environment: .production,
            state: .finished, result: succeeded ? .succeeded : .failed)
        deployment.finishedAt = at
        deployments.append(DeployedCommits(deployment, commits: [commit]))
    }

    private func obstruct(_ what: String, _ at: Int64, begins: Bool, _ draft: inout Draft) {
        guard let kind = PullRequestHistory.Obstacle.Kind(rawValue: what) else { return }
        if begins {
            draft.obstacles.append(.init(kind, from: at))
        } else if let place = draft.obstacles.lastIndex(where: { $0.kind == kind }) {
            draft.obstacles[place].until = at
        }
    }

    private mutating func subject(_ name: String, _ draft: Draft) -> RecordKey? {
        name.hasPrefix("@") ? draft.request.key.other(.team, String(name.dropFirst())) : account(name)
    }

    private mutating func account(_ name: String) -> RecordKey? {
        if name == "ghost" || name == "-" { return nil }
        let key = RecordKey("test", .account, name)
        accounts[name] = Account(key: key, login: name, kind: name.hasSuffix("[bot]") ? .bot : .person)
        return key
    }

    struct Trouble: Error, CustomStringConvertible {
        let what: String
        var description: String { what }
    }

    /// `Mon 10:00`, `Tue+1 09:30:15`, `2025-03-28T16:00:00+01:00`.
    static func instant(_ words: [String]) throws -> Int64 {
        if words[0].count > 10 {
            return Int64(try Date(words[0], strategy: .iso8601).timeIntervalSince1970)
        }
        let day = words[0].split(separator: "+")
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        guard words.count > 1, let number = names.firstIndex(of: String(day[0])) else {
            throw Trouble(what: "no time: \(words)")
        }
        let weeks = day.count > 1 ? Int64(day[1]) ?? 0 : 0
        let clock = words[1].split(separator: ":").compactMap { Int64($0) }
        let seconds = clock[0] * 3600 + clock[1] * 60 + (clock.count > 2 ? clock[2] : 0)
        return monday + (Int64(number) + 7 * weeks) * 86_400 + seconds
    }

    mutating func know(_ names: String...) { for name in names { _ = account(name) } }

    func evidence() throws -> DeliveryEvidence {
        let people = accounts.values.map { account in
            Person(
                id: account.login, name: account.login, email: "", kind: Person.Kind(lookingAt: account))
        }
        var own: [String: WorkCalendar] = [:]
        for name in accounts.keys {
            let clock = try #require(ZoneClock(zones[name] ?? "UTC"))
            own[name] = WorkCalendar(clock, holidays: holidays, absences: absences[name] ?? [])
        }
        let keys = Dictionary(accounts.map { ($1.key, $0) }) { first, _ in first }
        return DeliveryEvidence(
            pullRequests: histories, deployments: deployments,
            people: DeliveryPeople(people: people, accounts: keys, members: members, groups: groups),
            calendars: TeamCalendars(usual: WorkCalendar(.utc, holidays: holidays), own: own), agreement: agreement,
            connectedAt: connectedAt, encounters: encounters, timeframe: Timeframe(start: start, end: now),
            options: options)
    }

    func reading() throws -> DeliveryReading { DeliveryReading(try evidence()) }
}
