/// One thing that a repository should bring along, and how to see whether it does.
struct Standard: Sendable {
    let id: String
    let title: String
    let why: String
    let howToAdd: String
    /// The path of the file that shows it; nil when it is missing.
    let find: @Sendable (StandardsHead) -> String?

    /// HANDBOOK E9 names the first six; the last two keep editors and newcomers from guessing.
    static let all = [
        Standard(
            id: "formatter", title: "Formatter or linter",
            why: "Machines settle matters of style, so reviews are about the change.",
            howToAdd:
                "Add the settings of your language's formatter, such as .swift-format, .prettierrc or [tool.ruff] in pyproject.toml, and run it in CI.",
            find: \.formatter),
        Standard(
            id: "code-owners", title: "Code owners",
            why: "Whoever changes something sees whom to ask.",
            howToAdd: "Add .github/CODEOWNERS with a line for each part, such as `/billing/ @example/payments`.",
            find: \.codeOwners),
        Standard(
            id: "ci", title: "CI pipeline",
            why: "Every change is built and tested the same way, on a machine that is nobody's.",
            howToAdd:
                "Add .github/workflows/ci.yml, or your forge's like, with one job that builds and runs the tests.",
            find: { $0.first(where: \.isPipeline) }),
        Standard(
            id: "environment", title: "Development environment",
            why: "A new machine is ready with one command instead of one day.",
            howToAdd:
                "Add a .devcontainer/devcontainer.json or a Makefile whose target `setup` installs what the project needs.",
            find: \.environment),
        Standard(
            id: "licence", title: "Licence",
            why: "Others know what they may do with the code.",
            howToAdd: "Add a LICENSE file with the full text of the one you chose, such as MIT or AGPL-3.0.",
            find: { $0.document(named: ["license", "licence", "copying", "unlicense", "licenses"])?.path ?? $0.reuse }),
        Standard(
            id: "run-steps", title: "README with run steps",
            why: "The first hour goes into the code and not into finding out how to start it.",
            howToAdd: "Add a section “Run” to README.md with the commands to install, start and test it.",
            find: \.runSteps),
        Standard(
            id: "editor", title: "Editor settings or pinned versions",
            why: "Everybody's editor and tools agree, so changes hold no noise.",
            howToAdd:
                "Add an .editorconfig with `root = true` and an indent style, or a .tool-versions with your compiler.",
            find: { $0.first { Names.editor.contains($0.name) || $0.lowered == ".vscode/settings.json" } }),
        Standard(
            id: "contributing", title: "Contribution guide",
            why: "How to get a change in is written down once instead of told every time.",
            howToAdd: "Add a CONTRIBUTING.md that says how to set up, test and hand in a change.",
            find: { $0.document(named: Names.contributing)?.path }),
    ]

    private enum Names {
        static let editor: Set = [
            ".editorconfig", ".tool-versions", "mise.toml", ".mise.toml", ".nvmrc", ".node-version", ".python-version",
            ".ruby-version", ".swift-version", ".java-version", ".go-version", ".xcode-version", ".terraform-version",
            ".sdkmanrc", "rust-toolchain", "rust-toolchain.toml", "global.json",
        ]
        static let contributing: Set = [
            "contributing", "contribute", "hacking", "developing", "development", "submittingpatches",
        ]
    }
}

extension StandardsHead {
    fileprivate var codeOwners: String? {
        entries.first { entry in
            let isOwners = entry.name == "codeowners" || entry.name == "owners" && entry.depth == 0
            return isOwners && entry.isAtHome && hasRule(text(entry))
        }?.path
    }

    /// A file of comments alone owns nothing. A text that was not kept is taken at its name.
    private func hasRule(_ text: String) -> Bool {
        text.isEmpty
            || text.split(whereSeparator: \.isNewline).contains { line in
                line.first { !$0.isWhitespace }.map { $0 != "#" } ?? false
            }
    }

    /// Licences by the REUSE specification: a folder of texts.
    fileprivate var reuse: String? { first { $0.lowered.hasPrefix("licenses/") } }

    fileprivate var runSteps: String? {
        entries.first { entry in
            entry.isAtHome && entry.isProse(named: ["readme"]) && RunSteps.isTold(in: text(entry))
        }?.path
    }
}
