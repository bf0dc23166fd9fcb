import Records

/// Whether a file is generated, vendored or documentation: the attributes decide, and where they are silent, its name.
struct SnapshotKind {
    let isGenerated: Bool
    let isVendored: Bool
    let isDocumentation: Bool

    init(of path: String, attributes: [String: Attributes.State], isMarkedGenerated: Bool) {
        isGenerated =
            Self.answer(attributes["linguist-generated"]) ?? (isMarkedGenerated || GeneratedPath.isGenerated(path))
        isVendored = Self.answer(attributes["linguist-vendored"]) ?? GeneratedPath.isVendored(path)
        isDocumentation = Self.answer(attributes["linguist-documentation"]) ?? Self.isDocumentation(path)
    }

    private static func answer(_ state: Attributes.State?) -> Bool? {
        switch state {
        case .set: true
        case .unset: false
        case .value(let value): value.lowercased() != "false"
        case nil: nil
        }
    }

    private static func isDocumentation(_ path: String) -> Bool {
        let name = PathParts.name(of: path).lowercased()
        if PathParts.proseEndings.contains(PathParts.ending(of: path)) { return !isBuildText(name) }
        if PathParts.isProse(path, named: documents) { return true }
        let folders = path.lowercased().split(separator: "/").dropLast()
        return folders.first.map { ["doc", "docs", "man"].contains($0) } ?? false
            || folders.contains { ["documentation", "javadoc", "groovydoc"].contains($0) }
    }

    /// Text by its name, and read by a program.
    private static func isBuildText(_ name: String) -> Bool {
        name == "cmakelists.txt" || name == "robots.txt" || name.hasPrefix("requirements")
            || name.hasPrefix("constraints")
    }

    private static let documents: Set = [
        "readme", "license", "licence", "copying", "contributing", "changelog", "changes", "install", "authors",
        "citation", "notice",
    ]
}
