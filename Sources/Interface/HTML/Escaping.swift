extension String {
    /// Appends text so that it means itself, between tags and inside quoted attributes alike.
    ///
    /// Control characters cannot stand in a page; each becomes U+FFFD, so that a strange path is still seen to be strange.
    mutating func appendEscaped(_ plain: String) {
        var plain = plain
        let clean = plain.withUTF8 { bytes in !bytes.contains { $0 < 0x20 || Self.replacement(for: $0) != nil } }
        if clean {
            self += plain
            return
        }
        plain.withUTF8 { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() {
                guard let replacement = Self.replacement(for: byte) else { continue }
                self += String(decoding: bytes[start..<index], as: UTF8.self)
                self += replacement
                start = index + 1
            }
            self += String(decoding: bytes[start...], as: UTF8.self)
        }
    }

    private static func replacement(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): nil
        case 0..<0x20, 0x7f: "\u{FFFD}"
        default: nil
        }
    }
}
