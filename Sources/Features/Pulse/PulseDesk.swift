import BlindTickets
import Foundation
import Store

/// Everything that happens to rounds, for whoever holds the installation's key.
package struct PulseDesk: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    private let announcement: RoundAnnouncement
    private let scheduled: ScheduledRounds
    private let tickets: TicketDesk
    private let release: RoundRelease
    private let open: OpenRounds
    package let intake: AnswerIntake

    /// - Parameter key: the installation's own, which is not in the database.
    package init(
        database: any Database, key: SealingKey, now: @escaping @Sendable () -> Date,
        randomBytes: @escaping @Sendable (Int) -> [UInt8], work: PasswordWork
    ) {
        let keys = RoundKeys(key)
        self.database = database
        self.now = now
        announcement = RoundAnnouncement(database: database, roundKeys: keys, randomBytes: randomBytes, work: work)
        scheduled = ScheduledRounds(
            database: database, announcement: announcement, now: now, randomBytes: randomBytes)
        tickets = TicketDesk(database: database, keys: keys, now: now)
        release = RoundRelease(database: database, keys: keys, randomBytes: randomBytes)
        open = OpenRounds(database: database, keys: keys)
        intake = AnswerIntake(
            rounds: open, queue: SubmissionQueue(database: database), now: now, randomBytes: randomBytes)
    }

    /// - Throws: `ManifestTrouble` for rules that are not allowed.
    package func announce(_ plan: RoundPlan) async throws -> Round.ID { try await announcement.announce(plan) }

    /// Announces a round that asks nobody for more of their time than is agreed.
    ///
    /// - Throws: `ManifestTrouble`, `NearlySameRound`, `BurdenTrouble`.
    package func announceWithinBudget(_ plan: RoundPlan) async throws -> Round.ID {
        let time = Int64(now().timeIntervalSince1970)
        return try await announcement.announce(plan, check: { try $0.refuseBeyondBudget(plan, at: time) })
    }

    /// Opens the rounds of schedules whose time has come. Only one process at a time does it.
    ///
    /// - Returns: the rounds that were opened.
    package func openScheduled() async throws -> [Round.ID] { try await scheduled.openDue() }

    /// - Throws: `IssueRefusal`.
    package func issue(_ blinded: Data, to member: Member.ID, in round: Round.ID) async throws -> Data {
        try await tickets.issue(blinded, to: member, in: round)
    }

    /// Ends a series before its time: nothing is left of what tied people's answers together.
    ///
    /// Where its storage cannot be written anew yet, as while a backup of PostgreSQL still reads it, the series has ended all the
    /// same, and `endSeries()` tries again.
    package func endSeries(_ id: WaveSeries.ID, by actor: AuditEntry.Actor) async throws {
        let time = Int64(now().timeIntervalSince1970)
        try await database.write { db in
            guard let series = try db.waveSeries(id), !series.isEnded else { return }
            try db.endSeries(id)
            try db.audit(.seriesEnded, of: id, by: actor, at: time)
        }
        do { try await endSeries() } catch is DatabaseTrouble {
            // It has ended. What is left of its storage is told and tried again by whoever looks for what has ended.
        }
    }

    /// Ends series that nobody goes on with, and writes the storage of what ended anew. Only one process at a time does it.
    package func endSeries() async throws {
        let time = Int64(now().timeIntervalSince1970)
        let isNothing = try await database.read { db in
            try db.unwrittenSeries().isEmpty && db.forgottenSeries(at: time).isEmpty
        }
        if isNothing { return }
        _ = try await database.claiming("end of series") { [database] in
            let ended = try await database.write { try $0.endForgottenSeries(at: time) }
            try await database.rewrite(["pulse_series", "pulse_tied"])
            try await database.write { db in
                _ = try db.run("UPDATE pulse_series SET is_rewritten = \(true) WHERE id IN \(list: ended)")
            }
        }
    }

    /// Releases what has ended. Only one process at a time does it; what was cut off goes on.
    ///
    /// A round that cannot be released keeps no other one waiting; its trouble is thrown when the others are through.
    ///
    /// - Returns: the rounds that were ended.
    package func releaseEnded() async throws -> [Round.ID] {
        let time = Int64(now().timeIntervalSince1970)
        let ended = try await database.read { try $0.endedRounds(at: time) }
        guard !ended.isEmpty else { return [] }
        return try await database.claiming("release of rounds") { [release, open] in
            var trouble: (any Error)?
            for round in ended {
                open.forget(round)
                do { try await release.run(round, at: time) } catch {
                    try Task.checkCancellation()
                    trouble = error
                }
            }
            if let trouble { throw trouble }
            return ended
        } ?? []
    }
}
