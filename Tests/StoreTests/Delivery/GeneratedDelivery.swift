import Records
import TestKit

@testable import Store

/// Answers of an invented source about few things, so that many tell of the same one, at times that often coincide.
struct GeneratedDelivery {
    static let source = "code.example.org"
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(state: seed) }

    mutating func answers(_ count: Int) -> [Told] {
        (0..<count).map { number in
            let at = 1_700_000_000_000 + Int64.random(in: 0..<6, using: &random) * 500
            let body = Array("{\"answer\": \(number), \"text\": \"\(String(repeating: "word ", count: 80))\"}".utf8)
            let raw = RawAnswer(category: "everything", key: "page \(number % 5)", body: body, receivedAt: at)
            let records = (0..<Int.random(in: 1...6, using: &random)).map { _ in record() }
            return Int.random(in: 0..<8, using: &random) == 0
                ? Told(results(), raw: raw, run: key(.build, 3)) : Told(records, raw: raw)
        }
    }

    private func key(_ kind: RecordKey.Kind, _ number: Int) -> RecordKey { RecordKey(Self.source, kind, "\(number)") }

    private mutating func some(_ kind: RecordKey.Kind) -> RecordKey { key(kind, .random(in: 1...3, using: &random)) }
    private mutating func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
    private mutating func second() -> Int64 { 1_699_999_000 + .random(in: 0..<3, using: &random) }
    private mutating func word() -> String {
        ["one", "two", "e\u{301}", "\u{e9}", "tab\tline\n", ""].randomElement(using: &random) ?? ""
    }

    private mutating func record() -> Record {
        switch Int.random(in: 0..<21, using: &random) {
        case 0:
            .repository(
                HostedRepository(
                    key: some(.repository), fullName: word(), url: maybe("https://x"), isFork: maybe(1) == 1))
        case 1: .account(Account(key: some(.account), login: word(), name: maybe(word()), email: maybe("a@b.c")))
        case 2, 3: .pullRequest(pullRequest())
        case 4, 5: .pullRequestEvent(event())
        case 6:
            .pullRequestCommit(
                PullRequestCommit(
                    pullRequest: some(.pullRequest), commit: "c\(second())", authorName: word(), authorEmail: "a@b.c",
                    authoredAt: second(), parents: maybe(1)))
        case 7:
            .review(
                Review(
                    key: some(.review), pullRequest: some(.pullRequest), author: maybe(some(.account)),
                    verdict: maybe(.approved) ?? .dismissed, body: maybe(word()), submittedAt: maybe(second())))
        case 8: .comment(comment())
        case 9: .workItem(workItem())
        case 10:
            .workItemChange(
                WorkItemChange(
                    key: some(.workItemChange), workItem: some(.workItem), field: .state, originalField: "status",
                    from: maybe(word()), to: maybe(word()), at: second(), actor: maybe(some(.account))))
        case 11:
            .workItemLink(
                WorkItemLink(pullRequest: some(.pullRequest), reference: "#1", workItem: maybe(some(.workItem))))
        case 12:
            .sprint(Sprint(key: some(.sprint), container: nil, name: word(), state: .active, startAt: maybe(second())))
        case 13: .build(build())
        case 14: .deployment(deployment())
        case 15, 16:
            .obstacleSighting(
                ObstacleSighting(
                    maybe(.conflict) ?? .dependency, of: some(.pullRequest), stands: .random(using: &random),
                    head: maybe("c1"), what: maybe(word())))
        case 17:
            .analysis(
                DebtAnalysis(
                    key: some(.analysis), repository: some(.repository), commit: "c1", branch: maybe(word()),
                    at: second(),
                    minutes: .random(in: 0..<3, using: &random), lines: 1, rules: word()))
        case 18, 19:
            .hostTeam(
                HostTeam(
                    key: some(.team), name: word(),
                    members: maybe(
                        HostTeamMembers((0..<Int.random(in: 0...2, using: &random)).map { key(.account, $0) }))))
        default: .incident(incident())
        }
    }

    private mutating func pullRequest() -> PullRequest {
        var made = PullRequest(
            key: some(.pullRequest), repository: some(.repository), number: 7, title: word(),
            author: maybe(some(.account)),
            state: [.open, .closed, .merged].randomElement(using: &random) ?? .open, isDraft: .random(using: &random),
            createdAt: 1_699_990_000, updatedAt: second(), headBranch: "topic", baseBranch: "main")
        made.mergedAt = maybe(second())
        made.additions = maybe(.random(in: 0..<3, using: &random))
        made.deletions = maybe(.random(in: 0..<3, using: &random))
        made.mergedBy = maybe(some(.account))
        made.labels = maybe(["bug", word()]) ?? []
        made.requestedReviewers = maybe([some(.account)]) ?? []
        return made
    }

    private mutating func event() -> PullRequestEvent {
        var made = PullRequestEvent(
            key: some(.pullRequestEvent), pullRequest: some(.pullRequest), kind: .reviewed, at: second(),
            actor: maybe(some(.account)), verdict: maybe(.approved), isDraft: maybe(true), text: maybe(word()))
        made.isSameChange = maybe(.random(using: &random))
        return made
    }

    private mutating func comment() -> Comment {
        var made = Comment(
            key: some(.comment), subject: some(.pullRequest), author: maybe(some(.account)), body: word(),
            createdAt: 1_699_990_000, updatedAt: maybe(second()))
        made.isResolved = maybe(.random(using: &random))
        made.line = maybe(3)
        return made
    }

    private mutating func workItem() -> WorkItem {
        var made = WorkItem(
            key: some(.workItem), reference: "#1", container: maybe(some(.repository)), title: word(), kind: .bug,
            state: [.todo, .inProgress, .done].randomElement(using: &random) ?? .todo, originalState: word(),
            author: maybe(some(.account)), createdAt: 1_699_990_000, updatedAt: second())
        made.estimate = maybe(2.5)
        return made
    }

    private mutating func build() -> Build {
        var made = Build(
            key: some(.build), repository: maybe(some(.repository)), name: word(),
            state: [.queued, .running, .finished].randomElement(using: &random) ?? .queued, originalState: word())
        made.finishedAt = maybe(second())
        made.pullRequests = maybe([some(.pullRequest)]) ?? []
        return made
    }

    private mutating func deployment() -> Deployment {
        var made = Deployment(
            key: some(.deployment), service: word(), environment: .production, state: .finished, result: maybe(.failed),
            commits: maybe([DeployedCommit(repository: some(.repository), commit: "c\(second())")]) ?? [])
        made.finishedAt = maybe(second())
        made.isFix = maybe(.random(using: &random))
        return made
    }

    private mutating func incident() -> Incident {
        var made = Incident(key: some(.incident), title: word(), startedAt: second(), resolvedAt: maybe(second()))
        made.updatedAt = maybe(second())
        made.deployment = maybe(some(.deployment))
        return made
    }

    private mutating func results() -> [Record] {
        [
            .testResult(
                TestResult(
                    suite: word(), name: word(), outcome: .passed, seconds: maybe(0.25),
                    earlier: maybe([.failed, .error]) ?? [], message: maybe(word()))),
            .coverage(
                FileCoverage(
                    path: word(), lines: [1: 1, 2: 0, 30: 4], branches: maybe([2: .init(taken: 1, all: 2)]) ?? [:])),
            .finding(CodeFinding(tool: "lint", rule: maybe("r1"), level: .warning, message: word(), line: maybe(3))),
        ]
    }
}

