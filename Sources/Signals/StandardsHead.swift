import Records

/// The files at the head in which standards are looked for, nearest to the top first.
///
/// Vendored files and what lies in folders of tests and examples show how somebody else works. Empty files show
/// nothing, and settings deeper than two folders are those of a part.
struct StandardsHead {
    struct Entry {
        /// As it is, and in lower case.
        let path: String
        let lowered: String
        /// In lower case, without folders.
        let name: String
        let depth: Int
    }

    let entries: [Entry]
    private let texts: [String: String]

    init(_ snapshot: Snapshot) {
        texts = snapshot.texts
        entries = snapshot.files.compactMap(Self.entry).sorted { ($0.depth, $0.path) < ($1.depth, $1.path) }
    }

    private static func entry(_ file: Snapshot.File) -> Entry? {
        guard !file.isVendored, file.size != 0 else { return nil }
        let lowered = file.path.lowercased()
        let parts = lowered.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last, parts.count <= 3 else { return nil }
        guard !parts.dropLast().contains(where: { samples.contains(String($0)) }) else { return nil }
        return Entry(path: file.path, lowered: lowered, name: String(name), depth: parts.count - 1)
    }

    private static let samples: Set = [
        "test", "tests", "testdata", "fixtures", "fixture", "example", "examples", "sample", "samples", "templates",
    ]

    func text(_ entry: Entry) -> String { texts[entry.path] ?? "" }

    /// The first file that a standard accepts.
    func first(where accepts: (Entry) -> Bool) -> String? { entries.first(where: accepts)?.path }

    /// The first one by its name, at the top or in a folder of the repository's own business.
    func document(named names: Set<String>) -> Entry? {
        entries.first { $0.isAtHome && $0.isProse(named: names) }
    }
}

extension StandardsHead.Entry {
    /// Everything before the name, with its slash.
    var folder: Substring { lowered.dropLast(name.count) }

    var isAtHome: Bool { ["", ".github/", ".gitlab/", "docs/", "doc/", "documentation/"].contains(folder) }

    /// `LICENSE`, `LICENSE.txt`, `LICENSE-MIT`, but not `license.go`.
    func isProse(named names: Set<String>) -> Bool {
        let stem = name.prefix { $0 != "." && $0 != "-" && $0 != "_" }
        guard names.contains(String(stem)) || names.contains(String(name.prefix { $0 != "." })) else { return false }
        let ending = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) }
        return ending.map { Self.proseEndings.contains($0) || path.hasSuffix($0.uppercased()) } ?? true
    }

    private static let proseEndings: Set = [
        "md", "markdown", "mdown", "mdx", "rst", "adoc", "asciidoc", "asc", "txt", "org", "rdoc", "textile", "html",
        "pod", "mit", "apache", "bsd", "gpl",
    ]
}
