import Foundation
import Records
import Testing

@testable import Connectors

@Suite("What mending findings costs")
struct MendingCostsTests {
    private static let costs = """
        { "files": ["**/*.py", "!tests/", "tests/helpers.py"],
          "rules": { "E302": 2, "CA1000": 30 },
          "tools": { "mypy": { "E302": 20 } },
          "levels": { "error": 60 } }
        """

    private func finding(
        _ rule: String?, tool: String = "flake8", level: CodeFinding.Level = .warning, path: String? = "a.py"
    ) -> CodeFinding {
        CodeFinding(tool: tool, rule: rule, level: level, message: "", path: path)
    }

    @Test func `is what the tool's own rule does, else the rule, else the level, else nothing that is known`() throws {
        let costs = try MendingCosts(Data(Self.costs.utf8))
        #expect(costs.minutes(for: finding("E302")) == 2)
        #expect(costs.minutes(for: finding("E302", tool: "mypy")) == 20)
        #expect(costs.minutes(for: finding("CA1000/2/b")) == 30)
        #expect(costs.minutes(for: finding("CA1000", level: .error)) == 30)
        #expect(costs.minutes(for: finding("other", level: .error)) == 60)
        #expect(costs.minutes(for: finding(nil, level: .error)) == 60)
        #expect(costs.minutes(for: finding("other")) == nil)
        #expect(costs.minutes(for: finding("other", level: .note)) == nil)
    }

    @Test(arguments: [
        ("a.py", true), ("src/deep/a.py", true), ("a.pyc", false), ("README.md", false), ("tests/test_a.py", false),
        ("tests/helpers.py", true), ("src/tests/a.py", false),
    ])
    func `covers the files that its last fitting pattern names`(_ path: String, _ isCovered: Bool) throws {
        #expect(try MendingCosts(Data(Self.costs.utf8)).cover(path) == isCovered)
    }

    @Test func `covers every file where it names none`() throws {
        let costs = try MendingCosts(Data(#"{"rules": {"E302": 2}}"#.utf8))
        #expect(costs.cover("a.py") && costs.cover("README.md") && !costs.namesFiles)
    }

    @Test func `is the same however it is written, and another with any other cost`() throws {
        let one = try MendingCosts(Data(#"{"rules": {"a": 1, "b": 2}}"#.utf8))
        #expect(try MendingCosts(Data("{ \"rules\" :\n{\"b\":2,\"a\":1} }".utf8)).canonical == one.canonical)
        #expect(try MendingCosts(Data(#"{"rules": {"a": 1, "b": 3}}"#.utf8)).canonical != one.canonical)
    }

    @Test(arguments: [
        ("", "The file is empty."), ("[]", "The file of costs: it is no JSON object; it begins with {."),
        (
            "{\n  \"rules\": {\n    \"a\": 1\n    \"b\": 2\n  }\n}",
            "Line 4: here it stops being JSON; look for a comma or a quotation mark."
        ),
        ("{}", "The file of costs: nothing in it has a cost; write minutes by rule into “rules”."),
        (
            "{\"tools\": {\"mypy\": {}}}",
            "The file of costs: nothing in it has a cost; write minutes by rule into “rules”."
        ),
        (
            "{\"rule\": {\"a\": 1}}",
            "The file of costs: it has no place for “rule”; there are files, levels, rules, tools."
        ),
        ("{\"rules\": 5}", "The file of costs: “rules” is no object; write { \"name of a rule\": minutes }."),
        (
            "{\"rules\": {\"a\": \"ten\"}}",
            "The file of costs: “rules.a” should be minutes, a number from 0 to 100000; write \"a\": 10."
        ),
        (
            "{\"tools\": {\"mypy\": {\"a\": -1}}}",
            "The file of costs: “tools.mypy.a” should be minutes, a number from 0 to 100000; write \"a\": 10."
        ),
        (
            "{\"levels\": {\"fatal\": 1}}",
            "The file of costs: “levels.fatal” is no level of a finding; there are error, warning, note."
        ),
        (
            "{\"rules\": {\"a\": 1}, \"files\": \"*.py\"}",
            "The file of costs: “files” should be a list of patterns; write \"files\": [\"**/*.swift\"]."
        ),
    ])
    func `that cannot be read says where and what to write`(_ text: String, _ sentence: String) {
        let trouble = #expect(throws: FormatTrouble.self) { try MendingCosts(Data(text.utf8)) }
        #expect(trouble?.description == sentence)
    }

    @Test func `adds up over what stands, is analysed and has a cost`() throws {
        var tally = DebtTally(try MendingCosts(Data(Self.costs.utf8))) { $0 == "a.py" }
        for each in [finding("E302"), finding("E302"), finding("E302", path: nil), finding("odd"), finding(nil)] {
            tally.add(each)
        }
        tally.add(finding("E302", path: "b.py"))
        tally.add(finding("E302", level: .none))
        var (accepted, gone) = (finding("E302"), finding("E302"))
        (accepted.isSuppressed, gone.baseline) = (true, .absent)
        tally.add(accepted)
        tally.add(gone)
        #expect(tally.minutes == 6 && tally.findings == 3)
        #expect(tally.withoutCost == ["odd": 1, "": 1])
        #expect(tally.elsewhere == 1)
    }
}
