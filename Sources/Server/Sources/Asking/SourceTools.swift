import Connectors
import Crypto
import CryptoExtras
import Features
import Foundation
import Records
import Store

/// How connected tools are asked: one way out, one set of queues, and tokens that apps were given for a while.
package struct SourceTools: Sendable {
    private let world: Fetch.World
    let now: @Sendable () -> Date
    private let lanes = ToolLanes()
    private let exchanged = ExchangedTokens()
    let offers = KeptOffers()

    package init(_ outgoing: Outgoing, now: @escaping @Sendable () -> Date) {
        self.init(outgoing.world(now: now), now: now)
    }

    init(_ world: Fetch.World, now: @escaping @Sendable () -> Date) { (self.world, self.now) = (world, now) }

    /// How long somebody may be kept waiting.
    enum Patience {
        /// By nobody: a sync goes on whenever the tool lets it.
        case sync
        /// By somebody in front of a page.
        case check
    }

    /// Asks with what a connection has to show.
    ///
    /// - Parameter token: one of its tokens; nil for all of them, the one that may go on soonest first.
    func fetch(
        _ asking: ToolAsking, _ settings: ToolAsking.Settings, _ secrets: SourceSecrets, _ patience: Patience,
        token: String? = nil
    ) async throws -> Fetch {
        if let key = secrets.privateKey, let exchange = asking.exchange {
            let tokens = try await exchanged.tokens(for: settings, key, at: time) {
                let signer = try AppSigner(key)
                return try await exchange(settings, time, { try signer.signature(of: $0) }) { word in
                    fetch([word], patience) { ["Authorization": "Bearer \($0)"] }
                }
            }
            let owners = Dictionary(tokens.map { ($0.token, $0.owner) }) { first, _ in first }
            return fetch(tokens.map(\.token), patience, asking.headers) { token, question in
                guard let owner = asking.owner(question), let own = owners[token] ?? nil else { return true }
                return own == owner
            }
        }
        return fetch(token.map { [$0] } ?? secrets.tokens, patience, asking.headers)
    }

    /// Leaves tools alone for so many seconds.
    func rest(_ seconds: Double) async throws { try await world.sleep(seconds) }

    /// Has an app ask for another token the next time.
    func forget(_ settings: ToolAsking.Settings) async { await exchanged.forget(settings) }

    private func fetch(
        _ tokens: [String], _ patience: Patience, _ headers: @escaping @Sendable (String) -> [String: String],
        opens: @escaping @Sendable (String, ToolQuestion) -> Bool = { _, _ in true }
    ) -> Fetch {
        switch patience {
        case .sync: Fetch(world: world, lanes: lanes, tokens: tokens, headers: headers, opens: opens)
        case .check:
            Fetch(
                world: world, lanes: lanes, tokens: tokens, patience: 5, attempts: 2,
                headers: headers, opens: opens)
        }
    }

    private var time: Int64 { Int64(now().timeIntervalSince1970) }
}

/// Tokens that apps were given for an hour, kept in memory alone.
private actor ExchangedTokens {
    private var known: [ToolAsking.Settings: (key: String, tokens: [ExchangedToken])] = [:]

    /// Used while there is still time for a long answer.
    private static let margin: Int64 = 300

    func tokens(
        for settings: ToolAsking.Settings, _ key: String, at now: Int64,
        _ exchange: @Sendable () async throws -> [ExchangedToken]
    ) async throws -> [ExchangedToken] {
        if let found = known[settings], found.key == key, found.tokens.allSatisfy({ $0.endsAt > now + Self.margin }) {
            return found.tokens
        }
        let tokens = try await exchange()
        known[settings] = (key, tokens)
        return tokens
    }

    func forget(_ settings: ToolAsking.Settings) { known[settings] = nil }
}

/// Signs with the private key of an app, as RS256 does.
struct AppSigner {
    private let key: _RSA.Signing.PrivateKey

    /// - Throws: `AskingTrouble` where it is no such key.
    init(_ pem: String) throws(AskingTrouble) {
        do { key = try _RSA.Signing.PrivateKey(pemRepresentation: pem) } catch {
            throw .unreachable("the App's private key cannot be read; paste it whole, as GitHub gave it")
        }
    }

    func signature(of data: Data) throws -> Data {
        try key.signature(for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5).rawRepresentation
    }
}