extension Connection {
    /// Everything that is stored of deliveries, with keys for numbers, in an order that depends on nothing else.
    func dump() throws -> String {
        var lines: [String] = []
        for type in Record.tables { lines += try dump(type.table) }
        lines += try rows("SELECT category, key, digest, received_at, body FROM raw_answer") { row in
            let digest = try row.get(2, as: [UInt8].self)
            return "raw \(try row.text(0)) \(try row.text(1)) \(digest) \(try row.integer(3)) \(row.isNull(4))"
        }
        var numbers = RecordNumbers()
        let edits = try rows("SELECT incident, version, digest, told_at, content FROM incident_edit") { row in
            (try row.integer(0), "\(try row.integer(1)) \(try row.integer(3)) \(try row.text(4))")
        }
        let deployed = try rows("SELECT deployment, place, repository, commit_id FROM deployed_commit") { row in
            (try row.integer(0), try row.integer(1), try row.get(2, as: Int64?.self), try row.text(3))
        }
        let reports = try rows("SELECT run, name, told_at, digest FROM run_report") { row in
            (try row.integer(0), "\(try row.text(1)) \(try row.integer(2)) \(try row.get(3, as: [UInt8].self))")
        }
        try addKeys(of: edits.map(\.0) + deployed.flatMap { [$0.0, $0.2 ?? $0.0] } + reports.map(\.0), to: &numbers)
        lines += try edits.map { "edit \(try numbers.key($0.0)) \($0.1)" }
        lines += try deployed.map {
            "deployed \(try numbers.key($0.0)) \($0.1) \(try $0.2.map(numbers.key) as Any) \($0.3)"
        }
        let requests = (1...3).map { RecordKey(GeneratedDelivery.source, .pullRequest, "\($0)") }
        for seen in try obstaclesSeen(of: requests).values.joined() { lines.append("seen \(seen)") }
        for report in reports { lines.append("report \(try numbers.key(report.0)) \(report.1)") }
        let run = RecordKey(GeneratedDelivery.source, .build, "3")
        lines += try testResults(of: run).map { "\($0)" }
        lines += try coverage(of: run).map { String(decoding: try JSONValue.canonical($0), as: UTF8.self) }
        lines += try findings(of: run).map { "\($0)" }
        return lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "\n")
    }

    private func dump(_ table: RecordTable) throws -> [String] {
        var numbers = RecordNumbers()
        let rows = try rawRows(table, where: "TRUE")
        try addKeys(of: rows.flatMap(\.numbers), to: &numbers)
        return try rows.map { raw in
            let row = try raw.row(numbers)
            let sparse = row.sparse.sorted { $0.key < $1.key }
            return "\(table.name) \(row.key) \(row.values) \(row.moreText) \(row.digest) \(row.stamp) \(row.seenAt) "
                + "\(row.goneAt as Any) \(sparse)"
        }
    }
}
