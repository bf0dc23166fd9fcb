import Features
import Foundation
import Logging
import Server
import Store

/// The web server with everything that runs beside it, whichever command starts it.
struct Serving: Sendable {
    var settings: ServerSettings
    var location: DatabaseLocation
    var frame: Frame
    /// What is brought in besides everything that is in the database already.
    var locations: [String] = []
    /// The folder for copies of what lies behind URLs.
    var mirrors: String
    var key: SealingKey?
    var isDevelopment = false
    var logger: Logger
    /// How connected sources are asked.
    var outgoing = OutgoingSettings()
    var permissions = PermissionMatrix.tutti
    var features: @Sendable (Services) -> [any Feature] = { .all($0) }

    /// Serves until it is asked to stop by SIGTERM or SIGINT.
    ///
    /// - Parameter announce: is told the address once it answers.
    /// - Throws: `StartTrouble` where it cannot start.
    func run(on database: any Database, announce: @escaping @Sendable (String) -> Void) async throws {
        let outgoing = try Outgoing(outgoing)
        let tools = SourceTools(outgoing) { Date() }
        var frame = frame
        if try await database.read({ try $0.isInvented() }) {
            frame.notice = "Invented data: nobody here exists, and nothing of it has happened."
        }
        let server = try TuttiServer(
            settings: settings, database: database, frame: frame, isDevelopment: isDevelopment, now: { Date() },
            logger: logger, key: key, tools: tools, permissions: permissions, features: features)
        let imports = ImportService(locations, server: server, mirrors: mirrors, logger: logger)
        let measuring = MeasuringService(server: server, mirrors: mirrors, logger: logger)
        let dating = DatingService(server: server, mirrors: mirrors, logger: logger)
        let process = MeasuringProcess(location)
        let deliveries = DeliveryMeasuringService(
            server: server, measuring: { try await process.measure($0, fail: $1) }, logger: logger)
        let retention = RetentionService(server.services, logger: logger)
        let changes = ChangeCoverageService(server.services, mirrors: mirrors, logger: logger)
        let planning = PlanningService(server.services, logger: logger)
        let draining = DrainingService(server: server, logger: logger)
        let services = server.services
        let syncing = SyncService(
            SourceSyncer(database: database, tools: tools, key: key, publish: services.publish), logger: logger)
        let writing = WriteBackService(
            WriteBackRunner(database: database, tools: tools, key: key), logger: logger)
        let rounds = services.pulse.map { RoundService($0, logger: logger) }
        let emitting = key.map { key in
            let sender = WebhookSender(database: database, world: outgoing.world { Date() }, key: key)
            return EmittingService(sender, logger: logger)
        }
        try await server.run(
            background: [
                imports, measuring, dating, deliveries, changes, draining, planning, retention, syncing, writing,
            ]
                + [rounds].compactMap(\.self) + [emitting].compactMap(\.self),
            announce: announce)
        await outgoing.shutdown()
    }
}
