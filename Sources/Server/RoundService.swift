import Features
import Logging
import ServiceLifecycle

/// Opens rounds of schedules whose time has come, releases rounds that have ended, and hands follow-ups over day by day, beside
/// the web server.
package struct RoundService: Service {
    private let desk: PulseDesk
    private let logger: Logger
    /// How often it looks. A round whose time has come waits at most this long.
    private static let pause = Duration.seconds(20)

    package init(_ desk: PulseDesk, logger: Logger) {
        self.desk = desk
        self.logger = logger
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                // What has ended first: the next round of the same people may wait for it.
                try await self.attempt("a round could not be released, and is tried again") {
                    try await $0.releaseEnded()
                }
                try await self.attempt("a round could not be opened, and is tried again") {
                    try await $0.openScheduled()
                }
                try await self.attempt("what tied answers together could not be destroyed, and is tried again") {
                    try await $0.endSeries()
                    return []
                }
                try await self.attempt("follow-ups could not be handed over, and are tried again") {
                    try await $0.handOverFollowUps()
                    return []
                }
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    /// - Throws: `CancellationError` alone.
    private func attempt(
        _ warning: Logger.Message, _ step: (PulseDesk) async throws -> [Round.ID]
    ) async throws {
        do { _ = try await step(desk) } catch is CancellationError { throw CancellationError() } catch {
            logger.warning(warning, metadata: ["error": "\(error)"])
        }
    }
}
