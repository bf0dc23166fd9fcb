import Records

/// Visual Studio lists results first and tells at the end which class each test belongs to, so they wait until then.
struct TestDefinitions {
    private var held: [(result: TestResult, definition: String)] = []
    private var groups: [String: String] = [:]
    private var current: String?

    mutating func hold(_ result: TestResult, _ definition: String) {
        held.append((result, definition))
    }

    mutating func open(_ tag: XMLTag) {
        if tag.name == "UnitTest" {
            current = tag["id"]
        } else if tag.name == "TestMethod", let current, let group = tag["className"] {
            // A class may come with its assembly: `Shop.CartTests, Shop.Tests, Version=…`.
            groups[current] = group.split(separator: ",", maxSplits: 1).first.map(String.init)
        }
    }

    mutating func close(_ name: String) {
        if name == "UnitTest" { current = nil }
    }

    mutating func joined() -> [TestResult] {
        defer { held = [] }
        return held.map { result, definition in
            var result = result
            result.suite = groups[definition] ?? result.suite
            result.name = TestCaseDraft.full(result.name, group: groups[definition])
            return result
        }
    }
}
