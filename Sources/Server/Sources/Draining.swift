import Connectors
import Features
import Foundation
import Logging
import Records
import ServiceLifecycle
import Store

/// Reads stored webhooks beside the web server: as soon as one is announced, and every few seconds those that are due again.
///
/// Several processes on one database share the work.
package struct DrainingService: Service {
    private let database: any Database
    private let now: @Sendable () -> Date
    private let metrics: Metrics
    private let logger: Logger
    private let pause: Duration
    private let storm = HookStorm()

    /// - Parameter pause: between two looks at what is due, where nothing is announced.
    package init(server: TuttiServer, pause: Duration = .seconds(3), logger: Logger) {
        database = server.services.database
        now = server.services.now
        metrics = server.metrics
        self.logger = logger
        self.pause = pause
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            let (calls, call) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    for await _ in try await self.database.notifications(on: Inbox.channel) {
                        self.storm.note()
                        call.yield()
                    }
                }
                tasks.addTask {
                    while true {
                        call.yield()
                        try await Task.sleep(for: self.pause)
                    }
                }
                var adoptedAt: ContinuousClock.Instant?
                for await _ in calls {
                    // A webhook seldom comes alone, and many together cost little more than one.
                    try? await Task.sleep(for: Self.gathering)
                    await self.drain()
                    self.storm.end()
                    if let last = adoptedAt, ContinuousClock.now - last < .seconds(60) { continue }
                    adoptedAt = .now
                    await self.adopt()
                }
                tasks.cancelAll()
            }
        }
    }

    /// Until nothing is due any more, or the database does not answer.
    func drain() async {
        do {
            repeat { try await storm.pass() } while try await turn()
        } catch is CancellationError {
            return
        } catch {
            logger.warning("stored webhooks could not be read", metadata: ["error": "\(error)"])
        }
    }

    /// Builds that scripts told of under a name find their repository.
    private func adopt() async {
        do { try await database.write(.relaxed) { _ = try $0.adoptNamed(by: SourceKind.pipeline.id) } } catch {
            logger.warning("named repositories could not be looked up", metadata: ["error": "\(error)"])
        }
    }

    /// As many as are saved within the time of a few flushes of the disk: whoever sends a webhook meanwhile waits so long.
    private static let most = 48
    /// While more arrive all the time.
    private static let mostInStorm = 12
    private static let gathering = Duration.milliseconds(50)

    /// - Returns: false where nothing was due.
    private func turn() async throws -> Bool {
        let time = Int64(now().timeIntervalSince1970 * 1000)
        let most = storm.isOn() ? Self.mostInStorm : Self.most
        let (mapped, teams) = try await database.read { db in
            var connectors: [SourceConnection.ID: Connector] = [:]
            var teams: Set<SourceConnection.ID> = []
            let mapped = try db.dueDeliveries(now: time, most: most).map { due in
                MappedDelivery(due) { id, delivery in
                    let connector = try connectors[id] ?? Self.connector(of: id, db)
                    connectors[id] = connector
                    if connector.aboutTeams.contains(delivery.event) { teams.insert(id) }
                    return try Self.told(delivery, connector)
                }
            }
            return (mapped, teams)
        }
        if mapped.isEmpty { return false }
        // A loss of power leaves them waiting, and they are read again.
        let drained = try await database.write(.relaxed) { db in
            let drained = try db.drain(mapped, now: time)
            try db.emitRecorded(drained.saved, at: time / 1000)
            for connection in teams.sorted() { try db.readTeams(of: connection) }
            return drained
        }
        if !drained.isEmpty { metrics.countDrained(done: drained.done, failed: drained.failed) }
        return true
    }

    private static func connector(of id: SourceConnection.ID, _ db: any Connection) throws -> Connector {
        guard let kind = try db.sourceConnection(id)?.kind,
            let connector = Connector.all.first(where: { $0.id == kind })
        else { throw DatabaseTrouble.noConnection(id) }
        return connector
    }

    static func told(_ delivery: WebhookDelivery, _ connector: Connector) throws -> Told {
        let answer = Connectors.RawAnswer(category: "webhook", body: Data(delivery.body), event: delivery.event)
        return try Telling.told(
            answer, receivedAt: delivery.receivedAt, connector: connector, delivery: delivery.id)
    }
}

extension Connection {
    /// Has a source say now who belongs to its teams, where it was asked before.
    fileprivate func readTeams(of id: SourceConnection.ID) throws {
        let known = try cursors(of: id).filter { $0.key.hasSuffix(" \(Sync.teamMembers)") }
        if known.isEmpty { return }
        for (name, cursor) in known { try saveCursor(try Sync.due(cursor), named: name, of: id, isThrough: true) }
        try wakeSource(id)
    }
}
