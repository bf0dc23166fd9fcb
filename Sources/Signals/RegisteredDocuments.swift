import Records

/// The documents at the head that want looking after, and the code that each speaks of.
///
/// Prose in folders of documents, at the top, and runbooks wherever they lie. Licences, changelogs and decision
/// records are not meant to follow the code.
struct RegisteredDocuments {
    /// By path.
    let files: [Snapshot.File]
    let exclusions: [Measurement.Exclusion]
    private let texts: [String: String]
    /// Source files at the head.
    private let isSource: Set<String>

    init(_ evidence: Evidence) {
        let prose = evidence.snapshot.files.filter { file in
            !file.isVendored && evidence.options.covers(file.path) && Self.isRegistered(file.path)
        }
        let decisions = Set(DecisionRecordFiles(evidence).paths)
        let living = prose.filter { !Self.isLedger($0.path) && !decisions.contains($0.path) }
        files = living.sorted { $0.path < $1.path }
        exclusions =
            living.count == prose.count
            ? []
            : [
                .init(
                    "changelogs, licences, decision records and the like, which do not follow the code",
                    count: prose.count - living.count)
            ]
        texts = evidence.snapshot.texts
        isSource = Set(evidence.snapshot.files.filter(\.isSource).map(\.path))
    }

    static func isRunbook(_ path: String) -> Bool {
        let lowered = path.lowercased()
        return ["runbook", "run-book", "playbook"].contains { lowered.contains($0) }
    }

    private static func isRegistered(_ path: String) -> Bool {
        guard DocumentPath.isMarkup(path) else { return false }
        let folders = DocumentPath.folders(of: path)
        return folders.isEmpty || folders.contains { homes.contains($0) } || isRunbook(path)
    }

    private static let homes: Set = ["docs", "doc", "documentation"]

    private static func isLedger(_ path: String) -> Bool {
        let stem = DocumentPath.name(of: path).lowercased().prefix { $0 != "." && $0 != "-" }
        return ledgers.contains(String(stem))
    }

    private static let ledgers: Set = [
        "license", "licence", "copying", "unlicense", "notice", "changelog", "changes", "history", "news", "releases",
        "authors", "contributors", "maintainers", "code_of_conduct", "thanks", "credits",
    ]

    /// The source files that a document links to or names in code.
    func links(of file: Snapshot.File) -> [String] {
        let folder = file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? ""
        var found: Set<String> = []
        for mention in DocumentMentions.all(in: texts[file.path] ?? "") {
            if let path = mention.candidates(in: folder).first(where: isSource.contains) { found.insert(path) }
        }
        return found.sorted()
    }
}

/// What a document's path tells.
enum DocumentPath {
    /// Markdown, AsciiDoc or reStructuredText.
    static func isMarkup(_ path: String) -> Bool {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: ".") else { return false }
        return endings.contains(name[name.index(after: dot)...].lowercased())
    }

    private static let endings: Set = ["md", "markdown", "mdown", "mdx", "adoc", "asciidoc", "asc", "rst"]

    static func name(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }

    /// In lower case.
    static func folders(of path: String) -> [String] {
        path.lowercased().split(separator: "/").dropLast().map(String.init)
    }
}
