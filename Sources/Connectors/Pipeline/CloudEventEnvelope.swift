import Foundation

/// CloudEvents as HTTP carries them (its binding, version 1.0): whole in the body, or with the body as data and all else
/// in headers ("binary").
package enum CloudEventEnvelope {
    /// The event in one piece, ready to be kept and mapped as category `cloud-events`; a body that is whole already stays
    /// as it is.
    ///
    /// - Parameter headers: names in any case.
    /// - Throws: `MappingTrouble` where the headers speak of an event without saying what one has to say, or the data is
    ///   not JSON.
    package static func structured(headers: [(name: String, value: String)], body: Data) throws -> Data {
        var attributes: [String: Any] = [:]
        for (name, value) in headers where name.lowercased().hasPrefix("ce-") {
            attributes[String(name.lowercased().dropFirst(3))] = value.removingPercentEncoding ?? value
        }
        guard !attributes.isEmpty else { return body }
        for name in ["specversion", "id", "source", "type"] where attributes[name] == nil {
            throw MappingTrouble.missing("ce-\(name)")
        }
        attributes["datacontenttype"] = "application/json"
        if !body.isEmpty {
            do {
                attributes["data"] = try JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed)
            } catch {
                throw MappingTrouble.notJSON("the data of an event has to be")
            }
        }
        return try JSONSerialization.data(withJSONObject: attributes, options: [.sortedKeys, .withoutEscapingSlashes])
    }
}
