import Records
import Signals
import Store

/// What a page about one repository begins with, read in one go.
struct Seen: Sendable {
    let repository: Repository
    let repositoryCount: Int
    /// Nil until the scope was measured once.
    let readings: Readings?
    /// Nil where there is nothing to compare with.
    let changes: [TodayPage.Change]?
    /// Whether the whole repository was measured once.
    let isRead: Bool
    let scope: Scope
    /// Whether its numbers are those of an import before, and newer ones were asked for.
    let isOutdated: Bool
    let teams: [ScopeBar.Team]

    init?(_ id: Repository.ID, _ scope: Scope, in connection: any Connection) throws {
        guard let repository = try connection.repository(id) else { return nil }
        self.repository = repository
        repositoryCount = try connection.value("SELECT count(*) FROM repository", as: Int.self) ?? 1
        self.scope = scope
        isRead = try connection.measuredAt(id, key: ReadingStore.current) != nil
        teams = try connection.sharers(of: id)
        readings = try connection.readings(of: repository, in: scope)
        isOutdated = try scope != .everything && readings != nil && !connection.isMeasured(scope, of: repository)
        let before = try connection.readings(of: repository, in: scope, kind: ReadingStore.before)
        changes = Self.changes(from: before, to: readings)
    }

    /// Signals whose words for their number are other words now.
    static func changes(from before: Readings?, to after: Readings?) -> [TodayPage.Change]? {
        guard let before, let after else { return nil }
        return after.signals.compactMap { signal, measurement in
            guard let old = before[signal.id] else { return nil }
            let (was, now) = (old.text(signal.unit), measurement.text(signal.unit))
            guard was != now else { return nil }
            return TodayPage.Change(signal: signal.id, title: signal.title, before: was, after: now)
        }
    }
}
