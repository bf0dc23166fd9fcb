/// Writes lines that look like a small service: functions with conditions and loops about the things of a module.
struct CodeWriting: Sendable {
    var dice: Dice

    /// - Parameter count: lines, at least.
    mutating func lines(_ count: Int, about things: [String]) -> [String] {
        var lines: [String] = []
        while lines.count < count { lines += function(things) }
        return Array(lines.prefix(count))
    }

    mutating func function(_ things: [String]) -> [String] {
        let (one, other) = (dice.pick(things), dice.pick(things))
        var lines = ["def \(dice.pick(Self.verbs))_\(one)_\(dice.pick(Self.ends))(\(one), \(other)s):"]
        if dice.chance(0.05) { lines.append("    # \(dice.pick(Self.marks)): \(dice.pick(Self.later)) the \(one)") }
        if dice.chance(0.7) {
            lines += ["    if \(one).is_\(dice.pick(Self.states)):", "        return \(one).\(dice.pick(Self.fields))"]
        }
        lines.append("    for each in \(other)s:")
        lines += [
            "        if each.\(dice.pick(Self.fields)) > \(dice.whole(1...90)):",
            "            \(one).\(dice.pick(Self.fields)) = each.\(dice.pick(Self.fields))",
        ]
        if dice.chance(0.4) {
            lines += [
                "        while \(one).is_\(dice.pick(Self.states)):",
                "            \(one).\(dice.pick(Self.verbs))(each, \(dice.whole(1...9)))",
            ]
        }
        lines.append("    return \(one).\(dice.pick(Self.fields))")
        return lines + ["", ""]
    }

    /// A check of one thing.
    mutating func test(_ things: [String]) -> [String] {
        let thing = dice.pick(things)
        return [
            "def test_\(thing)_\(dice.pick(Self.verbs))_\(dice.whole(2...999))():",
            "    \(thing) = make_\(thing)(\(dice.pick(Self.fields))=\(dice.whole(1...90)))",
            "    assert \(thing).\(dice.pick(Self.fields)) == \(dice.whole(1...90))",
            "",
        ]
    }

    private static let verbs = ["keep", "move", "close", "count", "check", "send", "read", "merge", "round", "refuse"]
    private static let ends = ["once", "by_day", "in_zone", "for_owner", "again", "at_quay", "with_reason", "quickly"]
    private static let states = ["empty", "late", "closed", "shared", "expired", "confirmed"]
    private static let fields = ["total", "owner", "day", "state", "places", "reason", "number", "limit"]
    private static let marks = ["todo", "todo", "fixme", "hack"].map { $0.uppercased() }
    private static let later = ["say why we wait for", "ask only once for", "use the new rule for", "drop the copy of"]
}

/// Files of a repository that are no code.
enum PlainFiles {
    /// - Parameter owners: as CODEOWNERS names them.
    static func first(_ repository: Organisation.Repository, owners: String) -> [String: [String]] {
        var files = [
            "README.md": [
                "# \(repository.name)", "", "Part of an invented company: nothing here is real.", "", "## Run", "",
                "```", "make setup", "make run", "```", "", "What is where stands in docs/architecture.md.",
            ],
            "Makefile": ["setup:", "\tpython -m venv .venv", "", "run:", "\tpython -m \(repository.name)", ""],
            "pyproject.toml": [
                "[project]", "name = \"\(repository.name)\"", "version = \"1.0.0\"", "", "[tool.ruff]",
                "line-length = 100",
            ],
            "poetry.lock": (0..<60).map { "library-\($0) = \"1.\($0 % 7).0\"" },
            ".github/workflows/check.yml": [
                "name: check", "on: [push]", "jobs:", "  test:", "    runs-on: ubuntu-latest", "    steps:",
                "      - run: make setup test",
            ],
            "docs/architecture.md": ["# Architecture", ""]
                + repository.modules.map { "- `src/\($0.name)/rules.py`: what may be done with a \($0.things[0])" },
            "docs/onboarding.md": [
                "# The first week", "", "Read README.md, then docs/architecture.md. Change something small in",
                "`src/\(repository.modules[0].name)/messages.py`, and let somebody look at it.",
            ],
            "docs/interface.md": ["# What others may call", ""]
                + repository.modules.map { "- `src/\($0.name)/api.py`: everything about a \($0.things[0])" },
            "CONTRIBUTING.md": [
                "# How we work", "", "Small changes. Reviews are answered within a day. See docs/decisions.",
            ],
            "docs/runbook.md": [
                "# When something stands still", "", "1. Look at the queue.", "2. Start `\(repository.name)` again.",
                "3. Tell whoever waits.",
            ],
        ]
        // One of them has neither owners nor a licence, so that there is something to add.
        if repository.id % 3 != 1 {
            files["CODEOWNERS"] = ["* \(owners)"]
            files["LICENSE"] = ["All rights reserved by nobody: this company is invented."]
            files[".editorconfig"] = ["root = true", "", "[*]", "indent_style = space"]
        }
        return files
    }

    static func decision(_ number: Int, _ repository: Organisation.Repository, day: String) -> (String, [String]) {
        let title = titles[(number + repository.id) % titles.count]
        let file = title.lowercased().replacing(" ", with: "-")
        return (
            "docs/decisions/000\(number)-\(file).md",
            [
                "# \(number). \(title)", "", "Status: accepted", "Date: \(day)", "Deciders: the team", "",
                "## Context", "It was done in two ways, and nobody could say why.", "", "## Options",
                "- \(title)", "- Leave it as it is", "", "## Decision", "\(title).", "", "## Consequences",
                "One way less to explain.",
            ]
        )
    }

    private static let titles = [
        "Keep money as whole cents", "One queue for all notices", "Zones are stored with each time",
        "Deploy on every working day", "Read replicas for reports", "No shared database between services",
    ]
}
