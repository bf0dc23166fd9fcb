import BlindTickets
import Crypto
import Foundation
import Store
import Synchronization

/// Rounds that take answers, with their keys read once.
///
/// What is decided here rests on what never changes; whether a round was ended meanwhile, the writing transaction asks.
final class OpenRounds: Sendable {
    struct Entry: Sendable {
        let admission: Admission
        let seal: AnswerSeal
        let endsAt: Date
    }

    private let database: any Database
    private let keys: RoundKeys
    private let entries = Mutex<[Round.ID: Entry]>([:])

    init(database: any Database, keys: RoundKeys) {
        self.database = database
        self.keys = keys
    }

    /// Nil where there is no such round, or it takes no answers any more.
    func entry(_ id: Round.ID, now: Date) async throws -> Entry? {
        if let known = entries.withLock({ $0[id] }) { return known.endsAt > now ? known : nil }
        let stored: (Round, [UInt8])? = try await database.read { db in
            guard let round = try db.round(id), round.state == .announced,
                let key = try db.value("SELECT answer_key FROM pulse_round WHERE id = \(id)", as: [UInt8].self)
            else { return nil }
            return (round, key)
        }
        guard let (round, key) = stored else { return nil }
        let manifest = round.manifest
        let entry = Entry(
            admission: try Admission(manifest),
            seal: AnswerSeal(key: try keys.answerKey(key, of: id), envelope: manifest.envelope),
            endsAt: manifest.closes.addingTimeInterval(TimeInterval(manifest.grace)))
        guard entry.endsAt > now else { return nil }
        entries.withLock { entries in
            entries = entries.filter { $0.value.endsAt > now }
            entries[id] = entry
        }
        return entry
    }

    /// A key must not outlive its round in memory either.
    func forget(_ id: Round.ID) { entries.withLock { $0[id] = nil } }
}
