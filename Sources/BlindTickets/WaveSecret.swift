import Crypto
import Foundation

/// What one device ties a person's answers together with, over the waves of one series (HANDBOOK D8).
///
/// It is 32 random bytes, made for one series, and never leaves the device: nothing that a server knows, such as a password
/// or an address, leads to it.
package struct WaveSecret: Hashable, Sendable {
    /// Rounds of one series, at most. After them there is another series, and another secret.
    package static let mostWaves = 4
    /// Tied answers behind a change that is told, at least.
    package static let leastPairs = 10

    package let bytes: Data

    package init() { bytes = Data.unguessable(32) }

    /// Nil for anything but 32 bytes.
    package init?(bytes: Data) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// HMAC-SHA-256 of the series' id: the same in each of its waves, and in no other series.
    package func pseudonym(in series: String) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(series.utf8), using: SymmetricKey(data: bytes)))
    }
}
