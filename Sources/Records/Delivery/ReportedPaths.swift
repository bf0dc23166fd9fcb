/// Finds the file in the repository that a report means.
///
/// Reports name files from the root of the build machine, from a module's folder, or from a source folder that they do
/// not name. The match is the file whose path ends the reported one, or is ended by it; what could be several is none.
package struct ReportedPaths: Sendable {
    private let known: Set<String>
    private let byName: [Substring: [String]]

    /// - Parameter paths: of all files in the repository.
    package init(_ paths: some Sequence<String>) {
        known = Set(paths)
        byName = Dictionary(grouping: known.sorted(), by: Self.name)
    }

    package func match(_ reported: String) -> String? {
        let path = Self.plain(reported)
        if known.contains(path) { return path }
        let candidates = byName[Self.name(path)] ?? []
        let within = candidates.filter { path.hasSuffix("/" + $0) }
        if let longest = within.max(by: { $0.utf8.count < $1.utf8.count }) { return longest }
        let around = candidates.filter { $0.hasSuffix("/" + path) }
        return around.count == 1 ? around.first : nil
    }

    /// With slashes, without `file://`, a drive's colon matters not, and without steps that lead nowhere.
    private static func plain(_ path: String) -> String {
        var text = path.replacing("\\", with: "/")[...]
        if text.hasPrefix("file://") { text = text.dropFirst(7) }
        var parts: [Substring] = []
        for part in text.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        let isAbsolute = text.hasPrefix("/")
        return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    }

    private static func name(_ path: String) -> Substring {
        path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    }
}
