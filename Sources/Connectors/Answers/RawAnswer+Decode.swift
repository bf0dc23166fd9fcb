import Foundation
import Records

extension RawAnswer {
    /// The body as a typed payload, decoded once.
    ///
    /// Throws `MappingTrouble`, which names the field by its path.
    func decode<Payload: Decodable>(_ type: Payload.Type) throws -> Payload {
        do { return try JSONDecoder().decode(type, from: body) } catch let error as DecodingError {
            throw MappingTrouble(error)
        }
    }
}

extension MappingTrouble {
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context): self = .missing(Self.path(context.codingPath + [key]))
        case .valueNotFound(_, let context): self = .missing(Self.path(context.codingPath))
        case .typeMismatch(let type, let context):
            self = .wrong(Self.path(context.codingPath), found: "of another kind", wanted: Self.words(for: type))
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self = .notJSON(Self.reason(context))
        case .dataCorrupted(let context):
            self = .wrong(Self.path(context.codingPath), found: context.debugDescription, wanted: "a value we know")
        @unknown default: self = .notJSON("it cannot be read")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }

    private static func reason(_ context: DecodingError.Context) -> String {
        guard let error = context.underlyingError as NSError? else { return context.debugDescription }
        let told = error.userInfo[NSDebugDescriptionErrorKey] as? String ?? context.debugDescription
        return told.hasSuffix(".") ? String(told.dropLast()) : told
    }

    private static func words(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type, is any BinaryFloatingPoint.Type: "a number"
        case is [Any].Type: "a list"
        default: "an object"
        }
    }
}
