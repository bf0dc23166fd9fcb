/// References inside XML text: the five that XML itself knows, and characters by number.
///
/// Nothing else is ever resolved, whether a document type declares it or names a file or an address for it; what stands
/// there is kept as it was written. So there is nothing to expand, to fetch or to read.
enum XMLEntity {
    /// Longer names are not looked at.
    static let longest = 32

    /// What `&name;` means, without the signs around it; nil for one that XML does not know itself.
    static func meaning(of name: some Collection<UInt8>) -> [UInt8]? {
        switch String(decoding: name, as: UTF8.self) {
        case "lt": [UInt8(ascii: "<")]
        case "gt": [UInt8(ascii: ">")]
        case "amp": [UInt8(ascii: "&")]
        case "quot": [UInt8(ascii: "\"")]
        case "apos": [UInt8(ascii: "'")]
        case let text where text.hasPrefix("#"): character(text.dropFirst())
        default: nil
        }
    }

    /// A whole value with all its references.
    static func resolved(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(value.count)
        var rest = value
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += rest[..<start]
            rest = rest[start...]
            let reach = rest.prefix(longest)
            guard let end = reach.firstIndex(of: UInt8(ascii: ";")),
                let meaning = meaning(of: rest[(start + 1)..<end])
            else {
                text.append(rest.removeFirst())
                continue
            }
            text += meaning
            rest = rest[(end + 1)...]
        }
        return text + rest
    }

    private static func character(_ number: Substring) -> [UInt8]? {
        let isHex = number.hasPrefix("x") || number.hasPrefix("X")
        let value = isHex ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
        guard let value, value > 0, let scalar = Unicode.Scalar(value) else { return nil }
        return UTF8.encode(scalar).map(Array.init)
    }
}
