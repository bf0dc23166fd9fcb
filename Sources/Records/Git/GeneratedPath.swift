/// Files that no human writes, as far as their names tell; attributes of the repository win over it.
package enum GeneratedPath {
    /// Lock files, snapshots, minified and generated code.
    package static func isGenerated(_ path: String) -> Bool {
        let name = (path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]).lowercased()
        if lockFiles.contains(name) || endings.contains(where: name.hasSuffix) { return true }
        return ("/" + path).contains("/__snapshots__/")
    }

    /// Taken over from elsewhere.
    package static func isVendored(_ path: String) -> Bool {
        let folders = path.split(separator: "/").dropLast()
        return folders.contains { vendorFolders.contains($0.lowercased()) }
    }

    private static let lockFiles: Set = [
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock",
        "cargo.lock", "gemfile.lock", "composer.lock", "poetry.lock", "pipfile.lock", "pdm.lock", "uv.lock", "go.sum",
        "package.resolved", "podfile.lock", "cartfile.resolved", "mix.lock", "pubspec.lock", "flake.lock",
        "packages.lock.json", "gradle.lockfile", "conda-lock.yml", "pixi.lock", ".terraform.lock.hcl", "gopkg.lock",
        "glide.lock", "stack.yaml.lock", "rebar.lock", "module.bazel.lock", "chart.lock", ".pnp.cjs", ".pnp.js",
    ]

    private static let endings = [
        ".snap", ".min.js", ".min.css", ".js.map", ".css.map", ".pb.go", ".pb.cc", ".pb.h", ".pb.swift", ".grpc.swift",
        "_pb2.py", "_pb2_grpc.py", "_pb.js", "_pb.d.ts", ".g.dart", ".freezed.dart", ".designer.cs", ".g.cs",
    ]

    private static let vendorFolders: Set = [
        "vendor", "vendors", "vendored", "node_modules", "bower_components", "third_party", "third-party", "thirdparty",
        "3rdparty", "3rd-party", "3rd_party", "godeps", "_vendor", "pods", "carthage", "jspm_packages",
        "site-packages", ".yarn", "web_modules",
    ]
}
