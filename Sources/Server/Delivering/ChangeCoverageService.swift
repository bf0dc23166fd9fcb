import Connectors
import Features
import Foundation
import Logging
import Records
import ServiceLifecycle
import Store

/// Works out, beside the web server, how much of what merged pull requests add the tests run: the lines from the clone, what
/// ran from the reports of the merge. Each is read once, and again when another report of it comes.
package struct ChangeCoverageService: Service {
    private let services: Services
    private let mirrors: String
    private let pause: Duration
    private let logger: Logger

    /// - Parameters:
    ///   - mirrors: the folder for copies of what lies behind URLs.
    ///   - pause: between two looks for new reports.
    package init(_ services: Services, mirrors: String, pause: Duration = .seconds(15), logger: Logger) {
        self.services = services
        self.mirrors = mirrors
        self.pause = pause
        self.logger = logger
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var since: Int64 = 0
            while true {
                since = await self.look(since)
                try await Task.sleep(for: self.pause)
            }
        }
    }

    /// - Returns: from when on reports are to be looked at next.
    func look(_ since: Int64) async -> Int64 {
        do {
            // What comes while this goes on is looked at the next time.
            let last = try await services.database.read { try $0.lastReportAt() } ?? 0
            let isThrough = try await services.database.claiming("coverage of changes") {
                try await measure(due(since))
                return true
            }
            return isThrough == nil ? since : max(since, last)
        } catch is CancellationError {
            return since
        } catch {
            logger.warning("coverage of changes could not be worked out", metadata: ["error": "\(error)"])
            return since
        }
    }

    private func due(_ since: Int64) async throws -> [(change: CoveredChange, clone: Repository)] {
        try Task.checkCancellation()
        return try await services.database.read { try $0.coverableChanges(since: since) }
    }

    private func measure(_ due: [(change: CoveredChange, clone: Repository)]) async throws {
        for (id, changes) in Dictionary(grouping: due, by: \.clone.id).sorted(by: { $0.key < $1.key }) {
            guard let location = changes.first?.clone.location else { continue }
            let clone = try? await GitRepository.open(location, mirrors: mirrors, updatesMirror: false)
            if clone == nil { logger.warning("a clone cannot be read", metadata: ["repository": "\(id)"]) }
            for (change, _) in changes {
                try Task.checkCancellation()
                let commit = ObjectID(change.commit)
                let added: [String: Set<Int>]? =
                    if let commit { try? await clone?.addedLines(by: commit) } else { nil }
                let now = Int64(services.now().timeIntervalSince1970 * 1000)
                try await services.database.write(.relaxed) { db in
                    try db.save(added.flatMap { try Self.coverage($0, change, db) }, of: change, at: now)
                }
            }
        }
    }

    /// Nil where the commit holds only a part of the change, as after a rebase: a part would be told as the whole.
    private static func coverage(
        _ added: [String: Set<Int>], _ change: CoveredChange, _ db: any Connection
    ) throws -> DiffCoverage? {
        if let additions = change.additions, additions != added.values.reduce(0, { $0 + $1.count }) { return nil }
        let paths = ReportedPaths(added.keys)
        var union = CoverageUnion()
        for var file in try db.coverage(ofCommit: change.commit).files {
            guard let path = paths.match(file.path) else { continue }
            file.path = path
            union.add(file)
        }
        return DiffCoverage(added: added, coverage: union)
    }
}
