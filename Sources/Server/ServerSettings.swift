import Features
import NIOCore

/// How the server listens and whom it answers. Read once, by the command.
package struct ServerSettings: Sendable {
    package var host = "127.0.0.1"
    /// 0 takes any free port.
    package var port = 8080
    /// Names under which people reach it besides the loopback ones: `tutti.example.org`.
    package var publicHosts: [String] = []
    package var certificate: CertificateFiles?
    /// What stands in front of the server and may say so.
    package var proxy: TrustedProxy?
    /// Another service that signs people in.
    package var openID: OpenIDSettings?
    /// Connections at once; more wait to be accepted.
    package var connections = 8192
    /// A connection that asks nothing for as long is closed.
    package var idleTimeout: TimeAmount = .seconds(60)
    /// A line of nothing goes to every open page as often, so that proxies keep its connection.
    package var heartbeat: Duration = .seconds(15)
    /// When asked to stop: how long answers that were begun may take.
    package var stopLimit: Duration = .seconds(10)

    package init() {}
}

/// A certificate chain and its private key, as PEM files.
package struct CertificateFiles: Hashable, Sendable {
    package var chain: String
    package var key: String
    /// How often the files are looked at; new ones serve from the next connection on.
    package var checkedEvery: Duration = .seconds(10)

    package init(chain: String, key: String) {
        self.chain = chain
        self.key = key
    }
}
