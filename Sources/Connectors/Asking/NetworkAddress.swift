import Foundation

/// An address of a machine: four bytes, or sixteen.
struct NetworkAddress: Hashable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Nil for a name, and for the odd ways to write an address that only some programs read: `127.1`, `0x7f000001`.
    init?(_ text: some StringProtocol) {
        let text = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : String(text)
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    /// The older address that one of the newer kind stands for: mapped, translated, or tunnelled.
    var embedded: NetworkAddress? {
        guard bytes.count == 16 else { return nil }
        let zeros = [UInt8](repeating: 0, count: 10)
        let isMapped = bytes[10] == 255 && bytes[11] == 255
        // `::1` and `::` are addresses of their own.
        let isOld = bytes[10] == 0 && bytes[11] == 0 && bytes[12] != 0
        if Array(bytes[..<10]) == zeros, isMapped || isOld {
            return NetworkAddress(bytes: Array(bytes[12...]))
        }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B] + zeros.prefix(8)) {
            return NetworkAddress(bytes: Array(bytes[12...]))
        }
        return bytes.starts(with: [0x20, 0x02]) ? NetworkAddress(bytes: Array(bytes[2..<6])) : nil
    }
}

/// Addresses that begin alike: `10.0.0.0/8`, or one alone.
struct NetworkRange: Hashable {
    let start: NetworkAddress
    let bits: Int

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let start = NetworkAddress(parts[0]), parts.count <= 2 else { return nil }
        let whole = start.bytes.count * 8
        guard let bits = parts.count == 1 ? whole : Int(parts[1]), (0...whole).contains(bits) else { return nil }
        self.start = start
        self.bits = bits
    }

    func contains(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == start.bytes.count else { return false }
        return address.bytes.indices.allSatisfy { place in
            let kept = min(8, max(0, bits - place * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> kept)
            return address.bytes[place] & mask == start.bytes[place] & mask
        }
    }
}
