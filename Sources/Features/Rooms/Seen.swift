import Records
import Signals
import Store

/// What a page about one repository begins with, read in one go.
struct Seen: Sendable {
    let repository: Repository
    let repositoryCount: Int
    /// Nil until it was measured once.
    let readings: Readings?
    let changes: [TodayPage.Change]

    init?(_ id: Repository.ID, in connection: any Connection) throws {
        guard let repository = try connection.repository(id) else { return nil }
        self.repository = repository
        repositoryCount = try connection.value("SELECT count(*) FROM repository", as: Int.self) ?? 1
        readings = try connection.readings(of: repository)
        let before = try connection.readings(of: repository, key: ReadingStore.before)
        changes = Self.changes(from: before, to: readings)
    }

    /// Signals whose words for their number are other words now.
    static func changes(from before: Readings?, to after: Readings?) -> [TodayPage.Change] {
        guard let before, let after else { return [] }
        return after.signals.compactMap { signal, measurement in
            guard let old = before[signal.id] else { return nil }
            let (was, now) = (old.text(signal.unit), measurement.text(signal.unit))
            guard was != now else { return nil }
            return TodayPage.Change(signal: signal.id, title: signal.title, before: was, after: now)
        }
    }
}
