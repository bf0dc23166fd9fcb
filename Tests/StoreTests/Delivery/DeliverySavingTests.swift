import Foundation
import Records
import TestKit
import Testing

@testable import Store

@Suite("Delivery records in the store", .timeLimit(.minutes(40)))
struct DeliverySavingTests {
    static let connection = SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 1_700_000_000)

    @Test func `end alike in any order, any number of repetitions and on both engines`() async throws {
        for seed in UInt64(7)...12 {
            var generated = GeneratedDelivery(seed: seed)
            let answers = generated.answers(24)
            var random = SeededGenerator(state: seed + 100)
            var expected: [Substring]?
            for backend in Backend.all {
                for isShuffled in [false, true] {
                    var order = answers
                    if isShuffled {
                        order += answers.shuffled(using: &random).prefix(10)
                        order.shuffle(using: &random)
                    }
                    let lines = try await dump(order, backend, &random).split(separator: "\n")
                    if expected == nil { expected = lines }
                    let differing = Set(lines.map { Array($0.utf8) })
                        .symmetricDifference((expected ?? []).map { Array($0.utf8) })
                    #expect(differing.isEmpty, "seed \(seed): \(differing.map { String(decoding: $0, as: UTF8.self) })")
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `come back with every field, those without a column too`(_ backend: Backend) async throws {
        let records = Record.samples
        try await backend.withDatabase { database in
            try await database.write { db in
                try db.save(Self.connection)
                try db.save([Told(records, at: 1, run: Record.run)], of: "host")
            }
            let stored = try await database.read { try $0.all() }
            #expect(Set(stored) == Set(records))
            #expect(stored.count == records.count)
        }
        // A field that is added later has to be in the samples: otherwise nobody knows that it comes back.
        for record in records {
            let empty = Mirror(reflecting: record.value).children.filter { "\($0.value)" == "nil" }
            #expect(empty.isEmpty, "\(record.type) has no sample of \(empty.compactMap(\.label))")
        }
    }

    @Test(arguments: Backend.all)
    func `know the newer by the source, and keep what a newer answer leaves out`(_ backend: Backend) async throws {
        func told(_ title: String, updated: Int64, additions: Int?, at: Int64) -> Told {
            var pullRequest = Record.samplePullRequest
            pullRequest.title = title
            pullRequest.updatedAt = updated
            pullRequest.additions = additions
            return Told([.pullRequest(pullRequest)], at: at)
        }
        try await backend.withDatabase { database in
            try await database.write { try $0.save(Self.connection) }
            let steps: [(Told, title: String, additions: Int?, changes: Bool)] = [
                (told("second", updated: 20, additions: nil, at: 1), "second", nil, true),
                (told("first", updated: 10, additions: 5, at: 2), "second", 5, true),
                (told("third", updated: 30, additions: nil, at: 3), "third", 5, true),
                (told("second", updated: 20, additions: 7, at: 4), "third", 7, true),
                (told("first", updated: 10, additions: 6, at: 5), "third", 7, false),
                (told("third", updated: 30, additions: 0, at: 6), "third", 0, true),
            ]
            for step in steps {
                let saved = try await database.write { try $0.save([step.0], of: "host") }
                #expect(!saved.changed.isEmpty == step.changes)
                #expect(saved.subjects == (step.changes ? [Record.samplePullRequest.key] : []))
                let stored = try await database.read { try $0.records(PullRequest.self) }
                #expect(stored.map(\.title) == [step.title])
                #expect(stored.map(\.additions) == [step.additions])
            }
        }
    }

    @Test(arguments: Backend.all)
    func `tell who belongs to a team as it was said last, and not knowing who is another thing than nobody`(
        _ backend: Backend
    ) async throws {
        let key = RecordKey("host", .team, "7")
        let accounts = ["1", "2"].map { RecordKey("host", .account, $0) }
        let steps: [(name: String, told: [RecordKey]?, known: [RecordKey]?)] = [
            ("acme/pay", nil, nil), ("acme/pay", accounts, accounts), ("acme/payments", nil, accounts),
            ("acme/payments", [accounts[1]], [accounts[1]]), ("acme/payments", [], []),
        ]
        try await backend.withDatabase { database in
            try await database.write { try $0.save(Self.connection) }
            for (place, step) in steps.enumerated() {
                let team = HostTeam(key: key, name: step.name, members: step.told.map { HostTeamMembers($0) })
                let stored = try await database.write { db in
                    try db.save([Told([.hostTeam(team)], at: Int64(place + 1) * 1000)], of: "host")
                    return try db.records(HostTeam.self)
                }
                #expect(stored.map(\.name) == [step.name])
                #expect(stored.map(\.members?.accounts) == [step.known])
            }
        }
    }

    @Test(arguments: Backend.all)
    func `are gone when the source lists them no more, until it does again`(_ backend: Backend) async throws {
        let first = Record.samplePullRequest
        var second = first
        second.key = first.key.other(.pullRequest, "2")
        try await backend.withDatabase { [second] database in
            try await database.write { db in
                try db.save(Self.connection)
                try db.save([Told([.pullRequest(first), .pullRequest(second)], at: 10)], of: "host")
            }
            func reconcile(_ listed: Set<RecordKey>, at: Int64) async throws -> Set<RecordKey> {
                try await database.write {
                    try $0.reconcile(.pullRequest, of: "host", in: first.repository, listed: listed, at: at)
                }
            }
            func shown() async throws -> Set<RecordKey> {
                Set(try await database.read { try $0.records(PullRequest.self).map(\.key) })
            }
            // A list that was begun before the answer came cannot tell that it is gone.
            #expect(try await reconcile([first.key], at: 10) == [])
            #expect(try await reconcile([first.key], at: 20) == [second.key])
            #expect(try await reconcile([first.key], at: 15) == [])
            #expect(try await shown() == [first.key])
            let parent = first.repository
            let (kept, none) = try await database.read {
                (try $0.keys(of: .pullRequest, in: parent), try $0.keys(of: .workItem, in: parent))
            }
            #expect(kept == [first.key] && none.isEmpty)
            try await database.write { _ = try $0.save([Told([.pullRequest(second)], at: 12)], of: "host") }
            #expect(try await shown() == [first.key])
            try await database.write { _ = try $0.save([Told([.pullRequest(second)], at: 30)], of: "host") }
            #expect(try await shown() == [first.key, second.key])
            #expect(try await database.write { try $0.markGone([first.key], at: 40) } == [first.key])
            #expect(try await shown() == [second.key])
            await #expect(throws: DatabaseTrouble.noConnection("other")) {
                try await database.write { _ = try $0.save([], of: "other") }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `of pull requests come with all that happened in a timeframe, in order`(_ backend: Backend) async throws {
        func pullRequest(_ number: Int, opened: Int64, closed: Int64?) -> [Record] {
            var made = Record.samplePullRequest
            made.key = made.key.other(.pullRequest, "\(number)")
            made.repository = made.key.other(.repository, "\(number % 2)")
            made.createdAt = opened
            made.closedAt = closed
            let events = [(opened, PullRequestEvent.Kind.opened), (opened + 5, .commented), (opened + 2, .labeled)]
            return [.pullRequest(made)]
                + events.map { at, kind in
                    .pullRequestEvent(
                        PullRequestEvent(
                            key: made.key.other(.pullRequestEvent, "\(number) \(at)"), pullRequest: made.key,
                            kind: kind,
                            at: at, actor: nil))
                }
        }
        let records =
            pullRequest(1, opened: 100, closed: 200) + pullRequest(2, opened: 100, closed: 300)
            + pullRequest(3, opened: 250, closed: nil) + pullRequest(4, opened: 400, closed: nil)
        try await backend.withDatabase { database in
            try await database.write { db in
                try db.save(Self.connection)
                try db.save([Told(records, at: 1)], of: "host")
            }
            func loaded(_ repositories: [RecordKey]?) async throws -> [String] {
                let scope = DeliveryScope(repositories: repositories, timeframe: 201..<400)
                return try await database.read { try $0.delivery(scope) }.pullRequests.map { history in
                    history.pullRequest.key.id + history.events.map { " \($0.kind.rawValue)" }.joined()
                }
            }
            #expect(try await loaded(nil) == ["2 opened labeled commented", "3 opened labeled commented"])
            let odd = Record.samplePullRequest.key.other(.repository, "1")
            #expect(try await loaded([odd]) == ["3 opened labeled commented"])
            #expect(try await loaded([odd.other(.repository, "9")]) == [])
            let chosen = Set(["1", "4"].map { odd.other(.pullRequest, $0) })
            let histories = try await database.read { try $0.pullRequestHistories(chosen) }
            #expect(Set(histories.map(\.pullRequest.key)) == chosen)
            #expect(histories.allSatisfy { $0.events.count == 3 })
        }
    }

    private func dump(_ answers: [Told], _ backend: Backend, _ random: inout SeededGenerator) async throws -> String {
        var left = answers[...]
        var parts: [[Told]] = []
        while !left.isEmpty {
            let part = left.prefix(.random(in: 1...5, using: &random))
            parts.append(Array(part))
            left = left.dropFirst(part.count)
        }
        return try await backend.withDatabase { [parts] database in
            try await database.write { try $0.save(Self.connection) }
            for part in parts { try await database.write { _ = try $0.save(part, of: "host") } }
            return try await database.read { try $0.dump() }
        }
    }
}
