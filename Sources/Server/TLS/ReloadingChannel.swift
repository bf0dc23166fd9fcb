import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// TLS with HTTP/2 and HTTP/1.1 whose certificate can be changed while it runs.
///
/// Connections that are open keep the certificate they began with.
final class ReloadingChannel: ServerChildChannel {
    typealias Value = HTTP2UpgradeChannel.Value

    private let responder: HTTPChannelHandler.Responder
    private let configuration: HTTP2UpgradeChannel.Configuration
    private let current: Mutex<HTTP2UpgradeChannel>

    init(
        _ tls: TLSConfiguration, configuration: HTTP2UpgradeChannel.Configuration,
        responder: @escaping HTTPChannelHandler.Responder
    ) throws {
        self.responder = responder
        self.configuration = configuration
        current = Mutex(
            try HTTP2UpgradeChannel(tlsConfiguration: tls, configuration: configuration, responder: responder))
    }

    /// Serves with another certificate from the next connection on.
    func use(_ tls: TLSConfiguration) throws {
        let next = try HTTP2UpgradeChannel(
            tlsConfiguration: tls, configuration: configuration, responder: responder)
        current.withLock { $0 = next }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        current.withLock { $0 }.setup(channel: channel, logger: logger)
    }

    func handle(value: Value, logger: Logger) async {
        // All of them handle a connection alike; they differ in how one is set up.
        await current.withLock { $0 }.handle(value: value, logger: logger)
    }
}
