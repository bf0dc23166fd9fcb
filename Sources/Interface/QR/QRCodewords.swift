/// The bytes that a code holds: data in blocks, each with its correction, dealt out in turn.
enum QRCodewords {
    static func of(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
        var data = packed(bytes, version)[...]
        let blocks = version.blocks.map { count in
            defer { data = data.dropFirst(count) }
            return Array(data.prefix(count))
        }
        let corrections = blocks.map { ReedSolomon.remainder(of: $0, count: version.correction) }
        return dealt(blocks) + dealt(corrections)
    }

    /// Mode, length, bytes, end, and filling up to the version's size.
    private static func packed(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for place in (0..<count).reversed() { bits.append(value >> place & 1 == 1) }
        }
        append(0b0100, 4)
        append(bytes.count, version.countBits)
        for byte in bytes { append(Int(byte), 8) }
        append(0, min(4, version.dataCount * 8 - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var words = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var filling: UInt8 = 0xEC
        while words.count < version.dataCount {
            words.append(filling)
            filling = filling == 0xEC ? 0x11 : 0xEC
        }
        return words
    }

    private static func dealt(_ blocks: [[UInt8]]) -> [UInt8] {
        let longest = blocks.map(\.count).max() ?? 0
        return (0..<longest).flatMap { place in blocks.filter { place < $0.count }.map { $0[place] } }
    }
}

/// Error correction over the field of 256 elements with the polynomial x⁸ + x⁴ + x³ + x² + 1.
enum ReedSolomon {
    static func remainder(of data: [UInt8], count: Int) -> [UInt8] {
        let divisor = generator(count)
        var remainder = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ remainder[0]
            remainder = Array(remainder.dropFirst()) + [0]
            for place in 0..<count { remainder[place] ^= product(divisor[place], factor) }
        }
        return remainder
    }

    /// The coefficients of (x − 1)(x − 2)(x − 4)… without the first, which is 1.
    private static func generator(_ count: Int) -> [UInt8] {
        var coefficients = [UInt8](repeating: 0, count: count - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            for place in 0..<count {
                let next = place + 1 < count ? coefficients[place + 1] : 0
                coefficients[place] = product(coefficients[place], root) ^ next
            }
            root = product(root, 2)
        }
        return coefficients
    }

    private static func product(_ first: UInt8, _ second: UInt8) -> UInt8 {
        var (first, second, sum) = (UInt16(first), second, UInt16(0))
        while second != 0 {
            if second & 1 == 1 { sum ^= first }
            first <<= 1
            if first & 0x100 != 0 { first ^= 0x11D }
            second >>= 1
        }
        return UInt8(sum)
    }
}
