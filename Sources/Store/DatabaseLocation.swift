import Foundation

/// Where a database is: a file, or a PostgreSQL server.
///
/// It prints without the password, so that it may stand in a log or on a page.
package enum DatabaseLocation: Hashable, Sendable {
    case file(path: String)
    /// As libpq reads it; may hold a password.
    case server(url: String)

    /// - Parameter text: a path, or `postgres://user@host:5432/name?sslmode=verify-full`.
    package init(parse text: String) throws {
        guard !text.isEmpty else { throw DatabaseTrouble.badLocation(text) }
        guard let mark = text.range(of: "://") else {
            self = .file(path: text)
            return
        }
        switch text[..<mark.lowerBound].lowercased() {
        case "postgres", "postgresql": self = .server(url: "postgresql" + text[mark.lowerBound...])
        default: throw DatabaseTrouble.badLocation(Self.withoutPassword(text))
        }
    }
}

extension DatabaseLocation {
    /// What `init(parse:)` reads again, with the password if there is one: for no log and no page.
    package var opened: String {
        switch self {
        case .file(let path): path
        case .server(let url): url
        }
    }
}

extension DatabaseLocation: CustomStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .file(let path): path
        case .server(let url): Self.withoutPassword(url)
        }
    }

    /// Nothing but the description, so that `dump` and a failing test tell no password either.
    package var customMirror: Mirror { Mirror(reflecting: description) }

    /// A password stands before the last "@" of the authority, or among the parameters.
    private static func withoutPassword(_ url: String) -> String {
        guard let start = url.range(of: "://")?.upperBound else { return url }
        let authority = url[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let at = url[start...].lastIndex { $0 == "@" } ?? authority.startIndex
        let user = url[start..<at].prefix { $0 != ":" }
        let rest = url[at...].replacingOccurrences(
            of: "([?&](ssl)?password=)[^&#]*", with: "$1…", options: [.regularExpression, .caseInsensitive])
        return url[..<start] + user + rest
    }
}
