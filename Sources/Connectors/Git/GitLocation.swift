import Foundation

/// Where a repository is: in a folder here, or behind a URL that git understands.
enum GitLocation: Hashable, Sendable {
    case folder(String)
    case remote(GitAddress)

    /// - Throws: `GitTrouble.notUnderstood` for what git would take as an option or as a program to run.
    init(_ text: String) throws(GitTrouble) {
        if text.isEmpty || text.hasPrefix("-") || text.contains("\0") || text.contains("\n") {
            throw .notUnderstood(GitTrouble.redacted(text))
        }
        if FileManager.default.fileExists(atPath: text) {
            self = .folder(text)
        } else if let address = GitAddress(text) {
            self = .remote(address)
        } else if text.contains("://") || text.contains("::") {
            throw .notUnderstood(GitTrouble.redacted(text))
        } else {
            self = .folder(text)
        }
    }

    /// Letters, digits, dots and dashes of the last part, in lower case: safe in a URL and as a folder's name.
    static func slug(of name: String) -> String {
        let kept = name.lowercased().unicodeScalars.map { scalar -> Character in
            let isPlain = scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            return isPlain || scalar == "." || scalar == "_" ? Character(scalar) : "-"
        }
        let isMargin = { (character: Character) in character == "-" || character == "." }
        let slug = kept.drop(while: isMargin).reversed().drop(while: isMargin).reversed()
        return slug.isEmpty ? "repository" : String(slug)
    }

    /// The last part of a path, without `.git`.
    static func name(of path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        return last.hasSuffix(".git") && last.count > 4 ? String(last.dropLast(4)) : last
    }
}

/// The address of a repository elsewhere.
struct GitAddress: Hashable, Sendable {
    /// As given, for git alone: it may hold a password.
    let secret: String
    /// The same without user name and password, for people and for the database.
    let shown: String
    let host: String
    let path: String

    /// Nil for everything but https, http, ssh, git and file URLs and `host:path`. In particular for `ext::`,
    /// which would run a program.
    init?(_ text: String) {
        guard let (scheme, rest) = Self.scheme(of: text) else {
            guard let (host, path) = Self.shortForm(text) else { return nil }
            self.host = host
            self.path = path
            secret = text
            shown = host + ":" + path
            return
        }
        guard ["https", "http", "ssh", "git", "file", "git+ssh", "ssh+git"].contains(scheme.lowercased()) else {
            return nil
        }
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        host = String(parts[0].split(separator: "@").last ?? "")
        path = parts.count > 1 ? String(parts[1]) : ""
        if host.hasPrefix("-") || path.isEmpty || (host.isEmpty && scheme != "file") { return nil }
        secret = text
        shown = scheme + "://" + host + "/" + path
    }

    /// What to call the host in a sentence.
    var place: String { host.isEmpty ? shown : host }

    private static func scheme(of text: String) -> (String, Substring)? {
        guard let range = text.range(of: "://") else { return nil }
        return (String(text[..<range.lowerBound]), text[range.upperBound...])
    }

    /// `user@host:path`, as ssh has it. A slash before the colon makes it a path.
    private static func shortForm(_ text: String) -> (String, String)? {
        guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/"), !text.contains("::") else {
            return nil
        }
        let host = text[..<colon].split(separator: "@").last ?? ""
        let path = text[text.index(after: colon)...]
        return host.isEmpty || host.hasPrefix("-") || path.isEmpty ? nil : (String(host), String(path))
    }
}
