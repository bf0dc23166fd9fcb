/// Formatters, pipelines and environments by the files that they leave.
extension StandardsHead {
    /// A formatter's or linter's settings, else a pipeline that runs one.
    var formatter: String? {
        first(where: \.isFormatterSettings) ?? entries.first { Formatters.areSet(in: text($0), named: $0.name) }?.path
            ?? entries.first { $0.isPipeline && Formatters.areRun(in: text($0)) }?.path
    }

    var environment: String? {
        first(where: \.isEnvironment) ?? entries.first { $0.isTaskFile && Tasks.startSomething(in: text($0)) }?.path
    }
}

extension StandardsHead.Entry {
    var isPipeline: Bool {
        if depth == 0, Pipelines.names.contains(name) { return true }
        return Pipelines.folders.contains(where: lowered.hasPrefix)
    }

    var isFormatterSettings: Bool {
        Formatters.names.contains(name) || Formatters.beginnings.contains(where: name.hasPrefix)
    }

    var isEnvironment: Bool {
        if lowered.hasPrefix(".devcontainer/") || Environments.paths.contains(lowered) { return true }
        return Environments.names.contains(name) || name.hasPrefix("dockerfile.") || name.hasSuffix(".dockerfile")
            || Environments.compose.contains { name.hasPrefix($0) }
    }

    var isTaskFile: Bool {
        ["makefile", "gnumakefile", "justfile", "taskfile.yml", "taskfile.yaml", "rakefile"].contains(name)
    }
}

private enum Pipelines {
    static let names: Set = [
        ".gitlab-ci.yml", ".gitlab-ci.yaml", "jenkinsfile", "azure-pipelines.yml", "azure-pipelines.yaml",
        ".travis.yml", ".drone.yml", "appveyor.yml", ".appveyor.yml", "bitbucket-pipelines.yml", ".cirrus.yml",
        ".woodpecker.yml", ".woodpecker.yaml", "buildspec.yml", "cloudbuild.yaml", "cloudbuild.yml", ".build.yml",
        ".zuul.yaml", "zuul.yaml", "screwdriver.yaml", "bitrise.yml", "codemagic.yaml", "wercker.yml",
    ]
    static let folders = [
        ".github/workflows/", ".gitlab/ci/", ".circleci/", ".buildkite/", ".woodpecker/", ".gitea/workflows/",
        ".forgejo/workflows/", ".semaphore/", ".teamcity/", ".builds/", ".tekton/", ".azure-pipelines/", ".ci/",
    ]
}

private enum Formatters {
    static let names: Set = [
        ".swift-format", ".swiftformat", ".swiftlint.yml", ".clang-format", "_clang-format", ".clang-tidy",
        "rustfmt.toml", ".rustfmt.toml", "clippy.toml", ".clippy.toml", "ruff.toml", ".ruff.toml", ".flake8",
        ".pylintrc", "pylintrc", ".style.yapf", ".isort.cfg", ".pre-commit-config.yaml", ".scalafmt.conf",
        ".php-cs-fixer.php", ".php-cs-fixer.dist.php", ".php_cs.dist", "pint.json", ".credo.exs", ".formatter.exs",
        "tslint.json", ".oxlintrc.json", "dprint.json", ".dprint.json", "lefthook.yml", "biome.json", "biome.jsonc",
        ".ktlint", "detekt.yml", "detekt.yaml", ".standard.yml", ".yamllint", ".yamllint.yml", ".hadolint.yaml",
        ".shellcheckrc", ".jshintrc", ".jscsrc", "uncrustify.cfg", ".astylerc", ".perltidyrc", "stylua.toml",
        ".stylua.toml", ".luacheckrc", ".hlint.yaml", "fourmolu.yaml", ".ocamlformat", "analysis_options.yaml",
        ".tflint.hcl", "phpcs.xml", "phpcs.xml.dist", ".phpcs.xml", ".phpcs.xml.dist", "treefmt.toml",
    ]
    static let beginnings = [
        ".prettierrc", "prettier.config.", ".eslintrc", "eslint.config.", ".stylelintrc", "stylelint.config.",
        ".golangci.", ".rubocop", "checkstyle", "spotless",
    ]

    /// Settings that share a file with others.
    static func areSet(in text: String, named name: String) -> Bool {
        let signs =
            switch name {
            case "pyproject.toml":
                [
                    "[tool.ruff", "[tool.black", "[tool.isort", "[tool.yapf", "[tool.pylint", "[tool.flake8",
                    "[tool.autopep8",
                ]
            case "setup.cfg", "tox.ini": ["[flake8]", "[pycodestyle]", "[pylint", "[yapf]", "[isort]", "[pep8]"]
            case "package.json":
                ["\"eslintConfig\"", "\"prettier\"", "\"eslint\"", "\"standard\"", "\"xo\"", "\"@biomejs/biome\""]
            case "deno.json", "deno.jsonc": ["\"fmt\"", "\"lint\""]
            default: [String]()
            }
        return signs.contains { text.contains($0) }
    }

    /// A line of a pipeline that is no comment and names a tool.
    static func areRun(in text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            let line = line.drop(while: \.isWhitespace)
            return !line.hasPrefix("#") && !line.hasPrefix("//") && commands.contains { line.contains($0) }
        }
    }

    private static let commands = [
        "swift format", "swift-format", "swiftformat", "swiftlint", "prettier", "eslint", "stylelint", "biome", "ruff",
        "black ", "flake8", "pylint", "pycodestyle", "isort", "gofmt", "goimports", "go fmt", "go vet", "golangci-lint",
        "staticcheck", "cargo fmt", "rustfmt", "clippy", "rubocop", "standardrb", "clang-format", "clang-tidy",
        "checkstyle", "spotless", "ktlint", "detekt", "scalafmt", "google-java-format", "php-cs-fixer", "phpcs",
        "mix format", "dotnet format", "shellcheck", "shfmt", "pre-commit", "super-linter", "deno fmt", "deno lint",
        "ormolu", "fourmolu", "hlint", "terraform fmt", "run lint", "yarn lint", "make lint", "make format", "make fmt",
        "check-style",
    ]
}

private enum Environments {
    static let names: Set = [
        "dockerfile", "containerfile", "vagrantfile", "flake.nix", "shell.nix", "devbox.json", ".tool-versions",
        "mise.toml", ".mise.toml", ".devcontainer.json", ".gitpod.yml", "environment.yml", "environment.yaml",
        "brewfile", "guix.scm", "devenv.nix", "pixi.toml", "tiltfile", "skaffold.yaml", "garden.yml",
    ]
    static let compose = ["docker-compose", "compose.yml", "compose.yaml"]
    static let paths: Set = [
        "bin/setup", "bin/dev", "script/setup", "script/bootstrap", "scripts/setup", "scripts/bootstrap",
        "scripts/setup.sh", "scripts/bootstrap.sh", "setup.sh", "bootstrap.sh", "script/server",
    ]
}

private enum Tasks {
    private static let names: Set = [
        "setup", "run", "dev", "develop", "bootstrap", "init", "start", "serve", "up", "install-deps", "deps", "env",
        "venv",
    ]

    /// Whether one of the targets makes a machine ready or starts the project: `run: build`, but not `run := build`.
    static func startSomething(in text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            let line = line.drop { $0 == " " }
            guard let colon = line.firstIndex(of: ":") else { return false }
            let rest = line[line.index(after: colon)...]
            let targets = line[..<colon].split(separator: " ")
            return !rest.hasPrefix("=") && !rest.hasPrefix(":=") && targets.contains { names.contains(String($0)) }
        }
    }
}
