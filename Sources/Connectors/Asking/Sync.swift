import Foundation
import Records

/// What one question of a sync brought. Its answers and its cursor are to be saved in one transaction.
package struct SyncPage: Sendable {
    /// The name of the cursor.
    package var reading: String
    package var answers: [RawAnswer] = []
    package var cursor: JSONValue
    /// Whether the whole history of the list is read.
    package var isThrough = false
    /// How many questions are known to be left.
    package var waiting = 0
    /// What the tool says is no longer there.
    package var gone: [RecordKey] = []
}

/// Where a sync hands over what it reads, and asks what is known.
package struct SyncSink: Sendable {
    package var save: @Sendable (SyncPage) async throws -> Void
    /// Of what the tool lists, the things that are not known; and what is known and not listed.
    package var compare: @Sendable (SyncListing) async throws -> (unknown: [RecordKey], unlisted: [RecordKey])

    package init(
        save: @escaping @Sendable (SyncPage) async throws -> Void,
        compare: @escaping @Sendable (SyncListing) async throws -> (unknown: [RecordKey], unlisted: [RecordKey])
    ) {
        (self.save, self.compare) = (save, compare)
    }
}

/// How a sync went.
package struct SyncReport: Hashable, Sendable {
    package var calls = 0
    package var answers = 0
    /// What could not be read while the rest could, by the name of the reading: a permission that the token lacks.
    package var missing: [String: AskingTrouble] = [:]

    package init() {}

    package mutating func add(_ other: SyncReport) {
        calls += other.calls
        answers += other.answers
        missing.merge(other.missing) { first, _ in first }
    }
}

/// The sequence of questions that brings a connection up to date.
package struct Sync: Sendable {
    /// How a tool's interface is asked: the address that a step's path stands for, and what is sent there.
    let question: @Sendable (SyncStep) -> ToolQuestion
    /// In order of urgency.
    let readings: [Reading]
    /// The step that asks for one thing, by the name of the reading that compares lists.
    let single: @Sendable (RecordKey) -> SyncStep?
    /// Seconds since 1970.
    let now: @Sendable () -> Double

    /// Ends the names of readings that ask who belongs to teams.
    package static let teamMembers = "team members"

    /// Ends the names of readings that ask which files pull requests change.
    package static let files = "files"

    /// A reading's cursor, as it stands when the reading is due again.
    package static func due(_ cursor: JSONValue) throws -> JSONValue {
        var cursor = try ReadingCursor(cursor)
        cursor.endedAt = nil
        return try cursor.stored()
    }

    /// How many lists there are to read.
    package var count: Int { readings.count }

    /// Reads what is new. Throws what stops all of it: a limit, a refused token, a tool that is down, or the sink's own
    /// trouble; everything saved until then stays, and the next sync goes on from there.
    ///
    /// - Parameter cursors: As they were saved, by the names of readings.
    package func run(
        fetch: Fetch, cursors: [String: JSONValue], sink: SyncSink
    ) async throws -> SyncReport {
        var report = SyncReport()
        var all = try cursors.mapValues { try ReadingCursor($0) }
        // What was read through before is brought up to date first; what is still to be read through comes last.
        let isOld = { (reading: Reading) in reading.until != nil || all[reading.name]?.mark != nil }
        for reading in readings.filter(isOld) + readings.filter({ !isOld($0) }) {
            var walk = SyncWalk(sync: self, reading: reading, cursor: all[reading.name] ?? ReadingCursor())
            guard isDue(reading, walk.cursor, all) else { continue }
            let followed = reading.follows.map { all[$0]?.changes ?? 0 }
            do { try await walk.run(fetch, sink, followed: followed, report: &report) } catch let trouble
                as AskingTrouble
            {
                switch trouble {
                case .absent, .tooLittleScope: report.missing[reading.name] = trouble
                default: throw trouble
                }
            }
            all[reading.name] = walk.cursor
        }
        return report
    }

    private func isDue(_ reading: Reading, _ cursor: ReadingCursor, _ all: [String: ReadingCursor]) -> Bool {
        if let until = reading.until, all[until]?.mark != nil { return false }
        if !cursor.queue.isEmpty { return true }
        if let followed = reading.follows, cursor.followed == all[followed]?.changes ?? 0, cursor.pending == nil {
            return false
        }
        if !reading.wanted.isSubset(of: (cursor.told ?? [:]).keys) { return true }
        if reading.every > 0, let ended = cursor.endedAt { return Int64(now()) - ended >= reading.every }
        return true
    }
}
