import BlindTickets
import Foundation
import Records
import Store
import Surveys

/// Opens rounds of schedules when their time has come.
///
/// Where the server was down at that time the round opens late, as long as half of its time is left; otherwise it is left out,
/// and the schedule says so.
struct ScheduledRounds: Sendable {
    let database: any Database
    let announcement: RoundAnnouncement
    let now: @Sendable () -> Date
    let randomBytes: @Sendable (Int) -> [UInt8]

    /// Somebody else went on with the schedule, or has paused it.
    private struct Taken: Error {}

    func openDue() async throws -> [Round.ID] {
        let time = Int64(now().timeIntervalSince1970)
        guard try await !database.read({ try $0.dueSchedules(at: time) }).isEmpty else { return [] }
        return try await database.claiming("rounds of schedules") {
            var (opened, trouble): ([Round.ID], (any Error)?) = ([], nil)
            for schedule in try await self.database.read({ try $0.dueSchedules(at: time) }) {
                do {
                    if let round = try await self.open(schedule, at: time) { opened.append(round) }
                } catch {
                    try Task.checkCancellation()
                    trouble = error
                }
            }
            if let trouble { throw trouble }
            return opened
        } ?? []
    }

    private func open(_ schedule: PulseSchedule, at time: Int64) async throws -> Round.ID? {
        let step = try await database.read { [randomBytes] db in
            var chance = ByteChance(bytes: randomBytes)
            return try db.step(of: schedule, at: time, using: &chance)
        }
        switch step {
        case .open(let plan, let day, let next): return try await open(plan, on: day, of: schedule, next, at: time)
        case .goOn(let next, let note):
            try await database.write { _ = try $0.advance(schedule, to: next, note: note) }
            return nil
        }
    }

    private func open(
        _ plan: RoundPlan, on day: CivilDay, of schedule: PulseSchedule, _ next: PulseSchedule.Occasion, at time: Int64
    ) async throws -> Round.ID? {
        do {
            return try await announcement.announce(plan) { db in
                guard try db.advance(schedule, to: next, note: nil) else { throw Taken() }
                try db.refuseBeyondBudget(plan, at: time)
            } also: { db, round in
                try db.tie(round, to: schedule, on: day)
            }
        } catch is Taken {
            return nil
        } catch let trouble as NearlySameRound {
            // It is tried again until half of its time is over.
            try await database.write { try $0.note(ScheduleStep.waits + trouble.description, on: schedule) }
            return nil
        } catch let trouble as SeriesTrouble {
            try await database.write { try $0.note(ScheduleStep.waits + trouble.description, on: schedule) }
            return nil
        } catch let trouble as ManifestTrouble {
            let note = ScheduleStep.leftOut(plan.opens, "\(trouble)")
            try await database.write { _ = try $0.advance(schedule, to: next, note: note) }
            return nil
        }
    }
}

/// What is to be done about a schedule whose time has come.
enum ScheduleStep: Sendable {
    case open(RoundPlan, on: CivilDay, next: PulseSchedule.Occasion)
    case goOn(to: PulseSchedule.Occasion, note: String?)

    /// Begins the note of a round that is tried again.
    static let waits = "Not opened yet. "

    static func leftOut(_ opens: Date, _ why: String) -> String {
        "The round of \(Days.long(Int64(opens.timeIntervalSince1970))) was left out. \(why)"
    }
}

/// Chance from random bytes, eight at a time.
struct ByteChance: RandomNumberGenerator {
    let bytes: @Sendable (Int) -> [UInt8]

    mutating func next() -> UInt64 { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
