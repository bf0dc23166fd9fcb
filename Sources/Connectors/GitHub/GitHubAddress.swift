import Foundation
import Records

/// Where something is on GitHub, read from the address that each answer carries.
///
/// The source is `github.com` for its own interface (`api.github.com`) and the host itself for an Enterprise Server, whose
/// interface lies under `/api/v3`.
///
/// A comment tells of its pull request by address alone, so repositories go by their names: `octocat/hello-world` in
/// lower case, as GitHub compares them, and what they hold by `octocat/hello-world#23`. After a rename GitHub answers under the new name:
/// the repository is then read anew as another one, and what was read under the old name stays what it was.
struct GitHubAddress: Hashable {
    let source: String
    /// Owner and name in lower case.
    let repository: String
    /// What follows in the path, such as `pulls`, `23`.
    let rest: [Substring]

    /// Nil where the address names no repository.
    init?(_ url: String) {
        guard let scheme = url.range(of: "://") else { return nil }
        let path = url[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
        var parts = path.split(separator: "/")[...]
        guard let host = parts.popFirst() else { return nil }
        if parts.starts(with: ["api", "v3"]) { parts = parts.dropFirst(2) }
        if parts.first == "repos" { parts = parts.dropFirst() }
        guard parts.count >= 2 else { return nil }
        let repository = parts.prefix(2).joined(separator: "/")
        self.init(host: host, repository: repository, rest: Array(parts.dropFirst(2)))
    }

    init(source: String, repository: String) {
        self.source = source
        self.repository = repository.lowercased()
        rest = []
    }

    private init(host: Substring, repository: String, rest: [Substring]) {
        source = Self.source(host: host)
        self.repository = repository.lowercased()
        self.rest = rest
    }

    /// The source that an address belongs to, whatever it names.
    static func source(of url: String) -> String? {
        guard let scheme = url.range(of: "://") else { return nil }
        let host = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        return host.isEmpty ? nil : source(host: host)
    }

    private static func source(host: Substring) -> String {
        let host = host.lowercased()
        return host.hasPrefix("api.") ? String(host.dropFirst(4)) : host
    }

    /// The number that stands after a part: 23 in `pulls/23/commits`.
    func number(after part: String...) -> Int? {
        guard let place = rest.firstIndex(where: { part.contains(String($0)) }), place + 1 < rest.count else {
            return nil
        }
        return Int(rest[place + 1])
    }

    var key: RecordKey { RecordKey(source, .repository, repository) }

    func pullRequest(_ number: Int) -> RecordKey { RecordKey(source, .pullRequest, "\(repository)#\(number)") }

    func workItem(_ number: Int) -> RecordKey { RecordKey(source, .workItem, "\(repository)#\(number)") }
}
