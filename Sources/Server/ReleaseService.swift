import Features
import Logging
import ServiceLifecycle

/// Releases rounds that have ended, beside the web server.
package struct ReleaseService: Service {
    private let desk: PulseDesk
    private let logger: Logger
    /// How often it looks. A round that ended waits at most this long.
    private static let pause = Duration.seconds(20)

    package init(_ desk: PulseDesk, logger: Logger) {
        self.desk = desk
        self.logger = logger
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do { _ = try await desk.releaseEnded() } catch is CancellationError { return } catch {
                    logger.warning("a round could not be released, and is tried again", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: Self.pause)
            }
        }
    }
}
