import HTTPTypes
import Hummingbird

/// Names one state of an answer (RFC 9110, 8.8.3), so that who has it already is told just that.
package struct EntityTag: Hashable, Sendable {
    package let value: String
    package let isWeak: Bool

    /// - Parameter parts: what the answer depends on, such as the head and the definitions in force.
    package init(_ parts: String..., isWeak: Bool = false) {
        value = parts.map { $0.filter(Self.isAllowed) }.joined(separator: ".")
        self.isWeak = isWeak
    }

    /// Reads a tag back from an `ETag` header.
    package init(header: String) {
        isWeak = header.hasPrefix("W/")
        value = String(header.dropFirst(isWeak ? 2 : 0).filter(Self.isAllowed))
    }

    /// As it stands in a header: `"…"` or `W/"…"`.
    package var header: String { (isWeak ? "W/" : "") + "\"\(value)\"" }

    /// Whether the value of an `If-None-Match` header names this state; weak and strong tags compare alike.
    package func matches(ifNoneMatch header: String) -> Bool {
        var rest = header[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
            guard !rest.isEmpty else { return false }
            if rest.first == "*" { return true }
            if rest.hasPrefix("W/") { rest = rest.dropFirst(2) }
            guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { return false }
            if rest[rest.index(after: rest.startIndex)..<end] == value { return true }
            rest = rest[rest.index(after: end)...]
        }
    }

    private static func isAllowed(_ character: Character) -> Bool {
        character.isASCII && character > " " && character != "\"" && character != "\u{7F}"
    }
}

extension Request {
    /// The answer that follows, unless who asks has it already.
    ///
    ///     try await request.unlessKnown(EntityTag(head, definitions)) { … }
    package func unlessKnown(
        _ tag: EntityTag, _ answer: () async throws -> Response
    ) async rethrows -> Response {
        if let known = headers[.ifNoneMatch], tag.matches(ifNoneMatch: known) {
            return Response(status: .notModified, headers: [.eTag: tag.header])
        }
        var response = try await answer()
        if response.status == .ok { response.headers[.eTag] = tag.header }
        return response
    }
}
