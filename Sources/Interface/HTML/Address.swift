/// Which addresses a page may point to.
enum Address {
    /// The address itself when it is a path, query or fragment of this site, a web page or a mail address; else `#`.
    static func safe(_ address: String) -> String {
        isLocal(address) || hasKnownScheme(address) ? address : "#"
    }

    private static func isLocal(_ address: String) -> Bool {
        switch address.utf8.first {
        case UInt8(ascii: "?"), UInt8(ascii: "#"): return true
        case UInt8(ascii: "/"):
            // Browsers read "//host" and "/\host" as another host.
            let second = address.utf8.dropFirst().first
            return second != UInt8(ascii: "/") && second != UInt8(ascii: "\\") && !hasControls(address)
        default: return false
        }
    }

    private static func hasKnownScheme(_ address: String) -> Bool {
        let lowered = address.prefix(8).lowercased()
        return ["https://", "http://", "mailto:"].contains { lowered.hasPrefix($0) }
    }

    // Tabs and newlines vanish before a browser reads an address: "/\t/host" would be "//host".
    private static func hasControls(_ address: String) -> Bool {
        address.utf8.contains { $0 < 0x20 }
    }
}
