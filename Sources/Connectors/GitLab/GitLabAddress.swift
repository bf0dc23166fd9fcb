/// What the address of an answer says: which installation gave it, and about what it was asked.
///
/// `https://code.example.org/gitlab/api/v4/projects/7/merge_requests/12/notes?page=2`
struct GitLabAddress {
    /// Host, and the path that a self-managed installation lives under: `code.example.org/gitlab`.
    private(set) var source: String?
    /// The project's number, or its path where it was asked for by that.
    private(set) var project: String?
    private(set) var group: String?
    private(set) var mergeRequest: Int?
    private(set) var issue: Int?
    private(set) var pipeline: Int?

    init(_ url: String?) {
        guard let url, let interface = url.place(of: "/api/v") else { return }
        source = Self.withoutScheme(url[..<interface.lowerBound])
        let path = url.utf8[interface.upperBound...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let parts = path.split(separator: UInt8(ascii: "/")).map { Substring($0) }
        for (name, value) in zip(parts, parts.dropFirst()) {
            switch name {
            case "projects": project = Self.decoded(value)
            case "groups": group = Self.decoded(value)
            case "merge_requests": mergeRequest = Int(value)
            case "issues": issue = Int(value)
            case "pipelines": pipeline = Int(value)
            default: break
            }
        }
    }

    /// The installation that a page belongs to whose path there is known: `https://HOST/SUB/group/app/-/issues/3`, `group/app`.
    static func source(ofPage url: String?, at path: String?) -> String? {
        guard let url else { return nil }
        if let path, !path.isEmpty, let place = url.places(of: "/\(path)").last(where: { isWhole($0, in: url) }) {
            return withoutScheme(url[..<place.lowerBound])
        }
        let rest = withoutScheme(url[...])
        return rest.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(rest[..<$0]) } ?? rest
    }

    private static func decoded(_ path: Substring) -> String {
        guard path.utf8.contains(UInt8(ascii: "%")) else { return String(path) }
        return String(path.replacing("%2F", with: "/").replacing("%2f", with: "/"))
    }

    private static func isWhole(_ range: Range<String.Index>, in url: String) -> Bool {
        range.upperBound == url.endIndex || "/?#.".contains(url[range.upperBound])
    }

    private static func withoutScheme(_ url: Substring) -> String {
        String(url.place(of: "://").map { url[$0.upperBound...] } ?? url)
    }
}
