/// Which files a snapshot keeps the text of: those that signals read whole.
enum SnapshotTexts {
    static let largest = 256 << 10
    static let roomForAll = 16 << 20
    /// What is kept of a document when there is no more room.
    static let beginning = 4 << 10
    /// A larger content is listed and not looked into, as git itself takes it for binary.
    static let largestRead = 512 << 20

    static func isWanted(_ path: String) -> Bool {
        isStandard(path) || documentEndings.contains(PathParts.ending(of: path))
    }

    /// Files that say how the team works here; they are kept whole.
    static func isStandard(_ path: String) -> Bool {
        let name = PathParts.name(of: path).lowercased()
        if names.contains(name) || toolSettings.contains(where: name.hasPrefix) { return true }
        if PathParts.isProse(path, named: documents) { return true }
        if name.hasPrefix("dockerfile.") || name.hasSuffix(".dockerfile") { return true }
        let lowered = path.lowercased()
        return folders.contains { folder in lowered.hasPrefix(folder) || lowered.contains("/" + folder) }
    }

    private static let documentEndings: Set = ["md", "markdown", "mdown", "adoc", "asciidoc", "asc", "rst"]

    private static let documents: Set = [
        "readme", "license", "licence", "copying", "contributing", "changelog", "changes", "history", "security",
        "code_of_conduct", "maintainers", "support", "governance",
    ]

    private static let folders = [
        ".github/workflows/", ".github/issue_template", ".github/pull_request_template", ".gitlab/ci/",
        ".gitlab/merge_request_templates/", ".circleci/", ".devcontainer/", ".buildkite/", ".woodpecker/",
        ".gitea/workflows/", ".forgejo/workflows/",
    ]

    /// Beginnings of names, since many tools take their settings in several formats.
    private static let toolSettings = [
        ".eslintrc", "eslint.config.", ".prettierrc", "prettier.config.", ".stylelintrc", "stylelint.config.",
        ".commitlintrc", "commitlint.config.", ".golangci.", ".rubocop", "biome.json", "docker-compose", "compose.y",
        "detekt", "checkstyle", "phpcs.xml", "phpstan.neon", "renovate.json", "lefthook.",
    ]

    private static let names: Set = [
        ".mailmap", "codeowners", ".gitattributes", ".git-blame-ignore-revs", ".gitignore", ".editorconfig",
        ".gitlab-ci.yml", ".gitlab-ci.yaml", "jenkinsfile", "azure-pipelines.yml", "azure-pipelines.yaml",
        ".travis.yml", ".drone.yml", "appveyor.yml", ".appveyor.yml", "bitbucket-pipelines.yml", ".cirrus.yml",
        ".woodpecker.yml", "buildspec.yml", "cloudbuild.yaml", ".swift-format", ".swiftformat", ".swiftlint.yml",
        ".clang-format", ".clang-tidy", "rustfmt.toml", ".rustfmt.toml", "clippy.toml", ".pylintrc", ".flake8",
        "ruff.toml", ".ruff.toml", "pyproject.toml", "setup.cfg", "tox.ini", "mypy.ini", ".pre-commit-config.yaml",
        ".scalafmt.conf", ".php-cs-fixer.php", ".php-cs-fixer.dist.php", ".credo.exs", ".formatter.exs", "tslint.json",
        ".oxlintrc.json", ".yamllint", ".yamllint.yml", ".markdownlint.json", ".hadolint.yaml", ".shellcheckrc",
        "package.json", "deno.json", "dockerfile", "containerfile", "vagrantfile", "makefile", "gnumakefile",
        "justfile",
        "taskfile.yml", ".tool-versions", "mise.toml", ".mise.toml", ".nvmrc", ".node-version", ".python-version",
        ".ruby-version", ".swift-version", ".java-version", ".sdkmanrc", "rust-toolchain", "rust-toolchain.toml",
        "flake.nix", "shell.nix", "devbox.json", "dependabot.yml", "dependabot.yaml",
    ]
}

/// Parts of a path.
enum PathParts {
    static func name(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }

    /// Whether a file bears one of the names, in lower case, as prose does: without an ending, with one of prose, or
    /// in capitals (`LICENSE.Apache`, but not `license.go`).
    static func isProse(_ path: String, named names: Set<String>) -> Bool {
        let name = name(of: path)
        let stem = name.prefix { $0 != "." && $0 != "-" }
        guard names.contains(stem.lowercased()) else { return false }
        return !name.contains(".") || proseEndings.contains(ending(of: path)) || stem == stem.uppercased()
    }

    static let proseEndings: Set = [
        "md", "markdown", "mdown", "mdx", "rst", "adoc", "asciidoc", "asc", "txt", "textile", "org", "rdoc", "pod",
        "tex",
    ]

    /// What stands after the last dot, in lower case; empty without one.
    static func ending(of path: String) -> String {
        let name = name(of: path)
        return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    }
}
