import Features
import Logging
import Records
import ServiceLifecycle
import Store

/// Keeps the readings of deliveries up to date beside the web server: after what they rest on changed, once it has been
/// quiet for a moment; as time goes on; and what pages asked for. Of several processes on one database one does it.
package struct DeliveryMeasuringService: Service {
    /// Measures choices, and tells of each that failed.
    package typealias Measuring =
        @Sendable (
            _ choices: [DeliveryChoice], _ fail: (DeliveryChoice, any Error) -> Void
        ) async throws -> [DeliveryChoice]

    private let measurer: DeliveryMeasurer
    private let measuring: Measuring
    private let server: TuttiServer
    private let pace: Pace
    private let logger: Logger

    package struct Pace: Sendable {
        /// How often it looks whether something changed.
        package var look: Duration = .seconds(1)
        /// How long nothing must have changed: a webhook seldom comes alone.
        package var quiet: Duration = .seconds(2)
        /// What changes all the time is measured all the same.
        package var atMost: Duration = .seconds(20)
        /// Clocks of what is open move on.
        package var ageing: Duration = .seconds(60)

        package init() {}
    }

    /// - Parameter measuring: nil for this process.
    package init(server: TuttiServer, pace: Pace = Pace(), measuring: Measuring? = nil, logger: Logger) {
        self.server = server
        self.pace = pace
        self.logger = logger
        let measurer = DeliveryMeasurer(database: server.services.database, now: server.services.now)
        self.measurer = measurer
        self.measuring = measuring ?? { try await measurer.measure($0, fail: $1) }
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var changes = Changes(pace: self.pace)
            while true {
                await self.look(&changes)
                try await Task.sleep(for: self.pace.look)
            }
        }
    }

    private func look(_ changes: inout Changes) async {
        do {
            let latest = try await server.services.database.read { try $0.latestDeliveryChange() }
            let isDue = changes.areDue(latest)
            let wishes = server.deliveryWishes.take()
            guard isDue || !wishes.isEmpty else { return }
            let usual = isDue ? try await measurer.usualChoices() : []
            let choices = usual + wishes.filter { !usual.contains($0) }
            let begun = ContinuousClock.now
            let measured = try await server.services.database.claiming("measure deliveries") {
                // Who waits is not kept waiting until it is quiet; what changed is taken up for all together then.
                let due = try await measurer.due(
                    choices.filter { !server.deliveryWishes.hasFailed($0) }, taking: isDue)
                return due.isEmpty ? [] : try await measuring(due, fail)
            }
            if measured == nil {
                // Another process is at it, and may not know of what was asked for here.
                for wish in wishes { server.deliveryWishes.ask(wish) }
            } else if isDue {
                changes.end(after: .now - begun)
            }
            // What pages took that were drawn since: nothing is measured here that would give it back.
            FreedMemory.giveBack()
        } catch is CancellationError {
            return
        } catch {
            logger.warning("deliveries could not be measured", metadata: ["error": "\(error)"])
        }
    }

    @Sendable private func fail(_ choice: DeliveryChoice, _ error: any Error) {
        server.deliveryWishes.fail(choice)
        logger.warning("a delivery reading failed", metadata: ["choice": "\(choice.key)", "error": "\(error)"])
    }
}

/// When it is time to look at all choices again.
private struct Changes {
    let pace: DeliveryMeasuringService.Pace
    private var latest: Int64?
    private var since: ContinuousClock.Instant?
    private var first: ContinuousClock.Instant?
    private var lookedAt: ContinuousClock.Instant?
    /// When the next measuring may begin: a large installation shall not measure all the time.
    private var rested: ContinuousClock.Instant?

    init(pace: DeliveryMeasuringService.Pace) { self.pace = pace }

    /// - Parameter newest: the number of the last change that nobody took up; nil where there is none.
    mutating func areDue(_ newest: Int64?) -> Bool {
        let now = ContinuousClock.now
        if let rested, now < rested { return false }
        guard let newest else {
            (latest, since, first) = (nil, nil, nil)
            return lookedAt.map { now - $0 >= pace.ageing } ?? true
        }
        if newest != latest { (latest, since) = (newest, now) }
        first = first ?? now
        return now - (since ?? now) >= pace.quiet || now - (first ?? now) >= pace.atMost
    }

    /// - Parameter duration: how long measuring took.
    mutating func end(after duration: Duration) {
        (lookedAt, rested) = (.now, .now + duration * 4)
        (latest, since, first) = (nil, nil, nil)
    }
}
