import Foundation
import Records

/// A measurement as it is kept: its JSON without the details, a line feed, the JSON of the details.
///
/// Whoever reads it has the number at once, and the details when they are asked for.
extension Measurement {
    package var kept: Data {
        get throws {
            var head = self
            head.details = .none
            return try JSONValue.canonical(head) + [UInt8(ascii: "\n")] + details.json
        }
    }

    /// - Throws: `DecodingError` for what nobody kept.
    package init(kept: Data) throws {
        let parts = kept.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        self = try JSONDecoder().decode(Measurement.self, from: parts.first ?? kept)
        // Without a second line it was kept by an older version, with its details inside.
        if parts.count == 2 { details = SignalDetails(json: Data(parts[1])) }
    }
}
