import Records

/// Reads reports of tests in XML: JUnit in its dialects, NUnit, xUnit.net and Visual Studio's.
struct TestReportReader: XMLReading, ReadyRecords {
    static let title = "test report"

    var ready: [Record] = []
    private var dialect: TestDialect?
    private var tally = TestTally()
    private var suites: [TestSuiteDraft] = []
    /// More than one where the tries or the rows of data of a test lie inside it.
    private var cases: [TestCaseDraft] = []
    private var words = TestWords()
    private var definitions = TestDefinitions()

    var summary: FormatSummary { .tests(tally.totals) }

    mutating func open(_ tag: XMLTag) throws {
        let dialect = try dialect(of: tag)
        if dialect.isSuite(tag.name), cases.isEmpty {
            if !suites.isEmpty { suites[suites.count - 1].hasSuites = true }
            suites.append(TestSuiteDraft(tag))
        } else if tag.name == dialect.caseName, cases.isEmpty || dialect == .trx {
            if !suites.isEmpty { suites[suites.count - 1].hasCases = true }
            cases.append(TestCaseDraft(tag, dialect: dialect))
            words = TestWords()
        } else if cases.isEmpty {
            if dialect == .trx { definitions.open(tag) }
        } else {
            words.open(tag, in: &cases[cases.count - 1], dialect: dialect)
        }
    }

    mutating func text(_ bytes: UnsafeRawBufferPointer) { words.text(bytes) }

    mutating func close(_ name: String) {
        guard let dialect else { return }
        if name == dialect.caseName, words.isOutside, let draft = cases.popLast() {
            finish(draft, dialect)
        } else if !cases.isEmpty {
            words.close(in: &cases[cases.count - 1])
        } else if dialect.isSuite(name), let suite = suites.popLast() {
            finish(suite)
        } else if dialect == .trx {
            definitions.close(name)
        }
    }

    mutating func end() {
        ready += definitions.joined().map(Record.testResult)
    }

    private mutating func dialect(of tag: XMLTag) throws(Flaw) -> TestDialect {
        if let dialect { return dialect }
        guard let found = TestDialect(root: tag.name) else {
            throw .trouble(.other(than: Self.title, found: "it begins with <\(tag.name.prefix(40))>"))
        }
        dialect = found
        return found
    }

    private mutating func finish(_ draft: TestCaseDraft, _ dialect: TestDialect) {
        let suite = suites.last
        tally.count(draft.identity, draft.worst)
        if !suites.isEmpty { suites[suites.count - 1].caseSeconds += draft.seconds ?? 0 }
        let result = draft.result(suite: suite?.name ?? "", file: suite?.file)
        if let definition = draft.definition {
            definitions.hold(result, definition)
        } else {
            ready.append(.testResult(result))
        }
    }

    private mutating func finish(_ suite: TestSuiteDraft) {
        if suite.isLeaf { tally.addSuite() }
        if !suite.hasCases, !suite.hasSuites { suite.addStated(to: &tally) }
        if suites.isEmpty {
            tally.add(seconds: suite.ownSeconds)
        } else {
            suites[suites.count - 1].caseSeconds += suite.caseSeconds
        }
    }
}
