import Testing

@testable import Connectors

@Suite("The name of a content")
struct BlobNameTests {
    private static func name(_ text: String) -> BlobName? {
        Array(text.utf8).withUnsafeBytes { BlobName(hex: $0) }
    }

    @Test(arguments: [
        "0123456789abcdef0123456789abcdef01234567",
        "ffeeddccbbaa99887766554433221100ffeeddcc",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ])
    func `is written as it was read`(_ text: String) throws {
        let name = try #require(Self.name(text))
        #expect(name.hex == text)
        #expect(!name.isNull)
        #expect(Self.name(String(repeating: "0", count: text.count))?.isNull == true)
    }

    @Test func `differs where any digit does`() throws {
        let text = Array("0123456789abcdef0123456789abcdef01234567".utf8)
        let name = try #require(text.withUnsafeBytes { BlobName(hex: $0) })
        for place in text.indices {
            var other = text
            other[place] = other[place] == UInt8(ascii: "e") ? UInt8(ascii: "d") : UInt8(ascii: "e")
            #expect(other.withUnsafeBytes { BlobName(hex: $0) } != name)
        }
    }

    /// Every byte that is no digit, at every place of a word.
    @Test func `holds nothing but digits in lower case`() {
        let digits = Set("0123456789abcdef".utf8)
        for place in [0, 1, 7, 8, 15, 31, 32, 39] {
            for byte in UInt8.min...UInt8.max {
                var text = [UInt8](repeating: UInt8(ascii: "a"), count: 40)
                text[place] = byte
                #expect((text.withUnsafeBytes { BlobName(hex: $0) } != nil) == digits.contains(byte))
            }
        }
        for count in [0, 39, 41, 63, 65] { #expect(Self.name(String(repeating: "a", count: count)) == nil) }
    }
}
