import Records

/// Whether a file is generated, vendored or documentation: the attributes decide, and where they are silent, its name.
struct SnapshotKind {
    let isGenerated: Bool
    let isVendored: Bool
    let isDocumentation: Bool

    init(of path: String, attributes: [String: Attributes.State], isMarkedGenerated: Bool) {
        isGenerated =
            Self.answer(attributes["linguist-generated"]) ?? (isMarkedGenerated || Self.isGenerated(path))
        isVendored = Self.answer(attributes["linguist-vendored"]) ?? Self.isVendored(path)
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

    private static func isGenerated(_ path: String) -> Bool {
        let name = PathParts.name(of: path).lowercased()
        if lockFiles.contains(name) || generatedEndings.contains(where: name.hasSuffix) { return true }
        return ("/" + path).contains("/__snapshots__/")
    }

    private static let lockFiles: Set = [
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock",
        "cargo.lock", "gemfile.lock", "composer.lock", "poetry.lock", "pipfile.lock", "pdm.lock", "uv.lock", "go.sum",
        "package.resolved", "podfile.lock", "cartfile.resolved", "mix.lock", "pubspec.lock", "flake.lock",
        "packages.lock.json", "gradle.lockfile", "conda-lock.yml", "pixi.lock", ".terraform.lock.hcl", "gopkg.lock",
        "glide.lock", "stack.yaml.lock", "rebar.lock", "module.bazel.lock", "chart.lock", ".pnp.cjs", ".pnp.js",
    ]

    private static let generatedEndings = [
        ".snap", ".min.js", ".min.css", ".js.map", ".css.map", ".pb.go", ".pb.cc", ".pb.h", ".pb.swift", ".grpc.swift",
        "_pb2.py", "_pb2_grpc.py", "_pb.js", "_pb.d.ts", ".g.dart", ".freezed.dart", ".designer.cs", ".g.cs",
    ]

    private static func isVendored(_ path: String) -> Bool {
        let folders = path.split(separator: "/").dropLast()
        return folders.contains { vendorFolders.contains($0.lowercased()) }
    }

    private static let vendorFolders: Set = [
        "vendor", "vendors", "vendored", "node_modules", "bower_components", "third_party", "third-party", "thirdparty",
        "3rdparty", "3rd-party", "3rd_party", "godeps", "_vendor", "pods", "carthage", "jspm_packages",
        "site-packages", ".yarn", "web_modules",
    ]

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
