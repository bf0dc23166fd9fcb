import Connectors
import Features
import Foundation
import Logging
import Records
import ServiceLifecycle
import Store

/// Brings repositories in beside the web server, and keeps them fresh.
///
/// One after the other, so that a large one leaves the machine to the pages. A trouble stands in the import's record and
/// ends nothing else.
package struct ImportService: Service {
    private let locations: [String]
    private let importer: Importer
    private let measurer: Measurer
    private let server: TuttiServer
    private let logger: Logger
    private let freshness: Freshness

    /// How often what was imported is looked at again.
    package struct Freshness: Sendable {
        /// Local clones: costs a look at a few files where nothing happened.
        package var clones: Duration = .seconds(5)
        /// What lies behind URLs: asks its server.
        package var mirrors: Duration = .seconds(300)

        package init() {}
    }

    /// - Parameter locations: what to import besides everything that is in the database already.
    package init(
        _ locations: [String], server: TuttiServer, mirrors: String, freshness: Freshness = Freshness(),
        logger: Logger
    ) {
        self.locations = locations
        self.server = server
        self.freshness = freshness
        self.logger = logger
        let services = server.services
        importer = Importer(database: services.database, mirrors: mirrors, now: services.now)
        measurer = Measurer(database: services.database, mirrors: mirrors, now: services.now)
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var looks: [String: Look] = [:]
            // Once for every emptying: what cannot be measured is not tried every second.
            var tried: Set<String> = []
            while true {
                let unmeasured = await self.unmeasured()
                for (location, head) in await self.current() {
                    let isDue = looks[location]?.isDue(location, head, self.freshness) ?? true
                    guard isDue || unmeasured.subtracting(tried).contains(location) else { continue }
                    let marks = HeadMarks(of: location)
                    let isDone = await self.bringIn(location)
                    try Task.checkCancellation()
                    if isDone, unmeasured.contains(location) { tried.insert(location) }
                    if isDone { looks[location] = Look(at: .now, marks: marks, head: await self.head(of: location)) }
                }
                tried.formIntersection(unmeasured)
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// What was asked for, and what some earlier start or another process brought in, with the head that is stored.
    private func current() async -> [(location: String, head: ObjectID?)] {
        let stored = await repositories()
        let asked = locations.map { location in (location, stored.first { $0.location == location }?.head) }
        return asked + stored.filter { !locations.contains($0.location) }.map { ($0.location, $0.head) }
    }

    /// Repositories whose numbers somebody emptied, to be measured anew.
    private func unmeasured() async -> Set<String> {
        (try? await server.services.database.read { Set(try $0.unmeasuredLocations(key: ReadingStore.current)) }) ?? []
    }

    private func head(of location: String) async -> ObjectID? {
        await repositories().first { $0.location == location }?.head
    }

    private func repositories() async -> [Repository] {
        (try? await server.services.database.read { try $0.repositories() }) ?? []
    }

    /// - Returns: whether nobody else is at it, in this process or another on the same database.
    private func bringIn(_ location: String) async -> Bool {
        do {
            return try await server.services.database.claiming("import \(location)") { await read(location) } != nil
        } catch is CancellationError {
            return false
        } catch {
            logger.warning("import could not be claimed", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func read(_ location: String) async {
        do {
            let pace = ProgressPace(publish: server.services.publish)
            let outcome = try await importer.run(location) { await pace.show($0) }
            if outcome.isChanged { server.metrics.countImport("finished", commits: outcome.added) }
            try await measure(outcome)
        } catch is CancellationError {
            logger.info("import interrupted, the next start goes on from there")
        } catch {
            server.metrics.countImport("failed", commits: 0)
            logger.warning("import failed", metadata: ["error": "\(error)"])
            if let known = await repositories().first(where: { $0.location == location }) { await announce(known) }
        }
    }

    private func measure(_ outcome: ImportOutcome) async throws {
        let isStale = try await !measurer.isUpToDate(outcome.repository)
        if isStale { try await measurer.run(outcome.repository.id, newlyMissing: outcome.missingObjects) }
        if outcome.isChanged || isStale { await announce(outcome.repository) }
    }

    /// Pages that show this repository's import draw its end.
    private func announce(_ repository: Repository) async {
        let event = try? await server.services.database.read { try LiveEvent.imported(repository, $0) }
        if let event { await server.services.publish(event) }
    }
}

/// When a location was looked at last, and how it was then.
private struct Look {
    let at: ContinuousClock.Instant
    let marks: HeadMarks?
    /// What was stored afterwards: another one means that another process imported.
    let head: ObjectID?

    func isDue(_ location: String, _ stored: ObjectID?, _ freshness: ImportService.Freshness) -> Bool {
        if stored != head { return true }
        let age = ContinuousClock.now - at
        guard let marks else { return age >= freshness.mirrors }
        // Numbers that count up to now grow old although nothing moved.
        return age >= .seconds(3600) || (age >= freshness.clones && HeadMarks(of: location) != marks)
    }
}
