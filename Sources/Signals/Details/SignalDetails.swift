import Foundation
import Records
import Synchronization

/// What a signal tells beyond its number: JSON, which is read when somebody asks for it.
///
/// A page shows some details of many signals, and those of a large organisation are megabytes: what nobody asks for is never
/// taken apart.
package struct SignalDetails: Sendable {
    /// Canonical: equal details have equal bytes.
    package let json: Data
    private let lastRead = LastRead()

    package static let none = SignalDetails(json: Data("{}".utf8))

    /// - Parameter json: canonical, as another one's `json` was.
    package init(json: Data) { self.json = json }

    /// They hold finite numbers, texts and lists only, which always encode.
    package init(_ details: some Encodable) {
        self.init(json: (try? JSONValue.canonical(details)) ?? Self.none.json)
    }

    /// - Throws: `DecodingError` where they are of another shape.
    package func decode<Value: Decodable & Sendable>(_ type: Value.Type) throws -> Value {
        if let read = lastRead.value.withLock({ $0 as? Value }) { return read }
        let read = try JSONDecoder().decode(type, from: json)
        lastRead.value.withLock { $0 = read }
        return read
    }

    /// Several parts of a page ask for the same.
    private final class LastRead: Sendable {
        let value = Mutex<(any Sendable)?>(nil)
    }
}

extension SignalDetails: Hashable {
    package static func == (one: SignalDetails, other: SignalDetails) -> Bool { one.json == other.json }
    package func hash(into hasher: inout Hasher) { hasher.combine(json) }
}

extension SignalDetails: Codable {
    package init(from decoder: any Decoder) throws { self.init(try JSONValue(from: decoder)) }
    package func encode(to encoder: any Encoder) throws { try JSONValue(json: json).encode(to: encoder) }
}

extension SignalDetails: CustomStringConvertible {
    package var description: String { String(decoding: json, as: UTF8.self) }
}
