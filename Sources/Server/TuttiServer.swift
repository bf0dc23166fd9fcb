import Features
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Store
import UnixSignals

/// The web server: routes, what stands around them, and what runs beside them.
package struct TuttiServer: Sendable {
    package let settings: ServerSettings
    /// What features are made with.
    package let services: Services
    let routes: RouteTable
    let metrics: Metrics
    let hub: LiveHub
    /// What pages asked to have measured.
    let queue: MeasuringQueue
    let deliveryWishes: DeliveryWishes
    private let logger: Logger

    /// - Parameters:
    ///   - features: makes the features that are served; by default all there are.
    ///   - permissions: whom each route answers.
    ///   - now: the clock of everything that is served.
    ///   - tools: how connected sources are asked; nil where nothing is asked of any.
    ///   - key: seals secrets before they are stored; nil where no key file was named.
    package init(
        settings: ServerSettings, database: any Database, frame: Frame, isDevelopment: Bool = false,
        now: @escaping @Sendable () -> Date, logger: Logger, key: SealingKey? = nil,
        tools: SourceTools? = nil, permissions: PermissionMatrix = .tutti,
        features: (Services) -> [any Feature] = { .all($0) }
    ) throws {
        let hub = LiveHub(database: database, heartbeat: settings.heartbeat, logger: logger)
        let metrics = Metrics()
        let queue = MeasuringQueue()
        let deliveryWishes = DeliveryWishes()
        let door = HookDoor(database, key: key, now: now, metrics: metrics)
        services = Services(
            database: database, now: now,
            randomBytes: Self.randomBytes,
            publish: { await hub.publish($0) }, measure: { queue.ask($0, $1) },
            measureDelivery: { deliveryWishes.ask($0) }, frame: frame,
            isDevelopment: isDevelopment, isSecure: settings.certificate != nil, key: key,
            openID: settings.openID.map { OpenIDProvider($0, fetch: WebFetching.fetch, now: now) },
            sources: tools.map { .tutti($0) },
            hosts: tools.map { .tutti($0, database: database, key: key, door: door) })
        let own: [any Feature] = [
            AssetRoutes(), HealthRoutes(database: database, metrics: metrics, hub: hub),
            EventRoutes(hub: hub, limit: settings.connections / 2),
            RepositoryAPI(database: database, measure: { queue.ask($0, $1) }),
            PushRoutes(services), HookRoutes(door),
        ]
        let all = own + features(services)
        routes = try RouteTable(
            all + [APIDocumentRoutes(describing: all.flatMap(\.routes))], permissions: permissions,
            doorkeeper: Doorkeeper(services, proxy: settings.proxy, logger: logger), errand: TicketErrand(services))
        self.settings = settings
        self.hub = hub
        self.queue = queue
        self.deliveryWishes = deliveryWishes
        self.metrics = metrics
        self.logger = logger
    }

    /// Serves until it is asked to stop by SIGTERM or SIGINT.
    ///
    /// - Parameters:
    ///   - background: runs beside the server and is stopped before it.
    ///   - announce: is told the address once it answers: `http://127.0.0.1:8080`.
    /// - Throws: `StartTrouble` where it cannot start.
    package func run(
        background: [any Service] = [], announce: @escaping @Sendable (String) -> Void
    ) async throws {
        try await run(try group(background, stoppedBy: [.sigterm, .sigint], announce: announce))
    }

    func run(_ group: ServiceGroup) async throws {
        do {
            try await group.run()
        } catch let error as IOError {
            throw trouble(error)
        }
    }

    /// Eight at a time: each number is a question to the operating system.
    private static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count { withUnsafeBytes(of: generator.next()) { bytes += $0 } }
        return Array(bytes.prefix(count))
    }

    /// Everything that runs, in the order in which it starts.
    func group(
        _ background: [any Service] = [], stoppedBy signals: [UnixSignal],
        announce: @escaping @Sendable (String) -> Void
    ) throws -> ServiceGroup {
        let watch = settings.certificate.map { CertificateWatch($0, logger: logger) }
        let application = try application(watch: watch, announce: announce)
        // Services stop in reverse order: the hub ends the streams of open pages before the server waits for them.
        let services: [any Service] = [application, hub] + (watch.map { [$0] } ?? []) + background
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: signals, logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.stopLimit
        return ServiceGroup(configuration: configuration)
    }

    /// The application without what runs beside it.
    func application(
        watch: CertificateWatch? = nil, announce: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> Application<RouterResponder<AppContext>> {
        let scheme = watch == nil ? "http" : "https"
        let host = settings.host
        return Application(
            router: router(), server: try builder(watch),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), backlog: 1024,
                availableConnectionsDelegate: .maximum(settings.connections, logger: logger)),
            onServerRunning: { channel in
                let shown = host.contains(":") ? "[\(host)]" : host
                announce("\(scheme)://\(shown):\(channel.localAddress?.port ?? 0)")
            },
            logger: logger)
    }

    private func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
        let untraced = Set(routes.routes.filter(\.leavesNoTrace).map(\.path))
        router.add(middleware: Relieving(brief: Set(routes.routes.filter(\.isBrief).map(\.path))))
        router.add(middleware: Accounting(metrics: metrics, untraced: untraced))
        router.add(middleware: SecurityHeaders(isSecure: settings.certificate != nil))
        router.add(middleware: Compression())
        router.add(middleware: Conditional())
        router.add(
            middleware: ProblemAnswers(
                frame: services.frame, isDevelopment: services.isDevelopment, untraced: untraced))
        router.add(middleware: HostCheck(settings))
        routes.add(to: router)
        return router
    }

    private func builder(_ watch: CertificateWatch?) throws -> HTTPServerBuilder {
        let http1 = HTTP1Channel.Configuration(
            idleTimeout: settings.idleTimeout,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 100))
        guard let watch else {
            return HTTPServerBuilder { LoopChannel(base: HTTP1Channel(responder: $0, configuration: http1)) }
        }
        return try watch.serverBuilder(
            .init(idleTimeout: .nanoseconds(settings.idleTimeout.nanoseconds), streamConfiguration: http1))
    }

    private func trouble(_ error: IOError) -> any Error {
        switch error.errnoCode {
        case EADDRINUSE: StartTrouble.portTaken(host: settings.host, port: settings.port)
        case EACCES: StartTrouble.portForbidden(settings.port)
        case EADDRNOTAVAIL: StartTrouble.noSuchAddress(settings.host)
        default: error
        }
    }
}
