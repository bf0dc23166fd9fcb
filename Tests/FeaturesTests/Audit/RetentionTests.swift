import Records
import Store
import TestKit
import Testing

@testable import Features

@Suite("What is too old", .timeLimit(.minutes(40)))
struct RetentionTests {
    private static let now: Int64 = 1_790_000_000
    private static let month: Int64 = 2_629_746

    @Test(arguments: Backend.all)
    func `goes when its time is over, not before, and the report says how much`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await fill(database)
            let told = try await database.read { try $0.tooOld(at: Self.now) }
            let done = try await database.write { try $0.removeOld(by: .retention, at: Self.now) }
            #expect(told.lines == done.lines)
            let removed = Dictionary(uniqueKeysWithValues: done.lines.map { ($0.name, $0.removed) })
            #expect(
                removed == [
                    .ended: 1, .audit: 1, .absences: 1, .claims: 2, .imports: 0, .browsers: 1, .answers: 1,
                    .webhooks: 1, .outgoing: 1, .words: 1, .pastResults: 1, .actions: 3, .openings: 1,
                ])
            #expect(try await database.read { try $0.retentionRuns(limit: 5) }.map(\.lines.count) == [13])
            let again = try await database.write { try $0.removeOld(by: .retention, at: Self.now + 60) }
            #expect(again.lines.allSatisfy { $0.removed == 0 })
            let left = try await database.read { db in
                (
                    try db.value("SELECT count(*) FROM account_claim", as: Int.self),
                    try db.value("SELECT count(*) FROM absence", as: Int.self),
                    try db.value("SELECT count(*) FROM session", as: Int.self)
                )
            }
            #expect(left.0 == 1 && left.1 == 1 && left.2 == 1)
            let talked = try await database.read { db in
                [
                    try db.value("SELECT count(*) FROM pulse_words", as: Int.self),
                    try db.value("SELECT count(*) FROM pulse_reply_message", as: Int.self),
                    try db.value("SELECT count(*) FROM pulse_import", as: Int.self),
                    try db.value("SELECT count(*) FROM lead_opening", as: Int.self),
                ]
            }
            #expect(talked == [1, 1, 1, 1], "a reply goes with the words that it answers")
            let actions = try await database.read { db in
                try db.rows("SELECT id FROM action ORDER BY id") { try $0.get(0, as: String.self) }
            }
            #expect(actions == ["new-done", "old-doing"])
        }
    }

    @Test(arguments: Backend.all)
    func `is what the administrators say, and that they said so stands in the log`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await fill(database)
            try await database.write { db in
                try db.setRetention(of: .audit, months: 36, by: .commandLine, at: Self.now)
            }
            #expect(try await database.read { try $0.retentionPeriods()[.audit] } == 36)
            let done = try await database.write { try $0.removeOld(by: .retention, at: Self.now) }
            #expect(done.lines.first { $0.name == .audit }?.removed == 0)
            let said = try await database.read {
                try $0.value(
                    "SELECT subject FROM audit_entry WHERE action = 'changed a retention period'", as: String.self)
            }
            #expect(said == "audit 36")
        }
    }

    /// Of everything one that is too old and one that is not.
    private func fill(_ database: any Database) async throws {
        let (now, old) = (Self.now, Self.now - 25 * Self.month)
        try await database.write { db in
            try db.add(Member(id: "a1", login: "ada", name: "Ada", isAdministrator: true, joinedAt: 5), password: nil)
            try db.audit(.invited, of: "", by: .commandLine, at: old)
            try db.audit(.invited, of: "", by: .commandLine, at: now - 11 * Self.month)
            for (hash, ends) in [
                ([UInt8](repeating: 1, count: 32), now - 5), ([UInt8](repeating: 2, count: 32), now + 500),
            ] {
                try db.run(
                    """
                    INSERT INTO session (token_hash, member, client, began_at, seen_at, ends_at)
                    VALUES (\(hash), 'a1', 'a program', \((now - 100) * 1000), \((now - 100) * 1000), \(ends * 1000))
                    """)
            }
            try db.keep(device: [1], of: "a1", at: old)
            try db.keep(device: [2], of: "a1", at: now)
            for (number, action, email) in [(1, "claim", "a"), (2, "withdraw", "a"), (3, "claim", "b")] {
                try db.run(
                    """
                    INSERT INTO account_claim (number, action, member, name, email, decided_by, decided_at)
                    VALUES (\(number), \(action), 'a1', 'Ada', \(email), 'a1', \(old * 1000))
                    """)
            }
        }
        let me = try #require(try await Doorkeeper.holder(of: database, as: "ada"))
        try await database.write { db in
            try db.add(Absence(first: CivilDay(old - 86_400), last: CivilDay(old)), of: me)
            try db.add(Absence(first: CivilDay(now), last: CivilDay(now)), of: me)
        }
        try await tell(database, at: [old, now - 23 * Self.month])
        try await talk(database, old, now)
        try await emit(database, at: [now - 32 * 86_400, now - 29 * 86_400])
    }

    /// Events for an endpoint.
    private func emit(_ database: any Database, at moments: [Int64]) async throws {
        var draft = WebhookDraft()
        draft.url = "https://example.org/hook"
        try await database.write { [draft] db in
            _ = try db.add(draft, id: "hook", secrets: [1], by: .commandLine, at: moments[0])
            for moment in moments {
                try db.emit([
                    OutgoingEvent(
                        kind: .connectionFailing, subject: "hub", happenedAt: moment * 1000, concern: .installation,
                        data: [:], link: .connections)
                ])
            }
        }
    }

    /// Rounds with words and a reply, results from elsewhere, actions, and a lead who looked.
    private func talk(_ database: any Database, _ old: Int64, _ now: Int64) async throws {
        try await database.write { db in
            try db.add(Team(name: "payments", title: "Payments"), by: .commandLine, at: now)
            for (name, moment) in [("old", old), ("new", now)] {
                try db.run(
                    """
                    INSERT INTO pulse_round
                        (id, title, team, manifest, questionnaire, state, opens_at, ends_at, issued, answered, is_rewritten)
                    VALUES (\(name), \(name), '', \([UInt8](name.utf8)), '{}', 'withheld', 0, \(moment * 1000), 0, 0,
                            \(true))
                    """)
                try db.run(
                    """
                    INSERT INTO pulse_words (round, id, segment, question, words, may_see_words)
                    VALUES (\(name), \([UInt8](name.utf8)), 'all', 'q', 'Words', \(true))
                    """)
                try db.run(
                    """
                    INSERT INTO pulse_reply_message (round, words, place, sealed, written_at)
                    VALUES (\(name), \([UInt8](name.utf8)), 1, \([UInt8](name.utf8)), \(moment * 1000))
                    """)
                try db.run(
                    """
                    INSERT INTO pulse_import (team, source, survey, month, part, part_team, answered, body, imported_at)
                    VALUES ('', 'limesurvey', \(name), '2020-01', '', '', 7, '{}', \(moment * 1000))
                    """)
                try db.run(
                    """
                    INSERT INTO lead_opening (member, viewer, team, day)
                    VALUES ('a1', 'a1', 'payments', \(CivilDay(moment)))
                    """)
            }
            for (id, state, moment) in [
                ("old-done", "done", old), ("old-dropped", "dropped", old), ("old-topic", "topic", old),
                ("old-doing", "doing", old), ("new-done", "done", now),
            ] {
                try db.run(
                    """
                    INSERT INTO action (id, team, title, state, due_day, redated, reason, about, made_at, changed_at)
                    VALUES (\(id), 'payments', \(id), \(state), 1, 0, '', '', 0, \(moment * 1000))
                    """)
            }
        }
    }

    /// A tool that answered, and sent a webhook that was read, at some moments.
    private func tell(_ database: any Database, at moments: [Int64]) async throws {
        try await database.write { db in
            try db.save(SourceConnection(id: "tool", kind: "github", name: "Tool", createdAt: moments[0]))
            try db.save(
                moments.map { at in
                    Told(
                        [],
                        raw: RawAnswer(category: "issues", key: "\(at)", body: Array("{}".utf8), receivedAt: at * 1000))
                }, of: "tool")
        }
        let inbox = Inbox(database)
        for at in [moments[0], Self.now - 86_400] {
            _ = try await inbox.receive(
                WebhookDelivery(id: "\(at)", event: "ping", body: [], receivedAt: at * 1000), of: "tool")
        }
        _ = try await database.write { try $0.drainInbox(now: Self.now * 1000) { Told([], at: $1.receivedAt) } }
    }
}
