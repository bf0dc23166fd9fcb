import Connectors
import Features
import Foundation
import Logging
import Records
import ServiceLifecycle
import Store

/// Looks up how old the debt markers are that no measuring had time for, until all have an age or git cannot say.
///
/// Each file is looked up once: an age belongs to a path and its content, and is kept with them while they stay the same. One
/// file after another, so that the machine is left to the pages; when all are through, the numbers are measured again.
package struct DatingService: Service {
    private let mirrors: String
    private let measurer: Measurer
    private let server: TuttiServer
    private let pause: Duration
    private let logger: Logger

    /// - Parameters:
    ///   - mirrors: the folder for copies of what lies behind URLs.
    ///   - pause: between two looks for new work.
    package init(server: TuttiServer, mirrors: String, pause: Duration = .seconds(5), logger: Logger) {
        self.server = server
        self.mirrors = mirrors
        self.pause = pause
        self.logger = logger
        measurer = Measurer(database: server.services.database, mirrors: mirrors, now: server.services.now)
    }

    private var database: any Database { server.services.database }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            // The head at which nothing is left that git could tell.
            var through: [Repository.ID: ObjectID] = [:]
            while true {
                for repository in await self.repositories() where through[repository.id] != repository.head {
                    if await self.isThrough(repository) { through[repository.id] = repository.head }
                    try Task.checkCancellation()
                }
                try await Task.sleep(for: self.pause)
            }
        }
    }

    private func repositories() async -> [Repository] {
        (try? await database.read { try $0.repositories() }) ?? []
    }

    private func isThrough(_ repository: Repository) async -> Bool {
        do {
            return try await database.claiming("date \(repository.location)") { try await date(repository) } ?? false
        } catch is CancellationError {
            return false
        } catch {
            logger.warning("debt markers could not be dated", metadata: ["error": "\(error)"])
            return true
        }
    }

    /// Files asked about before what was found is saved.
    private static let step = 10

    /// - Returns: whether the tree at this head needs no other look.
    private func date(_ repository: Repository) async throws -> Bool {
        guard var snapshot = try await database.read({ try $0.snapshot(of: repository.id) }),
            snapshot.head == repository.head
        else { return false }
        let paths = snapshot.undatedPaths
        if paths.isEmpty { return true }
        let clone = try await GitRepository.open(repository.location, mirrors: mirrors, updatesMirror: false)
        var isFound = false
        for start in stride(from: 0, to: paths.count, by: Self.step) {
            try Task.checkCancellation()
            let next = Array(paths[start..<min(start + Self.step, paths.count)])
            let dated = try await clone.dated(snapshot, in: next, atOnce: 1)
            if dated == snapshot { continue }
            let isKept = try await database.write(.relaxed) { [snapshot] in
                try $0.saveAges(dated, before: snapshot, repository: repository.id)
            }
            guard isKept else { return false }
            snapshot = dated
            isFound = true
        }
        if isFound { try await measureAgain(repository) }
        return true
    }

    private func measureAgain(_ repository: Repository) async throws {
        let begun = Int64(server.services.now().timeIntervalSince1970.rounded(.down))
        try await measurer.run(repository.id)
        let event = try await database.write { db in
            try db.outdateReadings(of: repository.id, measuredBefore: begun)
            return try LiveEvent.imported(repository, db)
        }
        await server.services.publish(event)
    }
}
