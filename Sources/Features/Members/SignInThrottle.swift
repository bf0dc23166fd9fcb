/// Slows down whoever tries passwords, without ever locking out the one whose password is tried.
///
/// Failures are counted by login and address together, and by address; never by login alone, so that a stranger's tries
/// do not stop the owner elsewhere. A browser in which the owner signed in before is counted by itself. Nothing of this
/// is stored: addresses stay in memory, and for a quarter of an hour.
package actor SignInThrottle {
    package struct Source: Hashable, Sendable {
        package var login: String
        package var address: String
        /// The hash of the browser's mark, where this login used that browser before.
        package var device: [UInt8]?

        package init(login: String, address: String, device: [UInt8]? = nil) {
            self.login = login
            self.address = address
            self.device = device
        }
    }

    private struct Failures {
        var count = 0
        var last: Int64 = 0
    }

    private enum Bucket: Hashable {
        case pair(String, String), address(String), device([UInt8]), login(String)
    }

    private var failures: [Bucket: Failures] = [:]
    private let forgivenPerLogin: Int?

    /// - Parameter forgivenPerLogin: with how many failures a login forgives wherever they come from, known browsers apart.
    ///   Nil where strangers may try, who could otherwise keep the owner out.
    package init(forgivenPerLogin: Int? = nil) { self.forgivenPerLogin = forgivenPerLogin }

    /// How many seconds to wait before another try; 0 when it may be made now.
    package func wait(_ source: Source, at now: Int64) -> Int64 {
        buckets(source).map { bucket, free in
            guard let failed = failures[bucket], now - failed.last < Self.memory, failed.count >= free else { return 0 }
            let pause = min(Self.memory, Int64(1) << min(failed.count - free + 1, 12))
            return max(0, failed.last + pause - now)
        }.max() ?? 0
    }

    package func failed(_ source: Source, at now: Int64) {
        if failures.count > Self.room { failures = failures.filter { now - $0.value.last < Self.memory } }
        for (bucket, _) in buckets(source) {
            var failed = failures[bucket, default: Failures()]
            if now - failed.last >= Self.memory { failed.count = 0 }
            failed.count += 1
            failed.last = now
            failures[bucket] = failed
        }
    }

    package func succeeded(_ source: Source) {
        for (bucket, _) in buckets(source) {
            if case .address = bucket { continue }
            failures[bucket] = nil
        }
    }

    /// Seconds after which a failure is forgotten, and the longest pause.
    private static let memory: Int64 = 900
    private static let room = 100_000

    /// With how many failures each forgives before it asks for a pause.
    private func buckets(_ source: Source) -> [(Bucket, free: Int)] {
        if let device = source.device { return [(.device(device), 5)] }
        let everywhere = forgivenPerLogin.map { [(Bucket.login(source.login), free: $0)] } ?? []
        return [(.pair(source.login, source.address), 5), (.address(source.address), 50)] + everywhere
    }
}
