import BrowserKit
import Foundation
import Records

/// A page with `blind-tickets.js` in it. Bytes go in and out as hexadecimal digits.
struct TicketPage {
    let page: BrowserPage

    /// The value of an expression. In it `b("00ff")` makes bytes, and `h(bytes)` digits.
    @discardableResult
    func value(_ expression: String) async throws -> JSONValue {
        try await page.evaluate(
            """
            (async () => {
              const b = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
              const h = BlindTickets.hex;
              return \(expression);
            })()
            """)
    }

    func text(_ expression: String) async throws -> String { try await value(expression).text ?? "" }

    func bytes(_ expression: String) async throws -> Data { Data(digits: try await text("h(\(expression))")) }

    /// What the expression throws, or nothing.
    func trouble(_ expression: String) async throws -> String {
        try await text("await (async () => \(expression))().then(() => '', (trouble) => trouble.message)")
    }
}

extension Data {
    /// - Parameter digits: with or without `0x`; an odd number of them gets a zero in front.
    init(digits: String) {
        var digits = digits.hasPrefix("0x") ? String(digits.dropFirst(2)) : digits
        if digits.count % 2 == 1 { digits = "0" + digits }
        let pairs = Array(digits)
        self.init(stride(from: 0, to: pairs.count, by: 2).compactMap { UInt8(String(pairs[$0...$0 + 1]), radix: 16) })
    }

    var digits: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
    /// As an expression for `TicketPage`.
    var js: String { "b(\"\(digits)\")" }
}
