import Connectors
import Features
import Foundation
import Records
import Store
import Synchronization

/// Brings one connected source up to date, and keeps how it went.
package struct SourceSyncer: Sendable {
    let database: any Database
    let tools: SourceTools
    let key: SealingKey?
    let publish: @Sendable (LiveEvent) async -> Void
    private let desk: SourceDesk

    package init(
        database: any Database, tools: SourceTools, key: SealingKey?,
        publish: @escaping @Sendable (LiveEvent) async -> Void = { _ in }
    ) {
        (self.database, self.tools, self.key, self.publish) = (database, tools, key, publish)
        desk = .tutti(tools)
    }

    /// Whether sources of a kind are asked at all; others only send.
    static func isAsked(_ kind: String) -> Bool { Connector.all.contains { $0.id == kind && $0.asking != nil } }

    /// Reads what is new.
    ///
    /// - Parameters:
    ///   - seen: how it stood when it was found to be due: where another process has read it since, it is not any more.
    ///   - hears: whether its webhooks arrive, so that it need not be asked often.
    /// - Returns: how it went; nil where another process is at it, or there is nothing to ask.
    @discardableResult
    package func sync(
        _ id: SourceConnection.ID, seen: SourceSync? = nil, hears: Bool = false
    ) async throws -> SourceSync? {
        try await database.claiming("sync \(id)") {
            let (found, before) = try await database.read { db in
                let found = try db.sourceConnection(id)
                return (found, found == nil ? SourceSync() : try db.sourceSync(of: id))
            }
            if let seen, seen.begunAt != before.begunAt { return nil }
            guard let connection = found,
                connection.state == .active || connection.state == .failing,
                let connector = Connector.all.first(where: { $0.id == connection.kind }), let asking = connector.asking
            else { return nil }
            return try await run(connection, before, connector, asking, pause: hears ? Self.heardPause : Self.pause)
        } ?? nil
    }

    /// Seconds from one reading to the next.
    static let pause: Int64 = 300
    /// Where webhooks tell most of it.
    static let heardPause: Int64 = 1_800

    private func run(
        _ connection: SourceConnection, _ before: SourceSync, _ connector: Connector, _ asking: ToolAsking,
        pause: Int64
    ) async throws -> SourceSync? {
        var sync = before
        sync.begunAt = time
        guard let secrets = key.flatMap({ connection.secrets(with: $0) }) else {
            return try await end(sync, connection, .sealed(key == nil ? nil : connection.name))
        }
        let ending: SourceEnding
        do {
            let report = try await read(connection, connector, asking, secrets, &sync)
            (sync.calls, sync.answers) = (report.calls, report.answers)
            sync.missing = report.missing.mapValues(\.description)
            ending = .through(pause: pause)
        } catch let trouble as AskingTrouble {
            if trouble == .tokenRefused { await tools.forget(connection.settings) }
            ending = .stopped(trouble, failures: sync.failures)
        } catch is StoreSink.Stopped { return nil }
        return try await end(sync, connection, ending)
    }

    private func read(
        _ connection: SourceConnection, _ connector: Connector, _ asking: ToolAsking, _ secrets: SourceSecrets,
        _ sync: inout SourceSync
    ) async throws -> SyncReport {
        let fetch = try await tools.fetch(asking, connection.settings, secrets, .sync)
        let places = try await places(connection, asking, fetch)
        let teams = try await database.read { try $0.namedTeams() }
        let reading = asking.sync(connection.settings, places, teams) { [tools] in tools.now().timeIntervalSince1970 }
        sync.readings = reading.count
        try await database.write { [sync] db in try db.save(sync, of: connection.id) }
        await tell(connection.id)
        let pace = NewsPace()
        let sink = StoreSink(database: database, connection: connection.id, connector: connector, now: tools.now) {
            if pace.isDue() { await tell(connection.id) }
        }
        let cursors = try await database.read { try $0.cursors(of: connection.id) }
            .filter { $0.key != KnownPlaces.cursor }
        do {
            var report = try await reading.run(fetch: fetch, cursors: cursors, sink: sink.sink)
            report.add(try await readFiles(connection, asking, places, fetch, cursors, sink.sink))
            sync.limits = await limits(fetch, asking, connection)
            return report
        } catch {
            sync.limits = await limits(fetch, asking, connection)
            throw error
        }
    }

    /// So long ago a pull request may have been merged for its files to be read, in seconds: half a year, which is what Tutti
    /// measures by default and what comes before it.
    private static let filesSince: Int64 = 180 * 86_400
    /// Of more files nobody is told who knows them, and their lines count as bulk.
    private static let mostFiles = 300
    /// Read in one go; the rest is for the next.
    private static let mostWanted = 1_000

    /// Which files pull requests change, of those of which it is not known. What is wrong with that leaves the rest as it is.
    private func readFiles(
        _ connection: SourceConnection, _ asking: ToolAsking, _ places: [String], _ fetch: Fetch,
        _ cursors: [String: JSONValue], _ sink: SyncSink
    ) async throws -> SyncReport {
        let since = time - Self.filesSince
        let wanted = try await database.read { db in
            try db.pullRequestsWithoutFiles(
                of: connection.id, mergedSince: since, upTo: Self.mostFiles, most: Self.mostWanted
            ).map { WantedFiles(pullRequest: $0.pullRequest, head: $0.head) }
        }
        let sync = asking.files(connection.settings, places, wanted) { [tools] in tools.now().timeIntervalSince1970 }
        do { return try await sync.run(fetch: fetch, cursors: cursors, sink: sink) } catch let trouble as AskingTrouble
        {
            switch trouble {
            case .limited, .tokenRefused, .refused: throw trouble
            default:
                var report = SyncReport()
                report.missing["Files of pull requests"] = trouble
                return report
            }
        }
    }

    private func limits(
        _ fetch: Fetch, _ asking: ToolAsking, _ connection: SourceConnection
    ) async -> [SourceSync.Limit] {
        await fetch.limits(of: asking.home(connection.settings)).compactMap(\.self)
            .map { SourceSync.Limit(left: $0.left, of: $0.of) }
    }

    /// What is to be read. Asked for once a day: it takes questions of its own, and hardly ever changes.
    private func places(
        _ connection: SourceConnection, _ asking: ToolAsking, _ fetch: Fetch
    ) async throws -> [String] {
        let known = KnownPlaces(
            try await database.read { try $0.cursor(named: KnownPlaces.cursor, of: connection.id) })
        if let known, known.settings == connection.settings, time - known.askedAt < KnownPlaces.life {
            return known.names
        }
        let names = try await asking.places(connection.settings, fetch)
        let value = try KnownPlaces(settings: connection.settings, names: names, askedAt: time).stored()
        try await database.write { try $0.saveCursor(value, named: KnownPlaces.cursor, of: connection.id) }
        return names
    }

    private func end(
        _ sync: SourceSync, _ connection: SourceConnection, _ ending: SourceEnding
    ) async throws -> SourceSync {
        var sync = sync
        let now = time
        ending.apply(to: &sync, at: now)
        try await database.write { [sync] db in
            try db.save(sync, of: connection.id)
            // Somebody may have paused it meanwhile.
            guard var known = try db.sourceConnection(connection.id), [.active, .failing].contains(known.state) else {
                return
            }
            let before = known.state
            (known.state, known.trouble) = (ending.state, ending.trouble)
            try db.save(known.state, trouble: known.trouble, of: known.id)
            try db.emit([OutgoingEvent.connection(known, was: before, at: now)].compactMap(\.self))
            if let trouble = ending.trouble {
                try db.note([SourceError(happenedAt: now, sentence: trouble)], of: connection.id)
            }
        }
        await tell(connection.id)
        return sync
    }

    private func tell(_ id: SourceConnection.ID) async {
        guard let event = try? await database.read({ [desk] in try LiveEvent.source(id, desk, in: $0) }) else { return }
        await publish(event)
    }

    private var time: Int64 { Int64(tools.now().timeIntervalSince1970) }
}

/// The places that a connection reads, as they were found when last asked for.
struct KnownPlaces: Codable {
    var settings: ToolAsking.Settings
    var names: [String]
    /// Seconds since 1970.
    var askedAt: Int64

    /// Beside the cursors of readings.
    static let cursor = "places"
    static let life: Int64 = 86_400

    init(settings: ToolAsking.Settings, names: [String], askedAt: Int64) {
        (self.settings, self.names, self.askedAt) = (settings, names, askedAt)
    }

    init?(_ value: JSONValue?) {
        guard case .string(let text) = value,
            let known = try? JSONDecoder().decode(KnownPlaces.self, from: Data(text.utf8))
        else { return nil }
        self = known
    }

    func stored() throws -> JSONValue { .string(String(decoding: try JSONValue.canonical(self), as: UTF8.self)) }
}

/// Lets news through every few seconds.
private final class NewsPace: Sendable {
    private let last = Mutex(ContinuousClock.now)

    func isDue() -> Bool {
        last.withLock { last in
            guard last.duration(to: .now) > .seconds(3) else { return false }
            last = .now
            return true
        }
    }
}
