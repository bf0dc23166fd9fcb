import Records
import TestKit
import Testing

@testable import Store

@Suite("The inbox", .timeLimit(.minutes(40)))
struct InboxTests {
    @Test(arguments: Backend.all)
    func `takes each delivery and each version of a thing once`(_ backend: Backend) async throws {
        try await backend.withInbox { database, inbox in
            func receive(_ id: String, _ event: String = "push", _ version: Int64? = nil) async throws -> Inbox.Receipt
            {
                let object = version.map { WebhookDelivery.Version("thing", version: $0) }
                return try await inbox.receive(
                    WebhookDelivery(id: id, event: event, object: object, body: [1], receivedAt: 5), of: "host")
            }
            #expect(try await receive("a") == .stored)
            #expect(try await receive("a") == .known)
            #expect(try await receive("b", "push", 1) == .stored)
            #expect(try await receive("c", "push", 1) == .known)
            #expect(try await receive("c", "push", 2) == .stored)
            #expect(try await receive("d", "review", 1) == .stored)
            await #expect(throws: DatabaseTrouble.noConnection("other")) {
                try await inbox.receive(WebhookDelivery(id: "a", event: "push", body: [], receivedAt: 5), of: "other")
            }
            // At once: they share transactions, and one of each pair is the first.
            let receipts = try await withThrowingTaskGroup(of: Inbox.Receipt.self) { group in
                for number in 0..<400 {
                    group.addTask {
                        try await inbox.receive(
                            WebhookDelivery(id: "n\(number / 2)", event: "push", body: [1], receivedAt: 6), of: "host")
                    }
                }
                return try await group.reduce(into: [Inbox.Receipt]()) { $0.append($1) }
            }
            #expect(receipts.count { $0 == .stored } == 200)
            let state = try await database.read { try $0.inbox(of: "host") }
            #expect(state == InboxState(waiting: 204, dead: 0, waitingSince: 5, lastAt: 6))
        }
    }

    @Test(arguments: Backend.all)
    func `takes nothing whose sender was known by other secrets than those of the moment`(_ backend: Backend)
        async throws
    {
        try await backend.withInbox { database, inbox in
            try await database.write { db in
                var connection = try #require(try db.sourceConnection("host"))
                connection.secrets = [1, 2]
                try db.save(connection)
            }
            let cases: [([UInt8]?, Inbox.Receipt)] = [
                ([1], .outdated), ([1, 2], .stored), ([], .outdated), (nil, .stored),
            ]
            // At once, so that they share a transaction.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, (secrets, receipt)) in cases.enumerated() {
                    group.addTask {
                        let delivery = WebhookDelivery(id: "\(number)", event: "push", body: [1], receivedAt: 6)
                        let told = try await inbox.receive(delivery, of: "host", knownBy: secrets)
                        #expect(told == receipt)
                    }
                }
                try await group.waitForAll()
            }
            try await database.write { try $0.save(.closed, trouble: nil, of: "host") }
            let late = WebhookDelivery(id: "late", event: "push", body: [1], receivedAt: 6)
            #expect(try await inbox.receive(late, of: "host", knownBy: [1, 2]) == .outdated)
            #expect(try await database.read { try $0.inbox(of: "host") }.waiting == 2)
        }
    }

    @Test(arguments: Backend.all)
    func `is drained in the order of arrival, and what it told is archived`(_ backend: Backend) async throws {
        try await backend.withInbox { database, inbox in
            for number in 1...5 {
                let delivery = WebhookDelivery(
                    id: "\(number)", event: "push", headers: ["x": "y"], body: Array("body \(number)".utf8),
                    receivedAt: Int64(number))
                _ = try await inbox.receive(delivery, of: "host")
            }
            let seen = Log()
            func drain() async throws -> Drained {
                try await database.write { db in
                    try db.drainInbox(now: 10, most: 3) { connection, delivery in
                        seen.add("\(connection) \(delivery.id) \(delivery.headers)")
                        return told(delivery)
                    }
                }
            }
            var drained = try await drain()
            #expect(drained.done == 3)
            #expect(drained.saved.changed.count == 3)
            drained = try await drain()
            #expect(drained.done == 2)
            #expect(try await drain().isEmpty)
            #expect(seen.lines == (1...5).map { "host \($0) [\"x\": \"y\"]" })
            let key = RecordKey("s", .account, "4")
            #expect(try await database.read { try $0.rawAnswer(of: key)?.body } == Array("body 4".utf8))
            #expect(try await database.write { try $0.forgetDeliveries(before: 3) } == 2)
        }
    }

    @Test(arguments: Backend.all)
    func `tries again later, keeps dead letters and plays them again`(_ backend: Backend) async throws {
        struct NotYet: Error {}
        try await backend.withInbox { database, inbox in
            for id in ["good", "bad", "unsaved"] {
                _ = try await inbox.receive(
                    WebhookDelivery(id: id, event: "push", body: [1], receivedAt: 0), of: "host")
            }
            func drain(now: Int64, isMended: Bool = false) async throws -> Drained {
                try await database.write { db in
                    try db.drainInbox(now: now) { _, delivery in
                        if delivery.id == "bad", !isMended { throw NotYet() }
                        // Results without the run that they are of cannot be saved.
                        if delivery.id == "unsaved", !isMended {
                            return Told([.finding(CodeFinding(tool: "t", rule: nil, level: .note, message: ""))], at: 1)
                        }
                        return told(delivery)
                    }
                }
            }
            let first = try await drain(now: 0)
            #expect((first.done, first.failed) == (1, 2))
            #expect(try await drain(now: 999).isEmpty)
            var now: Int64 = 0
            for attempt in 2...8 {
                now += 1000 << Int64(attempt - 2)
                #expect(try await drain(now: now).failed == 2)
            }
            let later = now
            #expect(try await drain(now: 1_000_000_000).isEmpty)
            #expect(try await database.read { try $0.inbox(of: "host") }.dead == 2)
            let failed = try await database.read { try $0.failedDeliveries(of: "host") }
            #expect(failed.map(\.attempts) == [8, 8])
            #expect(failed.allSatisfy { $0.nextAt == nil })
            #expect(failed.last?.error == "NotYet()")
            #expect(try await database.write { try $0.replay(["good", "bad"], of: "host", now: later) } == 1)
            #expect(try await database.write { try $0.replay(nil, of: "host", now: later) } == 1)
            #expect(try await drain(now: now, isMended: true).done == 2)
            #expect(try await database.read { try $0.inbox(of: "host") }.dead == 0)
        }
    }

    @Test(arguments: Backend.all)
    func `is shared by several who drain it`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let databases = [try await Databases.open(location), try await Databases.open(location)]
            try await databases[0].write { try $0.save(DeliverySavingTests.connection) }
            let inbox = Inbox(databases[0])
            for number in 0..<300 {
                _ = try await inbox.receive(
                    WebhookDelivery(id: "\(number)", event: "push", body: [1], receivedAt: 0), of: "host")
            }
            let done = try await withThrowingTaskGroup(of: Int.self) { group in
                for database in databases + databases {
                    group.addTask {
                        var done = 0
                        while true {
                            let drained = try await database.write { db in
                                try db.drainInbox(now: 1, most: 20) { told($1) }
                            }
                            done += drained.done
                            let isOver = try await database.read { try $0.inbox(of: "host").waiting == 0 }
                            if isOver { return done }
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(done == 300)
            #expect(try await databases[1].read { try $0.records(Account.self).count } == 300)
            for database in databases { try await database.close() }
        }
    }
}

private func told(_ delivery: WebhookDelivery) -> Told {
    Told(
        [.account(Account(key: RecordKey("s", .account, delivery.id), login: delivery.id))],
        raw: RawAnswer(category: "webhook", key: delivery.id, body: delivery.body, receivedAt: delivery.receivedAt))
}

extension Backend {
    fileprivate func withInbox(_ body: (any Database, Inbox) async throws -> Void) async throws {
        try await withDatabase { database in
            try await database.write { try $0.save(DeliverySavingTests.connection) }
            try await body(database, Inbox(database))
        }
    }
}
