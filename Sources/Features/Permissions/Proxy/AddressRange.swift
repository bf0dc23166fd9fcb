import Foundation
import NIOCore

/// A range of network addresses: `10.0.0.0/8`, `::1`, `fd00::/8`.
package struct AddressRange: Hashable, Sendable {
    private let bytes: [UInt8]
    /// How many bits from the start are compared.
    private let bits: Int

    /// Nil for what is no address, or has more bits than an address of its kind.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bytes = Self.bytes(of: String(parts[0])) else { return nil }
        let all = bytes.count * 8
        guard parts.count == 2 else {
            (self.bytes, bits) = (bytes, all)
            return
        }
        guard let bits = Int(parts[1]), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            (0...all).contains(bits)
        else { return nil }
        (self.bytes, self.bits) = (bytes, bits)
    }

    package func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        let whole = bits / 8
        guard other.prefix(whole) == bytes.prefix(whole) else { return false }
        guard bits % 8 > 0 else { return true }
        return (other[whole] ^ bytes[whole]) >> UInt8(8 - bits % 8) == 0
    }

    /// Four bytes or sixteen. An IPv4 address that came over IPv6 (`::ffff:10.0.0.1`) is the IPv4 address.
    private static func bytes(of text: String) -> [UInt8]? {
        guard let address = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
        switch address {
        case .v4(let v4): return withUnsafeBytes(of: v4.address.sin_addr) { Array($0) }
        case .v6(let v6):
            let bytes = withUnsafeBytes(of: v6.address.sin6_addr) { Array($0) }
            return bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] ? Array(bytes.suffix(4)) : bytes
        case .unixDomainSocket: return nil
        }
    }
}
