import Crypto
import Foundation

/// Puts fields one after another so that they can be taken apart in one way only.
struct ByteWriter {
    private(set) var data = Data()

    mutating func append(_ bytes: some DataProtocol) { data.append(contentsOf: bytes) }

    /// The number of bytes in two bytes, most significant first, then the bytes.
    mutating func appendCounted(_ bytes: some DataProtocol) {
        precondition(bytes.count <= Int(UInt16.max), "a field is at most 65,535 bytes long")
        append([UInt8(bytes.count >> 8), UInt8(bytes.count & 0xff)])
        append(bytes)
    }
}

/// Takes apart what `ByteWriter` wrote. Every step fails when too few bytes are left, and none reads beyond them.
struct ByteReader {
    struct Ended: Error {}

    private var rest: Data.SubSequence

    init(_ data: some DataProtocol) { rest = Data(data)[...] }

    /// How many bytes are left.
    var count: Int { rest.count }

    mutating func take(_ count: Int) throws(Ended) -> Data {
        guard count >= 0, count <= rest.count else { throw Ended() }
        defer { rest = rest.dropFirst(count) }
        return Data(rest.prefix(count))
    }

    mutating func takeCounted() throws(Ended) -> Data {
        let count = try take(2)
        return try take(Int(count[0]) << 8 | Int(count[1]))
    }

    /// Whether nothing but zeros is left.
    var isPadding: Bool { rest.withUnsafeBytes { bytes in bytes.allSatisfy { $0 == 0 } } }

    mutating func takeRest() -> Data {
        defer { rest = rest.dropFirst(rest.count) }
        return Data(rest)
    }
}

extension Data {
    /// Bytes that nobody can guess. Not handed in from outside: a caller with a weak generator would undo everything here.
    static func unguessable(_ count: Int) -> Data {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Data($0) }
    }

    /// Base64 for addresses and files: `-` and `_`, no padding.
    package var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// - Returns: nil unless `text` is just what `base64URL` writes.
    package init?(base64URL text: String) {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let standard = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: standard), data.base64URL == text else { return nil }
        self = data
    }

    /// Two lower-case digits a byte.
    package var hex: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// - Returns: nil unless `text` is just what `hex` writes.
    init?(hex text: String) {
        let digits = text.utf8.map(Self.digit)
        guard digits.count.isMultiple(of: 2) else { return nil }
        self.init(capacity: digits.count / 2)
        for pair in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[pair], let low = digits[pair + 1] else { return nil }
            append(high << 4 | low)
        }
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
