import Records
import Testing

@testable import Signals

@Suite("Repository standards")
struct RepositoryStandardsTests {
    /// All eight, one file each.
    private static let whole = [
        ".swift-format": "{}", ".github/CODEOWNERS": "* @example/team", ".github/workflows/ci.yml": "on: push",
        "Dockerfile": "FROM debian", "LICENSE": "MIT", "README.md": "# It\n\n## Run\n\n    make run\n",
        ".editorconfig": "root = true", "CONTRIBUTING.md": "# Contributing",
    ]

    private func measure(_ texts: [String: String]) throws -> (Measurement, RepositoryStandardsDetails) {
        var history = HistoryBuilder()
        history.hold("src/main.c")
        for path in texts.keys { history.hold(path) }
        history.texts = texts
        let measurement = Signal.repositoryStandards.measure(history.evidence())
        return (measurement, try measurement.details.decode(RepositoryStandardsDetails.self))
    }

    private func found(_ item: String, in texts: [String: String]) throws -> String? {
        try measure(texts).1.items.first { $0.id == item }?.found
    }

    @Test func `six of eight are 75 percent, and the missing ones are named`() throws {
        var texts = Self.whole
        texts["LICENSE"] = nil
        texts[".github/CODEOWNERS"] = nil
        let (measurement, details) = try measure(texts)
        #expect(measurement.value == 75)
        #expect(measurement.sample.count == 8)
        #expect(details.missing.map(\.id) == ["code-owners", "licence"])
        #expect(
            measurement.finding?.sentence
                == "Two things that a newcomer needs are missing: code owners and licence")
    }

    @Test func `eight of eight are nothing to talk about`() throws {
        let (measurement, details) = try measure(Self.whole)
        #expect(measurement.value == 100)
        #expect(measurement.finding == nil)
        #expect(
            details.items.map(\.id) == [
                "formatter", "code-owners", "ci", "environment", "licence", "run-steps", "editor", "contributing",
            ])
    }

    @Test func `an empty tree has no share`() {
        let measurement = Signal.repositoryStandards.measure(HistoryBuilder().evidence())
        #expect(measurement.status == .unavailable)
        #expect(measurement.value == nil)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let item: String
        let path: String
        let text: String
        let isFound: Bool
        var testDescription: String { "\(item): \(path), \(text.prefix(30))" }

        init(_ item: String, _ path: String, _ text: String = "x", isFound: Bool = true) {
            self.item = item
            self.path = path
            self.text = text
            self.isFound = isFound
        }
    }

    @Test(arguments: [
        Case("formatter", ".prettierrc.json"), Case("formatter", "web/eslint.config.mjs"),
        Case("formatter", "pyproject.toml", "[tool.ruff]\nline-length = 100"),
        Case("formatter", "pyproject.toml", "[project]", isFound: false),
        Case("formatter", "package.json", "{\"devDependencies\": {\"prettier\": \"3\"}}"),
        Case("formatter", ".gitlab-ci.yml", "lint:\n  script: cargo fmt --check"),
        Case("formatter", ".gitlab-ci.yml", "# cargo fmt some day", isFound: false),
        Case("formatter", ".editorconfig", isFound: false),
        Case("formatter", "tests/fixtures/.eslintrc", isFound: false),
        Case("code-owners", "docs/CODEOWNERS", "* @a"), Case("code-owners", "CODEOWNERS", "# later", isFound: false),
        Case("ci", "Jenkinsfile"), Case("ci", ".forgejo/workflows/test.yaml"),
        Case("ci", "docs/jenkinsfile", isFound: false),
        Case("environment", ".devcontainer/devcontainer.json"), Case("environment", "docker-compose.dev.yml"),
        Case("environment", "Makefile", "run: build\n\tswift run"),
        Case("environment", "Makefile", "run := build\nall:\n\tcc", isFound: false),
        Case("licence", "COPYING"), Case("licence", "LICENSE-MIT"), Case("licence", "LICENSES/MIT.txt"),
        Case("licence", "license.go", isFound: false), Case("licence", "web/vendor/LICENSE", isFound: false),
        Case("run-steps", "README.md", "# It\n```sh\n$ make\n```"),
        Case("run-steps", "README.rst", "It\n==\n\nInstalling\n----------\n\nAsk pip.\n"),
        Case("run-steps", "README.adoc", "= It\n\n== Getting started\n\nTake it.\n"),
        Case("run-steps", "README.md", "# It\n\nIt is a thing.\n", isFound: false),
        Case("run-steps", "README.md", "# It\n\n## Run\n", isFound: false),
        Case("run-steps", "README.md", "# It\n```swift\nlet a = 1\n```", isFound: false),
        Case("editor", ".nvmrc", "22"), Case("editor", "rust-toolchain.toml"),
        Case("contributing", ".github/CONTRIBUTING.md"), Case("contributing", "HACKING"),
        Case("contributing", "src/contributing.md", isFound: false),
    ])
    func `is seen where it usually lies, and nowhere else`(_ example: Case) throws {
        let found = try found(example.item, in: [example.path: example.text])
        #expect(found == (example.isFound ? example.path : nil))
    }

    @Test func `says how to add every item, with an example`() {
        for standard in Standard.all {
            #expect(standard.howToAdd.hasPrefix("Add "))
            #expect(standard.howToAdd.hasSuffix("."))
        }
    }
}
