import HummingbirdCore
import HummingbirdHTTP2
import Logging
import ServiceLifecycle
import Synchronization

/// Looks at the certificate's files now and then, and serves with the new ones when they changed.
final class CertificateWatch: Service {
    private let files: CertificateFiles
    private let logger: Logger
    private let channel = Mutex<ReloadingChannel?>(nil)

    init(_ files: CertificateFiles, logger: Logger) {
        self.files = files
        self.logger = logger
    }

    /// Builds the server that serves with the files, now and after each change.
    func serverBuilder(_ configuration: HTTP2UpgradeChannel.Configuration) throws -> HTTPServerBuilder {
        let tls = try files.configuration()
        return HTTPServerBuilder { responder in
            let channel = try ReloadingChannel(tls, configuration: configuration, responder: responder)
            self.channel.withLock { $0 = channel }
            return LoopChannel(base: channel)
        }
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var known = self.files.writtenAt
            while true {
                try await Task.sleep(for: self.files.checkedEvery)
                let found = self.files.writtenAt
                if found != known, self.reload() { known = found }
            }
        }
    }

    /// - Returns: false where it did not work, as when one of two files was written and the other not yet.
    private func reload() -> Bool {
        do {
            try channel.withLock { $0 }?.use(try files.configuration())
            logger.notice("serving with a new certificate")
            return true
        } catch {
            logger.warning("the new certificate cannot be used, the old one stays", metadata: ["error": "\(error)"])
            return false
        }
    }
}
