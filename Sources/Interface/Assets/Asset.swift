import CAssets

/// A file that travels inside the binary: a stylesheet, a script, the icon.
package struct Asset: Identifiable, Sendable {
    package let name: String
    package let contentType: String
    package let bytes: [UInt8]
    /// Changes with the content, so that a browser may keep the file for ever: 16 hexadecimal digits, FNV-1a.
    package let hash: String

    package var id: String { name }

    /// Where the server offers it: `/assets/tutti.0f3a….css`.
    package var path: String {
        let parts = name.split(separator: ".", maxSplits: 1)
        return "/assets/\(parts[0]).\(hash).\(parts[1])"
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    private init(_ name: String, _ contentType: String, _ embedded: tutti_asset) {
        self.name = name
        self.contentType = contentType
        bytes = Array(UnsafeBufferPointer(start: embedded.bytes, count: Int(embedded.count)))
        hash = Self.fingerprint(bytes)
    }

    /// Every page's look, all components in one file.
    package static let stylesheet = Asset("tutti.css", "text/css; charset=utf-8", tutti_stylesheet())
    package static let icon = Asset("favicon.svg", "image/svg+xml", tutti_icon())
    /// Swaps a part of a page for what the server sends over its event stream.
    package static let liveRegion = Asset("live-region.js", "text/javascript; charset=utf-8", tutti_live_region())

    /// Answers that nobody can trace, made in the browser. Pages list it before their own script.
    package static let blindTickets = Asset(
        "blind-tickets.js", "text/javascript; charset=utf-8", tutti_blind_tickets())

    /// Fetches tickets and sends answers at their moments, on top of `blindTickets`.
    package static let tickets = Asset("tickets.js", "text/javascript; charset=utf-8", tutti_tickets())

    /// The page of a round, on top of `tickets`.
    package static let pulse = Asset("pulse.js", "text/javascript; charset=utf-8", tutti_pulse())

    /// What was written back, opened and sealed in the browser, on top of `tickets`.
    package static let replies = Asset("replies.js", "text/javascript; charset=utf-8", tutti_replies())

    /// Everything that the server offers under `/assets/`.
    package static let all = [stylesheet, icon, liveRegion, blindTickets, tickets, pulse, replies]

    private static func fingerprint(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
